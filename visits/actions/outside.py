"""其他主体回访: put on record as told, without the two officers, meeting no obligation."""

from datetime import date
from typing import Any

from django.db.models.functions import Now

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.models import OutsideVisit
from visits.rules.records import wrong_day


@act
def record_outside(
    dossier: Dossier, *, token: str, by: User, on: date, **facts: Any
) -> OutsideVisit:
    held = hold(dossier)
    standing = OutsideVisit.objects.filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    day = facts["visited_on"]
    if sentence := wrong_day(day, today=on, decided_on=held.first_day, what="回访"):
        raise Refused(sentence)
    same = OutsideVisit.objects.live().filter(dossier=held, visited_on=day, body=facts["body"])
    if same.exists():
        raise Refused("这个主体当天的回访已经登记。如果登记有误，请先作废再登记。")
    outside = OutsideVisit.objects.create(
        dossier=held, token=token, entered_by=by, entered_on=on, **facts
    )
    record(Verb.VISIT_OUTSIDE, outside, by=by, cadre_id=held.cadre_id, on=day)
    return outside


@act
def void_outside(outside: OutsideVisit, *, reason: str, by: User, on: date) -> None:
    hold(outside.dossier)
    if not reason.strip():
        raise Refused("请写明作废的原因。例如重复登记。")
    live = OutsideVisit.objects.live().filter(pk=outside.pk)
    if not live.update(voided_at=Now(), void_reason=reason.strip()):
        raise Refused("这条登记已经作废。")
    record(Verb.VISIT_OUTSIDE_VOIDED, outside, by=by, on=on, reason=reason)
