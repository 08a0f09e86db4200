"""Acts of 处分执行核查: items entered and confirmed, issues worked through to 销号."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from cases.actions.execution import CheckFacts, enter_check, verify_checks
from cases.actions.issues import (
    IssueFacts,
    close_issue,
    reply_issue,
    report_issue,
    return_issue,
)
from cases.choices.execution import Direction, ExecutionItem
from cases.facts.execution import line_of
from cases.forms.execution import KINDS
from cases.models import ExecutionCheck, ExecutionIssue
from cases.rules.money import read_fen
from dashboard.demo.stage import Act, Actor

# Within a day: after visits and talks, on which most of it is found.
CHECKED, CONFIRMED, WORKED = 7, 8, 8
STEPS: dict[str, Callable[..., None]] = {
    "reply": reply_issue,
    "report": report_issue,
    "return": return_issue,
    "close": close_issue,
}


def execution_acts(actor: Actor) -> Iterator[Act]:
    for each in actor.story.get("check", []):
        by = actor.person(each["by"])
        yield Act(each["on"], CHECKED, by, partial(_enter, actor, each))
        if "verified_on" in each:
            by = actor.person(each["verified_by"])
            yield Act(each["verified_on"], CONFIRMED, by, partial(_verify, actor, each))
        for step in each.get("issue", {}).get("steps", []):
            by = actor.person(step["by"])
            yield Act(step["on"], WORKED, by, partial(_work, actor, each, step))


def _enter(actor: Actor, each: dict[str, Any]) -> None:
    decision, by = actor.decisions[each.get("decision", 0)], actor.person(each["by"])
    assert decision.dossier is not None
    found = line_of(decision.dossier, viewer=by, decision=decision.code, item=each["item"])
    if found is None:
        raise ValueError(f"{decision} asks for no {each['item']}")
    standing = found[0].check
    enter_check(
        found[0],
        facts=CheckFacts(
            result=each["result"],
            done_on=each.get("done_on"),
            evidence=each.get("evidence", ""),
        ),
        version=standing.version if standing is not None else 0,
        issue=_issue(actor, each["item"], each["issue"]) if "issue" in each else None,
        by=by,
        on=each["on"],
    )


def _issue(actor: Actor, item: str, told: dict[str, Any]) -> IssueFacts:
    return IssueFacts(
        kind=KINDS[ExecutionItem(item)],
        text=told["text"],
        direction=told.get("direction", Direction.NONE),
        months=told.get("months", 0),
        found_fen=read_fen(told.get("found", "0")),
        assigned_to=actor.stage.units[told["assigned_to"]],
        due_on=told.get("due_on"),
    )


def _verify(actor: Actor, each: dict[str, Any]) -> None:
    check = ExecutionCheck.objects.get(
        decision=actor.decisions[each.get("decision", 0)], item=each["item"]
    )
    by = actor.person(each["verified_by"])
    verify_checks([(check, check.version)], by=by, on=each["verified_on"])


def _work(actor: Actor, each: dict[str, Any], step: dict[str, Any]) -> None:
    issue = ExecutionIssue.objects.open().get(
        decision=actor.decisions[each.get("decision", 0)], item=each["item"]
    )
    told = {name: value for name, value in step.items() if name not in {"do", "by", "on"}}
    if "corrected" in told:
        told["corrected_fen"] = read_fen(told.pop("corrected"))
    STEPS[step["do"]](
        issue, version=issue.version, by=actor.person(step["by"]), on=step["on"], **told
    )
