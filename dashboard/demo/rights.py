"""Acts of a person's rights: appeals with their answers, the steps back to Party rights."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from cases.actions.appeals import Answer, Lodging, accept_appeal, answer_appeal, lodge_appeal
from cases.actions.restoration import enter_step
from cases.choices.rights import AppealKind, AppealOutcome, RestorationKind
from cases.models import Appeal
from cases.rules.restoration import Tally
from dashboard.demo.spine import HAPPENED
from dashboard.demo.stage import Act, Actor

VOTE = ("due", "present", "in_favour", "against", "abstained")


def rights_acts(actor: Actor) -> Iterator[Act]:
    by = actor.handler
    for each in actor.story.get("appeal", []):
        yield Act(each["lodged_on"], HAPPENED, by, partial(_lodge, actor, each))
        if "accepted_on" in each:
            yield Act(each["accepted_on"], HAPPENED, by, partial(_accept, actor, each))
        if "known_on" in each:
            yield Act(each["known_on"], HAPPENED, by, partial(_answer, actor, each))
    for each in actor.story.get("restoration", []):
        yield Act(each["on"], HAPPENED, by, partial(_step, actor, each))


def _lodge(actor: Actor, each: dict[str, Any]) -> None:
    lodging = Lodging(
        kind=AppealKind(each["kind"]),
        lodged_on=each["lodged_on"],
        heard_by=each.get("heard_by", ""),
        note=each.get("note", ""),
    )
    decision = actor.decisions[each["decision"]]
    lodge_appeal(decision, lodging=lodging, by=actor.handler, on=each["lodged_on"])


def _accept(actor: Actor, each: dict[str, Any]) -> None:
    appeal, on = _open(actor, each), each["accepted_on"]
    accept_appeal(appeal, accepted_on=on, version=appeal.version, by=actor.handler, on=on)


def _answer(actor: Actor, each: dict[str, Any]) -> None:
    """Entered on `known_on`, when the paper has reached the office and the person."""
    appeal = _open(actor, each)
    answer = Answer(
        outcome=AppealOutcome(each["outcome"]),
        decided_on=each["decided_on"],
        document_number=each["number"],
        delivered_on=each["delivered_on"],
    )
    answer_appeal(
        appeal, answer=answer, version=appeal.version, by=actor.handler, on=each["known_on"]
    )


def _open(actor: Actor, each: dict[str, Any]) -> Appeal:
    decision = actor.decisions[each["decision"]]
    return Appeal.objects.open().get(decision=decision, kind=each["kind"])


def _step(actor: Actor, each: dict[str, Any]) -> None:
    vote = {name: each[name] for name in VOTE if name in each}
    enter_step(
        actor.decisions[each["decision"]],
        kind=RestorationKind(each["kind"]),
        step_on=each["on"],
        evidence=each["evidence"],
        tally=Tally(**vote) if vote else None,
        by=actor.handler,
        on=each["on"],
    )
