"""Acts of rating: the round, its paper ballots, the result, the conclusion of two people."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import uuid4

from accounts.models import User
from accounts.roles import Role
from dashboard.demo.stage import Act, Actor
from evaluation.actions import (
    ConclusionText,
    GroupPlan,
    close_round,
    compute_result,
    confirm_conclusion,
    enter_paper_ballot,
    open_round,
    write_conclusion,
)
from evaluation.actions.rounds import groups_below_minimum
from evaluation.choices import GroupCode, RoundKind, Verdict
from evaluation.models import Conclusion, Round
from evaluation.rules.ballots import needs_example

# After a day's visits and talks.
RATED = 7
NOT_ASKED, DOES_NOT_KNOW = ".", "?"
NO_EXAMPLE = "不便举例"
EARLY = "年度安排，提前开展"


def rating_acts(actor: Actor) -> Iterator[Act]:
    by = actor.handler
    for each in actor.story.get("round", []):
        yield Act(each["opened_on"], RATED, by, partial(_open, actor, each))
        if "closed_on" in each:
            yield Act(each["closed_on"], RATED, by, partial(_close, actor, each))
        if "computed_on" in each:
            yield Act(each["computed_on"], RATED, by, partial(_compute, actor, each))
        if "conclusion" in each:
            yield from _conclusion_acts(actor, each["conclusion"])


def _conclusion_acts(actor: Actor, told: dict[str, Any]) -> Iterator[Act]:
    yield Act(told["written_on"], RATED, actor.handler, partial(_write, actor, told))
    if "confirmed_on" in told:
        second = _second(actor)
        yield Act(told["confirmed_on"], RATED, second, partial(_confirm, actor, told, second))


def _open(actor: Actor, each: dict[str, Any]) -> None:
    plans = [
        GroupPlan(group, each["expected"].get(group, 0), each["missing"].get(group, ""))
        for group in GroupCode.values
    ]
    round_ = open_round(
        actor.file,
        kind=RoundKind(each["kind"]),
        groups=plans,
        due_on=each["due_on"],
        by=_handler(actor),
        on=each["opened_on"],
        early_reason=EARLY if each["kind"] == RoundKind.FINAL else "",
    )
    for line in each["ballots"]:
        _enter(actor, round_, line, each)


def _enter(actor: Actor, round_: Round, line: str, each: dict[str, Any]) -> None:
    """One sheet of paper as the office types it in."""
    group, marks = line.split()
    items = round_.instrument.value.items
    answers = {
        item.seq: None if mark == DOES_NOT_KNOW else int(mark)
        for item, mark in zip(items, marks, strict=True)
        if mark != NOT_ASKED
    }
    enter_paper_ballot(
        round_,
        group=GroupCode(group),
        answers=answers,
        examples={
            item.seq: NO_EXAMPLE for item in items if needs_example(item, answers.get(item.seq))
        },
        entry_key=uuid4(),
        by=_handler(actor),
        on=each["opened_on"],
    )


def _close(actor: Actor, each: dict[str, Any]) -> None:
    round_ = _round(actor)
    missing = {group: each["missing"][group] for group in groups_below_minimum(round_)}
    close_round(round_, missing_reasons=missing, by=_handler(actor), on=each["closed_on"])


def _compute(actor: Actor, each: dict[str, Any]) -> None:
    compute_result(_round(actor), by=_handler(actor), on=each["computed_on"])


def _write(actor: Actor, told: dict[str, Any]) -> None:
    content = ConclusionText(verdict=Verdict(told["verdict"]), text=told["text"])
    write_conclusion(_round(actor), content=content, by=_handler(actor), on=told["written_on"])


def _confirm(actor: Actor, told: dict[str, Any], by: User) -> None:
    conclusion = Conclusion.objects.waiting().get(dossier=actor.file)
    confirm_conclusion(conclusion, by=by, on=told["confirmed_on"])


def _second(actor: Actor) -> User:
    """The director, or the leader where the director himself writes."""
    is_director = _handler(actor).role == Role.DIRECTOR
    return actor.colleague(Role.LEADER if is_director else Role.DIRECTOR)


def _round(actor: Actor) -> Round:
    return Round.objects.unfinished().select_related("instrument").get(dossier=actor.file)


def _handler(actor: Actor) -> User:
    if actor.handler is None:
        raise ValueError(f"{actor.story['person']['name']} has no handler")
    return actor.handler
