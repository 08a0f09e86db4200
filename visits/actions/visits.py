"""Verbs of a visit: record it whole, correct it beside what was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import set_last_visit
from cases.choices import DossierKind
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import hold
from visits.actions.needs import tell_need
from visits.actions.obligations import reconcile
from visits.choices.visiting import TeamPart
from visits.models import (
    Correction,
    FamilyTalk,
    Talk,
    Visit,
    VisitCheck,
    VisitInterview,
    VisitTeam,
)
from visits.rules.records import wrong_day, wrong_place, wrong_team


@dataclass(frozen=True)
class Member:
    """Someone who was there: with an account, or by name (陪同)."""

    part: str
    user: User | None = None
    name: str = ""
    post: str = ""

    @property
    def counts(self) -> bool:
        """Practice D.3: a helper, a unit leader or a volunteer is not one of the two."""
        is_officer = self.user is not None and self.user.is_discipline
        return is_officer and self.part != TeamPart.COMPANION


@dataclass(frozen=True)
class Heard:
    source: str
    text: str
    people: str = ""


@dataclass(frozen=True)
class FamilyHeard:
    relation: str
    text: str


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
    **facts: Any,
) -> Visit:
    """A finished visit of two officers or more. The same form sent twice is one visit."""
    held = hold(dossier)
    standing = Visit.objects.filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    _refuse_wrong(held, team, facts, on=on)
    last = Visit.objects.filter(dossier=held).aggregate(last=Max("number"))["last"] or 0
    visit = Visit.objects.create(
        dossier=held, number=last + 1, token=token, recorded_by=by, **facts
    )
    _add_parts(visit, team=team, interviews=interviews, family=family, checks=checks or {})
    record("visit.recorded", visit, by=by, cadre_id=held.cadre_id, on=on, number=visit.number)
    tell_need(visit, by=by, on=on)
    set_last_visit(held.pk, on=visit.visited_on)
    reconcile([held.pk], on=on)
    return visit


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
    visitors = [each.user.pk for each in team if each.user is not None and each.counts]
    leaders = sum(each.part == TeamPart.LEADER for each in team)
    own_account = dossier.cadre.account_id if dossier.cadre is not None else None
    sentences = [
        wrong_day(
            facts["visited_on"],
            today=on,
            decided_on=dossier.first_day,
            what="回访",
            since="澄清建档之日" if dossier.kind == DossierKind.CLEARING else "处分决定之日",
        ),
        wrong_team(visitors, leaders=leaders),
        wrong_place(facts.get("place_note", "")),
        "回访对象本人不能作为回访人。" if own_account in visitors else "",
        _wrong_next(facts),
    ]
    if wrong := [sentence for sentence in sentences if sentence]:
        raise Refused("".join(wrong))


def _wrong_next(facts: Mapping[str, Any]) -> str:
    next_on = facts.get("next_on")
    if next_on is not None and next_on <= facts["visited_on"]:
        return "下次联系的日期要晚于本次回访的日期。"
    return ""


def _add_parts(
    visit: Visit,
    *,
    team: Sequence[Member],
    interviews: Sequence[Heard],
    family: FamilyHeard | None,
    checks: Mapping[str, str],
) -> None:
    here = {"visit": visit, "dossier_id": visit.dossier_id}
    VisitTeam.objects.bulk_create(
        VisitTeam(
            user=each.user,
            name=each.user.display_name if each.user else each.name,
            unit=each.user.unit if each.user else None,
            post=each.post or (each.user.post if each.user else ""),
            part=each.part,
            counts=each.counts,
            **here,
        )
        for each in team
    )
    VisitInterview.objects.bulk_create(VisitInterview(**vars(each), **here) for each in interviews)
    VisitCheck.objects.bulk_create(
        VisitCheck(item=item, result=result, **here) for item, result in checks.items()
    )
    if family is not None:
        FamilyTalk.objects.create(relation=family.relation, text=family.text, **here)
