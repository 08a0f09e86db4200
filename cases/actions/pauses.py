"""Verbs of rest: a dossier pauses and goes on; what is due follows from the days, never edited."""

from datetime import date, timedelta

from django.db.models import F, Value
from django.db.models.functions import Greatest

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions.dossiers import change_status, locked, start_of
from cases.choices import WORKING_STATUSES, DossierStatus
from cases.models import Dossier, Suspension
from cases.rules.lives import wrong_pause, wrong_resumption
from columns.refusal import Refused


@act
def pause_dossier(
    dossier: Dossier,
    *,
    reason: str,
    by: User | None,
    on: date,
    from_on: date | None = None,
    basis: str = "",
    expected_on: date | None = None,
    approved_by: User | None = None,
) -> Suspension:
    """From `from_on` (today when it is left out), which may lie back to the dossier's start."""
    held = locked(dossier)
    was = DossierStatus(held.status)
    if was not in WORKING_STATUSES:
        raise Refused(f"档案现在处于“{was.label}”，不能暂停。")
    first = from_on or on
    refuse_wrong_pause(held, from_on=first, on=on)
    rest = Suspension.objects.create(
        dossier=held,
        from_on=first,
        reason=reason,
        basis=basis,
        expected_on=expected_on,
        entered_by=by,
        approved_by=approved_by,
        approved_on=on if approved_by is not None else None,
    )
    Dossier.objects.filter(pk=held.pk).update(paused_from=was)
    change_status(dossier, was=was, to=DossierStatus.PAUSED, on=on)
    record("dossier.paused", dossier, by=by, reason=reason, on=first)
    return rest


@act
def resume_dossier(
    dossier: Dossier, *, by: User | None, on: date, from_on: date | None = None
) -> None:
    """Active again from `from_on`, whatever day was expected; the pause ends the day before."""
    held = locked(dossier)
    if not held.is_paused:
        raise Refused("档案没有暂停，不需要恢复。")
    first = from_on or on
    rest = Suspension.objects.filter(dossier=held, to_on__isnull=True)
    paused_on = rest.values_list("from_on", flat=True).first() or first
    if wrong := wrong_resumption(from_on=first, paused_on=paused_on, today=on):
        raise Refused(wrong)
    # Resumed on its first day, a pause lasts that one day.
    rest.update(to_on=Greatest(F("from_on"), Value(first - timedelta(days=1))))
    change_status(
        dossier, was=DossierStatus.PAUSED, to=DossierStatus(held.paused_from), on=on, paused_from=""
    )
    record("dossier.resumed", dossier, by=by, on=first)


def refuse_wrong_pause(dossier: Dossier, *, from_on: date, on: date) -> None:
    rests = dossier.suspensions.values_list("from_on", "to_on")
    wrong = wrong_pause(from_on=from_on, starts_on=start_of(dossier), today=on, rests=list(rests))
    if wrong:
        raise Refused(wrong)
