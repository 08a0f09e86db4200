"""Rows of a draft plan: goals, measures, lanes, planned visits and talks; written anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from columns.codes import new_code
from columns.refusal import Refused
from visits.choices.planning import Lane
from visits.models import Plan, PlanGoal, PlanLane, PlanMeasure, PlanStep
from visits.rules.plans import wrong_body


@dataclass(frozen=True)
class GoalFacts:
    phase: str
    text: str
    by_on: date | None = None


@dataclass(frozen=True)
class MeasureFacts:
    """`key`: the measure of an earlier version that this one carries on; empty for a new one."""

    area: str
    text: str
    who: str
    due_on: date
    sign: str = ""
    kind: str = ""
    from_on: date | None = None
    key: str = ""


@dataclass(frozen=True)
class LaneFacts:
    lane: str
    body: str
    who: str = ""
    task: str = ""


@dataclass(frozen=True)
class StepFacts:
    kind: str
    planned_on: date
    label: str = ""
    mode: str = ""
    who: str = ""
    focus: str = ""


@dataclass(frozen=True)
class PlanRows:
    goals: Sequence[GoalFacts] = ()
    measures: Sequence[MeasureFacts] = ()
    lanes: Sequence[LaneFacts] = ()
    steps: Sequence[StepFacts] = ()


def write_rows(plan: Plan, rows: PlanRows) -> None:
    _refuse_wrong(rows)
    here = {"plan": plan, "dossier_id": plan.dossier_id}
    known = set(
        PlanMeasure.objects.filter(dossier_id=plan.dossier_id).values_list("key", flat=True)
    )
    for table in (plan.goals, plan.measures, plan.lanes, plan.steps):
        table.all().delete()
    PlanGoal.objects.bulk_create(
        PlanGoal(order=order, **vars(each), **here) for order, each in enumerate(rows.goals)
    )
    PlanMeasure.objects.bulk_create(
        PlanMeasure(order=order, **{**vars(each), "key": _key(each, known)}, **here)
        for order, each in enumerate(rows.measures)
    )
    PlanLane.objects.bulk_create(PlanLane(**vars(each), **here) for each in rows.lanes)
    PlanStep.objects.bulk_create(
        PlanStep(order=order, **vars(each), **here) for order, each in enumerate(rows.steps)
    )


def _key(measure: MeasureFacts, known: set[str]) -> str:
    """A key that the dossier does not know, or that stands twice on the page, begins anew."""
    if measure.key in known:
        known.discard(measure.key)
        return measure.key
    return new_code()


def _refuse_wrong(rows: PlanRows) -> None:
    for each in rows.lanes:
        if sentence := wrong_body(each.body, lane=Lane(each.lane).label):
            raise Refused(sentence)
    for measure in rows.measures:
        if measure.from_on is not None and measure.from_on > measure.due_on:
            raise Refused(f"“{measure.text}”的开始时间晚于完成时间，请核对。")
