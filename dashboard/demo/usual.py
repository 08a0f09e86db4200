"""Acts that go without saying: papers filed in time, visits reviewed and told."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from accounts.models import User
from accounts.roles import Role
from cases.actions.execution import CheckFacts, enter_check, verify_checks
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.facts.execution import line_of
from cases.models import Decision, ExecutionCheck
from dashboard.demo.stage import Act, Actor
from visits.actions import finishing
from visits.choices.visiting import Channel
from visits.facts.case_duties import ITEMS
from visits.models import Visit
from visits.querysets.visiting import VisitQuerySet

# Within a day: after what the stories themselves tell.
RANK = 9
# So many days after the decision: within the month and the half-year that the law gives.
FILED, REPORTED = timedelta(days=20), timedelta(days=150)
CONFIRMED, REVIEWED, TOLD = timedelta(days=1), timedelta(days=3), timedelta(days=6)
EVIDENCE = {ExecutionItem.REPORT: "处分执行情况报告", ExecutionItem.FILED: "归档清单"}
SECONDS = (Role.DIRECTOR, Role.LEADER, Role.OFFICER)
SUMMARY = "回访情况良好，请继续安排任务、关心帮助。"
RECEIVERS = {
    Channel.UNIT: "单位党组织书记",
    Channel.FILE: "党风政风监督室",
    Channel.PERSONNEL: "组织部干部监督科",
}


def usual_acts(actor: Actor) -> Iterator[Act]:
    told = {(each.get("decision", 0), each["item"]) for each in actor.story.get("check", [])}
    handler = actor.handler
    if handler is None:
        return
    for place, decision in enumerate(actor.story.get("decision", [])):
        for item in ITEMS:
            if (place, item) not in told:
                after = REPORTED if item == ExecutionItem.REPORT else FILED
                on = decision["decided_on"] + after
                yield Act(on, RANK, handler, partial(_file, actor, place, item, on))
                on += CONFIRMED
                yield Act(on, RANK, None, partial(_confirm, actor, place, item, on))
    for each in actor.story.get("visit", []):
        first = each["visited_on"]
        yield Act(first + REVIEWED, RANK, None, partial(_review, actor, first))
        yield Act(first + TOLD, RANK, handler, partial(_tell, actor, first))


def _second(actor: Actor, first: User) -> User | None:
    """Who confirms what the other one entered; small offices have nobody else."""
    others = [
        each
        for each in actor.stage.users.values()
        if each.unit_id == actor.owner.pk and each.role in SECONDS and each.pk != first.pk
    ]
    return min(others, key=lambda each: SECONDS.index(Role(each.role)), default=None)


def _file(actor: Actor, place: int, item: ExecutionItem, on: date) -> None:
    """Only what the decision asks for and nobody has entered."""
    decision, by = _decision(actor, place), actor.handler
    if by is None or decision is None or decision.dossier is None or not actor.file.is_open:
        return
    found = line_of(decision.dossier, viewer=by, decision=decision.code, item=item)
    if found is None or not found[0].waits or found[0].check is not None:
        return
    facts = CheckFacts(
        result=ExecutionResult.DONE, done_on=on, evidence=EVIDENCE.get(item, "任免、工资变动文件")
    )
    enter_check(found[0], facts=facts, version=0, issue=None, by=by, on=on)


def _confirm(actor: Actor, place: int, item: ExecutionItem, on: date) -> None:
    decision = _decision(actor, place)
    if decision is None:
        return
    entered = ExecutionCheck.objects.filter(decision=decision, item=item, verified_by__isnull=True)
    check = entered.first()
    if check is not None and check.entered_by is not None:
        by = _second(actor, check.entered_by)
        if by is not None:
            verify_checks([(check, check.version)], by=by, on=on)


def _review(actor: Actor, first: date) -> None:
    for visit in _done(actor, first).unreviewed():
        by = _second(actor, visit.recorded_by) if visit.recorded_by is not None else None
        if by is not None:
            finishing.review_visit(visit, version=visit.version, by=by, on=first + REVIEWED)


def _tell(actor: Actor, first: date) -> None:
    by, on = actor.handler, first + TOLD
    if by is None:
        return
    for visit in _done(actor, first).undelivered():
        for channel, receiver in RECEIVERS.items():
            summary = SUMMARY if channel == Channel.UNIT else ""
            finishing.deliver_visit(
                visit, channel=channel, sent_on=on, receiver=receiver, summary=summary, by=by, on=on
            )


def _decision(actor: Actor, place: int) -> Decision | None:
    """None while nobody has registered it."""
    return actor.decisions[place] if place < len(actor.decisions) else None


def _done(actor: Actor, first: date) -> VisitQuerySet:
    """Of a dossier that goes on; what was closed meanwhile is left as it was."""
    done = Visit.objects.done().filter(dossier=actor.file, visited_on=first)
    return done if actor.file.is_open else done.none()
