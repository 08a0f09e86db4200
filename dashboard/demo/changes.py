"""Acts of change: what happened to a decision, a further one, and one that waits for another."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from accounts.models import User
from accounts.roles import Role
from columns.codes import new_code
from corrections.actions import (
    Hand,
    confirm_correction,
    propose_correction,
    save_correction,
    what_if,
)
from corrections.models import Correction
from corrections.rules.act import Act as Change
from dashboard.demo.helping import acting
from dashboard.demo.spine import HAPPENED
from dashboard.demo.stage import Act, Actor

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Facts of a further decision that an act of change calls by other names.
PAPER = {"organ": "organ_name", "measure": "measure", "number": "number", "form": "form"}
DAYS = ("decided_on", "announced_on", "delivered_on")


def change_acts(actor: Actor) -> Iterator[Act]:
    for each in actor.story.get("event", []):
        yield Act(each["on"], HAPPENED, actor.handler, partial(_happen, actor, each))
    for each in actor.story.get("further", []):
        yield Act(each["on"], HAPPENED, actor.handler, partial(_decide_again, actor, each))
    for each in actor.story.get("proposal", []):
        yield Act(each["on"], HAPPENED, actor.handler, partial(_propose, actor, each))


def _happen(actor: Actor, each: dict[str, Any]) -> None:
    """Changed, annulled, extended or restored: one person, who has seen what it moves."""
    change = Change(
        kind=each["kind"],
        decision=actor.decisions[each["decision"]].code,
        on=each["event_on"],
        measure=each.get("measure", ""),
        basis=each["basis"],
        publicity_from=each.get("publicity_from"),
        publicity_to=each.get("publicity_to"),
    )
    hand = _hand(acting(actor), each["on"])
    seen = what_if(actor.file, change, hand)
    saved = save_correction(actor.file, change, hand, code=new_code(), shown=seen.digest)
    actor.dossier = saved.opened or actor.dossier


def _decide_again(actor: Actor, each: dict[str, Any]) -> None:
    """再犯: entered by one, confirmed by another on the same day."""
    facts = {to: each[name] for name, to in PAPER.items()} | {day: each[day] for day in DAYS}
    change = Change(kind=each["kind"], basis=each["basis"], reason=each["reason"], **facts)
    confirmed = _confirm(actor, _proposed(actor, change, each["on"]), each["on"])
    if confirmed.decision is not None:
        actor.decisions.append(confirmed.decision)


def _propose(actor: Actor, each: dict[str, Any]) -> None:
    """An end that two people would settle, which waits for the second."""
    change = Change(
        kind=each["kind"],
        decision=actor.decisions[each["decision"]].code,
        slot=each["slot"],
        end=each["end"],
        basis=each["basis"],
    )
    _proposed(actor, change, each["on"])


def _proposed(actor: Actor, change: Change, on: date) -> Correction:
    hand = _hand(acting(actor), on)
    seen = what_if(actor.file, change, hand)
    return propose_correction(actor.file, change, hand, code=new_code(), shown=seen.digest)


def _confirm(actor: Actor, proposed: Correction, on: date) -> Correction:
    second = actor.colleague(Role.LEADER)
    rehearsed = _hand(proposed.proposed_by, on, second=second)
    seen = what_if(actor.file, proposed.act, rehearsed, seen_by=second)
    return confirm_correction(
        proposed, version=proposed.version, shown=seen.digest, second=_hand(second, on)
    )


def _hand(by: User, on: date, *, second: User | None = None) -> Hand:
    return Hand(by=by, on=on, at=datetime.combine(on, time(10), SHANGHAI), second=second)
