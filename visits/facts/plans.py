"""What a plan still lacks, who has to approve it, and how far its measures have come."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from cases.choices import DecisionStatus
from cases.models import Decision, Dossier
from visits.choices import Area
from visits.choices.planning import Lane, MeasureKind, MeasureOutcome, PersonView
from visits.models import Assessment, GroupMember, MeasureStep, Plan, PlanMeasure
from visits.rules.plans import (
    missing_areas,
    missing_kinds,
    missing_lanes,
    missing_parts,
    missing_steps,
    missing_view,
    needs_group,
    needs_leader,
)


@dataclass(frozen=True)
class Steps:
    """Practice D.3: who decides beside the director."""

    leader: bool
    group: bool


@dataclass(frozen=True)
class Progress:
    """One measure and what became of it."""

    measure: PlanMeasure
    step: MeasureStep | None
    today: date

    @property
    def is_done(self) -> bool:
        return self.step is not None and self.step.outcome == MeasureOutcome.DONE

    @property
    def is_late(self) -> bool:
        return self.step is None and self.measure.due_on < self.today


def gaps_of(plan: Plan, *, dossier: Dossier) -> list[str]:
    """What is missing before it may be submitted, each a sentence."""
    return [*_assessment_gaps(dossier), *_plan_gaps(plan)]


def _assessment_gaps(dossier: Dossier) -> list[str]:
    assessment = Assessment.objects.current_of(dossier)
    if assessment is None:
        return ["请先填写看、听、谈。"]
    found = missing_parts(assessment.parts)
    if not assessment.conclusion.strip():
        found.append("还没有研判结论。请写明主要情况和需要帮助的地方。")
    return found


def _plan_gaps(plan: Plan) -> list[str]:
    found = [] if plan.approach else ["请选择主要做法。"]
    if not plan.goals.exists():
        found.append("请至少写一项帮扶目标。")
    measures = list(plan.measures.values_list("area", "kind"))
    found += missing_areas({area for area, _ in measures}, areas=Area.choices)
    found += missing_kinds({kind for _, kind in measures}, every=MeasureKind.choices)
    found += missing_lanes(set(plan.lanes.values_list("lane", flat=True)), every=Lane.choices)
    found += missing_steps(set(plan.steps.values_list("kind", flat=True)))
    found += missing_view(
        plan.person_view,
        plan.person_words,
        plan.person_on,
        asked=plan.person_view != PersonView.NOT_ASKED,
    )
    if plan.number > 1 and not plan.change_reason.strip():
        found.append("第2版起请写明为什么调整。")
    return found


def steps_of(plan: Plan, *, dossier: Dossier) -> Steps:
    decisions = Decision.objects.live().filter(dossier=dossier)
    standing = list(
        decisions.exclude(status=DecisionStatus.ANNULLED).values_list("measure_id", "printed_rank")
    )
    ranks = [rank for _, rank in standing]
    if dossier.cadre is not None:
        ranks.append(dossier.cadre.rank)
    group = needs_group(ranks=ranks, is_joint=plan.is_joint)
    # What the group decides has been before the leader in charge.
    leader = needs_leader(measures=[measure for measure, _ in standing], ranks=ranks)
    return Steps(leader=leader or group, group=group)


def progress_of(plan: Plan, *, today: date) -> list[Progress]:
    """By the measure's key: what was done under an earlier version stays done."""
    settled = {
        each.key: each
        for each in MeasureStep.objects.filter(dossier=plan.dossier).select_related("by")
    }
    return [Progress(each, settled.get(each.key), today) for each in plan.measures.all()]


def unsettled(plan: Plan) -> list[str]:
    settled = MeasureStep.objects.filter(dossier_id=plan.dossier_id).values("key")
    return list(plan.measures.exclude(key__in=settled).values_list("text", flat=True))


def is_group_member(user_id: int, *, office_id: int, on: date) -> bool:
    return group_of(office_id, on=on).filter(user_id=user_id).exists()


def group_of(office_id: int, *, on: date) -> QuerySet[GroupMember]:
    return GroupMember.objects.filter(office_id=office_id, from_on__lte=on).exclude(to_on__lt=on)
