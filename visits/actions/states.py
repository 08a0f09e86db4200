"""Verbs of a person's state: enter it with its reason, and hold the 会商 that a bad turn opens."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from accounts.roles import Permission
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.classes import propose_class
from visits.actions.holding import Gaps, Stale, hold
from visits.choices import State
from visits.choices.planning import StateSource
from visits.models import Consultation, StateEntry

MOST = 500


@act
def enter_state(
    dossier: Dossier,
    *,
    state: str,
    on: date,
    reason: str,
    source: str,
    by: User,
    token: str | None = None,
) -> StateEntry | None:
    """Nothing when it is the state he was in on that day already; the history tells of changes.

    出现新的不良表现 opens a 会商 each time none is open.
    """
    if state not in State.values:
        raise Refused("请从列出的六种状态里选择。")
    held = hold(dossier)
    if token is not None and (standing := StateEntry.objects.filter(token=token).first()):
        return standing
    told = " ".join(reason.split())[:MOST]
    if not told:
        raise Refused("请写明这样判断的依据。例如：近两个月按时完成任务，主动报告工作。")
    calls = state == State.WORSENING and not Consultation.objects.open().filter(dossier=held)
    if not calls and _state_on(held, on) == state:
        return None
    entry = StateEntry.objects.create(
        dossier=held, state=state, on=on, reason=told, source=source, by=by, token=token
    )
    record("state.entered", entry, by=by, cadre_id=held.cadre_id, on=on, source=source)
    if calls:
        _open(entry, by=by, on=on)
    propose_class(held, on=on)
    return entry


@act
def enter_state_by_hand(
    dossier: Dossier, *, state: str, reason: str, token: str, by: User, on: date
) -> StateEntry:
    entry = enter_state(
        dossier, state=state, on=on, reason=reason, source=StateSource.HAND, by=by, token=token
    )
    if entry is None:
        raise Refused(f"现在已经是“{State(state).label}”，没有变化，不用重复登记。")
    return entry


@dataclass(frozen=True)
class Held:
    """What a 会商 is about to be told, as far as it is known."""

    held_on: date | None = None
    participants: str = ""
    opinions: str = ""
    division: str = ""
    conclusion: str = ""
    chair: str = ""
    outcome: str = ""


@act
def save_consultation(
    consultation: Consultation, *, facts: Held, version: int, by: User, on: date
) -> None:
    """May be half told; it stays open."""
    hold(consultation.dossier)
    _refuse_day(consultation, facts.held_on, on)
    _store(consultation, version, facts)
    record("consultation.saved", consultation, by=by, on=on)


@act
def conclude_consultation(
    consultation: Consultation, *, facts: Held, version: int, by: User, on: date
) -> None:
    """Positive papers are free again; said by another person than the one who called for it."""
    hold(consultation.dossier)
    if not by.may(Permission.CONSULT_CONCLUDE):
        raise Refused("会商结论由审理室主任或分管领导登记。")
    if consultation.opened_by_id == by.pk:
        raise Refused("会商由您登记的状态发起，结论须由另一位同志登记。")
    if gaps := _gaps(facts):
        raise Gaps(gaps)
    _refuse_day(consultation, facts.held_on, on)
    _store(consultation, version, facts, concluded_by=by, concluded_on=on)
    record("consultation.concluded", consultation, by=by, on=on, kind=facts.outcome)


def _state_on(dossier: Dossier, on: date) -> str:
    before = StateEntry.objects.filter(dossier=dossier, on__lte=on).newest_first().first()
    return before.state if before is not None else ""


def _open(entry: StateEntry, *, by: User, on: date) -> None:
    opened = Consultation.objects.create(
        dossier_id=entry.dossier_id, entry=entry, opened_on=on, opened_by=by
    )
    record("consultation.opened", opened, by=by, on=on)


def _gaps(facts: Held) -> list[str]:
    asked = {
        "held_on": "请填写会商日期。",
        "participants": "请写明参加人员。例如：审理室、监督检查室、单位党组织。",
        "opinions": "请写明各方意见。",
        "division": "请写明责任分工，谁做什么、什么时候完成。",
        "conclusion": "请写明会商结论。",
        "chair": "请写明主持人。",
        "outcome": "请选择怎样处理。",
    }
    return [sentence for name, sentence in asked.items() if not getattr(facts, name)]


def _refuse_day(consultation: Consultation, held_on: date | None, on: date) -> None:
    if held_on is None:
        return
    if held_on > on:
        raise Refused("会商日期不能晚于今天。请填写实际开会的日期。")
    if held_on < consultation.opened_on:
        raise Refused("会商日期不能早于发起的日期。请核对。")


def _store(consultation: Consultation, version: int, facts: Held, **more: Any) -> None:
    stored = (
        Consultation.objects.open()
        .filter(pk=consultation.pk, version=version)
        .update(version=F("version") + 1, **vars(facts), **more)
    )
    if not stored:
        raise Stale
    consultation.refresh_from_db()
