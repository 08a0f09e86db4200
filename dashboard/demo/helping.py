"""Acts of helping: look, listen and talk, the plan, visits by two, the quarterly talks."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from accounts.models import User
from accounts.roles import Role
from cases.actions import move_dossier
from cases.choices import DossierStatus
from columns.codes import new_code
from dashboard.demo.stage import Act, Actor
from visits.actions import FamilyHeard, Heard, Member, record_visit
from visits.actions.assessments import save_assessment, save_note, start_assessment
from visits.actions.plan_rows import GoalFacts, LaneFacts, MeasureFacts, PlanRows, StepFacts
from visits.actions.plans import approve_plan, save_plan, submit_plan
from visits.actions.talks import record_talk
from visits.choices.visiting import TeamPart
from visits.forms.plan import USUAL_KINDS
from visits.models import Plan
from visits.rules.quarters import quarter_of

# Within a day: assessed, planned, visited, talked; a step of the dossier itself comes before.
MOVED, ASSESSED, PLANNED, VISITED, TALKED = 2, 3, 4, 5, 6
PROXY_BASIS = "帮扶人签名的纸质记录，原件存审理室"
# What a visit says when its story does not: met at the office, signed, everything carried out.
USUAL_VISIT: dict[str, Any] = {
    "place": "office",
    "mode": "face",
    "need": "none",
    "signature": "signed",
}
USUAL_CHECKS = {
    "announced": "done",
    "filed": "done",
    "post": "done",
    "pay": "done",
    "yearly_grade": "not_applicable",
}
LOOK = ("look_on", "look_text")
LISTEN = ("listen_on", "listen_text", "willingness", "preferred_mode")
TALK = ("talk_on", "talk_text", "colleagues_text", "conclusion", "state")


def helping_acts(actor: Actor) -> Iterator[Act]:
    story, handler = actor.story, actor.handler
    for each in story.get("move", []):
        yield Act(each["on"], MOVED, handler, partial(_move, actor, each))
    for each in story.get("assessment", []):
        for columns in (LOOK, LISTEN, TALK):
            if columns[0] in each:
                told = {name: each[name] for name in columns}
                on = each[columns[0]]
                yield Act(on, ASSESSED, handler, partial(_assess, actor, each, told))
    for each in story.get("plan", []):
        yield from _plan_acts(actor, each)
    for each in story.get("visit", []):
        by = actor.person(each["team"][0])
        yield Act(each["visited_on"], VISITED, by, partial(_visit, actor, each, by))
    for each in story.get("talk", []):
        on = each.get("entered_on", each["held_on"])
        by = _speaker(actor, each["held_on"])
        yield Act(on, TALKED, by, partial(_talk, actor, each, by))


def _move(actor: Actor, each: dict[str, Any]) -> None:
    status = DossierStatus(each["to"])
    move_dossier(actor.file, to=status, by=actor.handler, on=each["on"], reason=each["reason"])


def _assess(actor: Actor, each: dict[str, Any], told: dict[str, Any]) -> None:
    """The three days of one assessment, each saved when it comes."""
    by, on = acting(actor), told[next(iter(told))]
    assessment = start_assessment(actor.file, by=by, on=on)
    save_assessment(assessment, version=assessment.version, by=by, on=on, **told)
    if "talk_on" in told and "approach" in each:
        save_note(assessment, approach=each["approach"], family=each["family"], by=by, on=on)


def _plan_acts(actor: Actor, each: dict[str, Any]) -> Iterator[Act]:
    handler = actor.handler
    yield Act(each["drafted_on"], PLANNED, handler, partial(_draft, actor, each))
    if "submitted_on" in each:
        yield Act(each["submitted_on"], PLANNED, handler, partial(_submit, actor, each))
    by_director = handler is not None and handler.role == Role.DIRECTOR
    for step in ("approved_on", "confirmed_on"):
        if step in each:
            heavy = by_director or step == "confirmed_on"
            by = actor.colleague(Role.LEADER if heavy else Role.DIRECTOR)
            yield Act(each[step], PLANNED, by, partial(_approve, actor, each[step], by))


def _draft(actor: Actor, each: dict[str, Any]) -> None:
    texts = ("approach", "situation", "arrangement", "division", "cautions", "change_reason")
    save_plan(
        actor.file,
        version=0,
        rows=PlanRows(
            goals=[GoalFacts(**goal) for goal in each["goals"]],
            measures=[
                MeasureFacts(**{"kind": USUAL_KINDS[measure["area"]], **measure})
                for measure in each["measures"]
            ],
            lanes=_lanes(actor),
            steps=_steps(each["drafted_on"]),
        ),
        by=acting(actor),
        on=each["drafted_on"],
        person_view="agrees",
        person_words="同意，会按方案一项一项做。",
        person_on=each["drafted_on"],
        **{name: each[name] for name in texts if name in each},
    )


def _lanes(actor: Actor) -> list[LaneFacts]:
    file = actor.file
    unit = file.cadre.unit.full_name if file.cadre is not None else ""
    return [
        LaneFacts("help", unit, task="每季度谈心谈话，逐项落实帮扶措施。"),
        LaneFacts("visit", (file.carrier or file.owner).full_name, task="按计划回访，核对执行。"),
        LaneFacts("use", "组织人事部门", task="期满后研究使用意见。"),
    ]


def _steps(drafted_on: date) -> list[StepFacts]:
    return [
        StepFacts(
            "visit",
            drafted_on + timedelta(days=30),
            label="及时访",
            mode="face",
            focus="思想认识和生活困难",
        ),
        StepFacts(
            "talk", drafted_on + timedelta(days=60), mode="face", focus="岗位任务和需要的支持"
        ),
    ]


def _submit(actor: Actor, each: dict[str, Any]) -> None:
    plan = _unfinished(actor)
    submit_plan(plan, version=plan.version, by=acting(actor), on=each["submitted_on"])


def _approve(actor: Actor, on: date, by: User) -> None:
    """The director's step; the leader's where the measure is heavy or a director submitted."""
    plan = _unfinished(actor)
    approve_plan(plan, version=plan.version, by=by, on=on)


def _unfinished(actor: Actor) -> Plan:
    return Plan.objects.unfinished().get(dossier=actor.file)


def _visit(actor: Actor, each: dict[str, Any], by: User) -> None:
    facts = {**USUAL_VISIT, **each}
    parts = {name: facts.pop(name, None) for name in ("team", "interviews", "family", "checks")}
    leader, *others = [actor.person(key) for key in parts["team"]]
    record_visit(
        actor.file,
        token=new_code(),
        team=[Member(TeamPart.LEADER, leader), *(Member(TeamPart.VISITOR, u) for u in others)],
        interviews=[Heard(**heard) for heard in parts["interviews"] or []],
        family=FamilyHeard(**parts["family"]) if parts["family"] else None,
        checks=parts["checks"] or USUAL_CHECKS,
        by=by,
        on=each["visited_on"],
        **facts,
    )


def _talk(actor: Actor, each: dict[str, Any], by: User) -> None:
    """By the helper himself when he has an account, else typed in from his signed paper."""
    facts = {"mode": "face", "need": "none", **each}
    makes_up, entered_on = facts.pop("makes_up", None), facts.pop("entered_on", None)
    first = actor.story["helper"][0]
    named = facts["held_on"] >= first["from_on"]
    record_talk(
        actor.file,
        token=new_code(),
        by=by,
        on=entered_on or facts["held_on"],
        asked=quarter_of(makes_up) if makes_up else "",
        speaker_name="" if named else first["name"],
        speaker_post="" if named else first["post"],
        proxy_basis="" if by.is_helper else PROXY_BASIS,
        **facts,
    )


def _speaker(actor: Actor, held_on: date) -> User:
    """The helper's own account on that day, else whoever keeps the dossier."""
    himself = None
    for helper in actor.story["helper"]:
        if helper["from_on"] <= held_on:
            himself = helper.get("user")
    return actor.person(himself) if himself else acting(actor)


def acting(actor: Actor) -> User:
    """The handler; every story with help in it names one."""
    if actor.handler is None:
        raise ValueError(f"{actor.story['person']['name']} has no handler")
    return actor.handler
