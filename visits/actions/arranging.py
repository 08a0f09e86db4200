"""Verbs before a visit: arrange it, change or move it, tell of refusals and attempts, void it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Now

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from cases.actions import reset_last_visit
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import Stale, hold
from visits.actions.obligations import reconcile
from visits.actions.teams import Member, refuse_wrong_team, seat
from visits.choices import Willingness
from visits.choices.visiting import AHEAD, REMOTE_MODES, VisitMode, VisitStatus
from visits.models import Visit, VisitContact, VisitMove, VisitOrgan, VisitTeam
from visits.rules.arranging import (
    Contact,
    missing_for_declined,
    missing_for_lost,
    wrong_contact,
    wrong_move,
)
from visits.rules.records import wrong_place
from web.dates import cn_date

WILLING = frozenset({Willingness.WILLING, Willingness.HESITANT})
BEFORE_READY = frozenset({VisitStatus.PLANNED, VisitStatus.AGREED})


@dataclass(frozen=True)
class Seats:
    """Who goes, and which organs together."""

    team: Sequence[Member]
    organs: Sequence[str] = ()


@act
def arrange_visit(
    dossier: Dossier, *, token: str, seats: Seats, by: User, on: date, **facts: Any
) -> Visit:
    """安排: a day, a place, a team. With his consent it is 已约定, before that 计划中."""
    held = hold(dossier)
    standing = Visit.objects.filter(dossier=held, token=token).first()
    if standing is not None:
        return standing
    _refuse_wrong(held, seats, facts, on=on)
    visit = Visit.objects.create(
        dossier=held,
        token=token,
        status=_status_of(facts),
        arranged_by=by,
        arranged_on=on,
        **facts,
    )
    seat(visit, seats.team, organs=seats.organs)
    record(Verb.VISIT_ARRANGED, visit, by=by, cadre_id=held.cadre_id, on=visit.planned_on)
    return visit


@act
def rearrange_visit(
    visit: Visit, *, version: int, seats: Seats, by: User, on: date, **facts: Any
) -> None:
    """Anything but the agreed day, which moves with a reason; what was prepared waits anew."""
    held = hold(visit.dossier)
    if visit.status != VisitStatus.PLANNED and facts.get("planned_on") != visit.planned_on:
        raise Refused("已约定的日期请用“改期”办理，并写明原因。")
    _refuse_wrong(held, seats, facts, on=on)
    now = _status_of(facts)
    _change(visit, version, AHEAD, status=now, team_fault="", **facts)
    seat(visit, seats.team, organs=seats.organs)
    record(Verb.VISIT_REARRANGED, visit, by=by, cadre_id=held.cadre_id, on=facts["planned_on"])


@act
def hand_seat(visit: Visit, *, giver: User, to: User, by: User, on: date) -> None:
    """Who goes instead of him; day, place and the others stay."""
    held = hold(visit.dossier)
    team = list(VisitTeam.objects.filter(visit=visit).select_related("user__unit"))
    if any(each.user_id == to.pk for each in team):
        raise Refused(
            f"{to.display_name}已在档案{held.number}这次回访的回访组里，"
            "请先在“修改安排”里另选一名同志，或把这份档案转给别的同志。"
        )
    members = [
        Member(each.part, to)
        if each.user_id == giver.pk
        else Member(each.part, each.user, name=each.name, post=each.post)
        for each in team
    ]
    refuse_wrong_team(held, members, is_key=visit.is_key)
    organs = VisitOrgan.objects.filter(visit=visit).exclude(unit=giver.unit_id)
    named = list(organs.values_list("name", flat=True))
    _change(visit, visit.version, AHEAD, team_fault="")
    seat(visit, members, organs=named)
    record(Verb.VISIT_REARRANGED, visit, by=by, cadre_id=held.cadre_id, on=visit.planned_on)


@act
def move_visit(visit: Visit, *, version: int, to: date, reason: str, by: User, on: date) -> None:
    """改期: with a reason, at most twice."""
    held = hold(visit.dossier)
    if not reason.strip():
        raise Refused("请写明改期的原因。例如本人当天参加防汛值班。")
    moves = VisitMove.objects.filter(visit=visit).aggregate(last=Max("number"))["last"] or 0
    if sentence := wrong_move(moves, was=visit.planned_on, to=to, today=on):
        raise Refused(sentence)
    was = visit.planned_on
    if was is None:
        raise Refused("还没有约定日期，请在“修改安排”里填写。")
    _change(visit, version, {VisitStatus.AGREED, VisitStatus.READY}, planned_on=to)
    VisitMove.objects.create(
        visit=visit,
        dossier=held,
        number=moves + 1,
        from_on=was,
        to_on=to,
        reason=reason.strip(),
        by=by,
        moved_on=on,
    )
    record(Verb.VISIT_MOVED, visit, by=by, cadre_id=held.cadre_id, on=to, reason=reason)


@act
def tell_contact(
    visit: Visit, *, kind: str, happened_on: date, text: str, by: User, on: date
) -> VisitContact:
    """One line of 拒访 or 失联."""
    held = hold(visit.dossier)
    _must_be_ahead(visit)
    if not text.strip():
        raise Refused("请写明经过。例如本人在电话里说：“最近家里有事，过一阵再说。”")
    if sentence := wrong_contact(kind, happened_on, contacts_of(visit), today=on):
        raise Refused(sentence)
    line = VisitContact.objects.create(
        visit=visit, dossier=held, kind=kind, happened_on=happened_on, text=text.strip(), by=by
    )
    record(Verb.VISIT_CONTACT, visit, by=by, cadre_id=held.cadre_id, on=happened_on, kind=kind)
    return line


@act
def end_as_declined(visit: Visit, *, version: int, by: User, on: date) -> None:
    """记录为不接受回访: only at the end of its chain."""
    _end(visit, version, VisitStatus.DECLINED, missing_for_declined(contacts_of(visit)))
    record(Verb.VISIT_DECLINED, visit, by=by, on=on)


@act
def end_as_lost(visit: Visit, *, version: int, by: User, on: date) -> None:
    """记录为未能联系上: after three attempts on different days."""
    _end(visit, version, VisitStatus.LOST, missing_for_lost(contacts_of(visit)))
    record(Verb.VISIT_LOST, visit, by=by, on=on)


@act
def void_visit(visit: Visit, *, version: int, reason: str, by: User, on: date) -> None:
    """作废: nothing is deleted; a record is voided by somebody who did not write it."""
    held = hold(visit.dossier)
    if not reason.strip():
        raise Refused("请写明作废的原因。例如重复登记。")
    if visit.is_recorded and visit.recorded_by_id == by.pk:
        raise Refused("已登记的回访由登记人以外的同志作废，请联系审理室的另一位同志。")
    living = frozenset(VisitStatus) - {VisitStatus.VOID, VisitStatus.DECLINED, VisitStatus.LOST}
    _change(
        visit,
        version,
        living,
        status=VisitStatus.VOID,
        voided_at=Now(),
        void_reason=reason.strip(),
    )
    if visit.is_done:
        newest = Visit.objects.done().filter(dossier=held).aggregate(day=Max("visited_on"))["day"]
        reset_last_visit(held.pk, on=newest)
        reconcile([held.pk], on=on)
    record(Verb.VISIT_VOIDED, visit, by=by, cadre_id=held.cadre_id, on=on, reason=reason)


def contacts_of(visit: Visit) -> list[Contact]:
    told = VisitContact.objects.filter(visit=visit).values_list("kind", "happened_on")
    return [Contact(kind, day) for kind, day in told]


def _status_of(facts: dict[str, Any]) -> VisitStatus:
    agreed = facts.get("wish") in WILLING and facts.get("planned_on") is not None
    return VisitStatus.AGREED if agreed else VisitStatus.PLANNED


def _refuse_wrong(dossier: Dossier, seats: Seats, facts: dict[str, Any], *, on: date) -> None:
    day, reason = facts.get("planned_on"), facts.get("mode_reason", "")
    if day is not None and day < on:
        raise Refused(
            f"约定日期不能早于今天（{cn_date(on)}）。已经进行的回访请直接用“登记回访”补登。"
        )
    if sentence := wrong_place(facts.get("place_note", "")):
        raise Refused(sentence)
    if VisitMode(facts["mode"]) in REMOTE_MODES and not reason.strip():
        raise Refused("请写明采用电话或视频的原因。例如本人长期在外省居住。")
    refuse_wrong_team(dossier, seats.team, is_key=bool(facts.get("is_key")))


def _must_be_ahead(visit: Visit) -> None:
    now = Visit.objects.filter(pk=visit.pk).values_list("status", flat=True).first()
    if now not in AHEAD:
        raise Refused("这次回访已经进行或办结，不能再登记联系经过。")


def _end(visit: Visit, version: int, end: VisitStatus, missing: str) -> None:
    hold(visit.dossier)
    if missing:
        raise Refused(missing)
    _change(visit, version, AHEAD, status=end)


def _change(
    visit: Visit, version: int, allowed: frozenset[VisitStatus] | set[VisitStatus], **facts: Any
) -> None:
    """One conditional update: nobody has changed it meanwhile, and the step is allowed."""
    standing = Visit.objects.filter(pk=visit.pk, version=version, status__in=allowed)
    if not standing.update(**facts, version=F("version") + 1):
        raise Stale
