"""Verbs of a visit: record it whole, correct it beside what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import set_last_visit
from cases.choices import DossierKind
from cases.models import Dossier
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.actions.leads import enter_lead
from visits.actions.needs import tell_need
from visits.actions.obligations import reconcile
from visits.actions.states import enter_state
from visits.actions.teams import Member, seat, team_sentence
from visits.choices.planning import StateSource
from visits.choices.visiting import SIGN_LATER, VisitStatus
from visits.models import (
    Correction,
    FamilyTalk,
    Talk,
    Visit,
    VisitCheck,
    VisitInterview,
    VisitPrescription,
    VisitVote,
)
from visits.rules.records import wrong_day, wrong_place


@dataclass(frozen=True)
class Heard:
    source: str
    text: str
    people: str = ""


@dataclass(frozen=True)
class FamilyHeard:
    relation: str
    text: str


@dataclass(frozen=True)
class Step:
    """处方: one line."""

    text: str
    who: str
    due_on: date


@dataclass(frozen=True)
class Votes:
    """民主测评: how many were there and what they said."""

    present: int
    excellent: int = 0
    competent: int = 0
    basic: int = 0
    incompetent: int = 0


@dataclass(frozen=True)
class More:
    """What a record may hold besides: prescriptions, organs, the restricted box, votes."""

    steps: Sequence[Step] = ()
    organs: Sequence[str] = ()
    lead: str = ""
    votes: Votes | None = None


@act
def record_visit(
    dossier: Dossier,
    *,
    token: str,
    team: Sequence[Member],
    by: User,
    on: date,
    interviews: Sequence[Heard] = (),
    family: FamilyHeard | None = None,
    checks: Mapping[str, str] | None = None,
    more: More | None = None,
    arranged: Visit | None = None,
    **facts: Any,
) -> Visit:
    """A visit of two officers or more, arranged beforehand or not. The same form sent twice is
    one visit; without a signature it waits for one and meets no obligation yet."""
    held = hold(dossier)
    standing = Visit.objects.recorded().filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    told = more or More()
    _refuse_wrong(held, team, facts, on=on)
    facts |= _ending(facts, on=on)
    last = Visit.objects.filter(dossier=held).aggregate(last=Max("number"))["last"] or 0
    facts |= {"number": last + 1, "token": token, "recorded_by": by, "recorded_on": on}
    visit = _written(held, arranged, facts)
    seat(visit, team, organs=told.organs)
    _add_heard(visit, interviews=interviews, family=family, checks=checks or {})
    _add_more(visit, told, by=by, on=on)
    tell_need(visit, by=by, on=on)
    record("visit.recorded", visit, by=by, cadre_id=held.cadre_id, on=on, number=visit.number)
    _enter_state(held, visit, by=by, on=on)
    if visit.is_done:
        count_visit(visit, on=on)
    return visit


def _enter_state(dossier: Dossier, visit: Visit, *, by: User, on: date) -> None:
    """The state found on the visit, for the reason the visitors gave."""
    if visit.state and visit.opinion:
        enter_state(
            dossier,
            state=visit.state,
            on=visit.visited_on or on,
            reason=visit.opinion,
            source=StateSource.VISIT,
            by=by,
        )


def count_visit(visit: Visit, *, on: date) -> None:
    """From here on it meets what was owed."""
    if visit.visited_on is not None:
        set_last_visit(visit.dossier_id, on=visit.visited_on)
    reconcile([visit.dossier_id], on=on)


def _ending(facts: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    if facts.get("signature") == SIGN_LATER:
        return {"status": VisitStatus.SIGNING, "signature": "", "signed_on": None}
    return {"status": VisitStatus.DONE, "signed_on": facts.get("signed_on") or on}


def _written(dossier: Dossier, arranged: Visit | None, facts: dict[str, Any]) -> Visit:
    """A row of its own, or the arranged one, if nobody has recorded it meanwhile."""
    if arranged is None:
        return Visit.objects.create(dossier=dossier, **facts)
    ready = Visit.objects.filter(
        pk=arranged.pk, status__in=[VisitStatus.READY, VisitStatus.HELD], version=arranged.version
    )
    if not ready.update(**facts, version=F("version") + 1):
        raise Refused("这次回访还没有准备好，或者已由他人登记。请返回回访页面核对。")
    return Visit.objects.get(pk=arranged.pk)


@act
def correct_visit(
    visit: Visit, *, token: str, text: str, reason: str, by: User, on: date
) -> Correction:
    """更正: said beside the record, which stays as it was signed."""
    return _correct(token, by=by, on=on, visit=visit, text=text, reason=reason)


@act
def correct_talk(
    talk: Talk, *, token: str, text: str, reason: str, by: User, on: date
) -> Correction:
    return _correct(token, by=by, on=on, talk=talk, text=text, reason=reason)


def _correct(token: str, *, by: User, on: date, **facts: Any) -> Correction:
    subject = facts.get("visit") or facts["talk"]
    hold(subject.dossier)
    standing = Correction.objects.filter(token=token, by=by).first()
    if standing is not None:
        return standing
    correction = Correction.objects.create(
        token=token, by=by, dossier_id=subject.dossier_id, **facts
    )
    record(f"{subject._meta.model_name}.corrected", subject, by=by, on=on, reason=facts["reason"])
    return correction


def _refuse_wrong(
    dossier: Dossier, team: Sequence[Member], facts: Mapping[str, Any], *, on: date
) -> None:
    sentences = [
        wrong_day(
            facts["visited_on"],
            today=on,
            decided_on=dossier.first_day,
            what="回访",
            since="澄清建档之日" if dossier.kind == DossierKind.CLEARING else "处分决定之日",
        ),
        team_sentence(dossier, team, is_key=bool(facts.get("is_key"))),
        wrong_place(facts.get("place_note", "")),
        _wrong_next(facts),
    ]
    if wrong := [sentence for sentence in sentences if sentence]:
        raise Refused("".join(wrong))


def _wrong_next(facts: Mapping[str, Any]) -> str:
    next_on = facts.get("next_on")
    if next_on is not None and next_on <= facts["visited_on"]:
        return "下次联系的日期要晚于本次回访的日期。"
    return ""


def _add_heard(
    visit: Visit,
    *,
    interviews: Sequence[Heard],
    family: FamilyHeard | None,
    checks: Mapping[str, str],
) -> None:
    here = {"visit": visit, "dossier_id": visit.dossier_id}
    VisitInterview.objects.bulk_create(VisitInterview(**vars(each), **here) for each in interviews)
    VisitCheck.objects.bulk_create(
        VisitCheck(item=item, result=result, **here) for item, result in checks.items()
    )
    if family is not None:
        FamilyTalk.objects.create(relation=family.relation, text=family.text, **here)


def _add_more(visit: Visit, told: More, *, by: User, on: date) -> None:
    here = {"visit": visit, "dossier_id": visit.dossier_id}
    VisitPrescription.objects.bulk_create(
        VisitPrescription(order=order, **vars(each), **here)
        for order, each in enumerate(told.steps, start=1)
    )
    if told.votes is not None:
        VisitVote.objects.create(**vars(told.votes), **here)
    if told.lead.strip():
        enter_lead(visit, token=new_code(), text=told.lead, by=by, on=on)
