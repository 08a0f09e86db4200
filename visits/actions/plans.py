"""Verbs of 一人一策: draft, submit, return, approve; approved versions are never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from cases.actions import move_dossier
from cases.choices import DecisionStatus, DossierStatus
from cases.models import Decision, Dossier
from columns.refusal import Refused
from visits.actions.holding import Gaps, Stale, hold, hold_sanction
from visits.actions.obligations import reconcile
from visits.choices import EDITABLE_PLANS, WAITING_PLANS, Area, Opinion, PlanStatus
from visits.models import Assessment, Plan, PlanGoal, PlanMeasure, PlanReview
from visits.rules.plans import missing_areas, missing_parts, needs_leader

READ_AGAIN = "方案在您打开后有修改，请重新阅读后再提出意见。"
TEXTS = frozenset({"approach", "situation", "arrangement", "division", "cautions", "change_reason"})


@dataclass(frozen=True)
class GoalFacts:
    phase: str
    text: str
    by_on: date | None = None


@dataclass(frozen=True)
class MeasureFacts:
    area: str
    text: str
    who: str
    due_on: date
    sign: str = ""


@act
def save_plan(
    dossier: Dossier,
    *,
    version: int,
    goals: Sequence[GoalFacts],
    measures: Sequence[MeasureFacts],
    by: User,
    on: date,
    **texts: str,
) -> Plan:
    """Write the unfinished version; `version` is the one the form was opened with, 0 for none."""
    unknown = set(texts) - TEXTS
    if unknown:
        raise ValueError(f"not a column of the form: {sorted(unknown)}")
    held = hold_sanction(dossier, what="方案")
    plan = _draft_of(held, version=version, by=by)
    for name, text in texts.items():
        setattr(plan, name, text)
    plan.version = version + 1
    plan.save()
    _write_rows(plan, goals, measures)
    record("plan.saved", plan, by=by, on=on, number=plan.number)
    return plan


@act
def submit_plan(plan: Plan, *, version: int, by: User, on: date) -> None:
    """送审: refused with every gap in one sentence list, so that nothing is asked twice."""
    held = hold(plan.dossier)
    if gaps := gaps_of(plan, dossier=held):
        raise Gaps(gaps)
    sent = Plan.objects.filter(pk=plan.pk, version=version, status__in=EDITABLE_PLANS).update(
        status=PlanStatus.SUBMITTED,
        submitted_by=by,
        submitted_on=on,
        approved_by=None,
        approved_on=None,
        needs_leader=_needs_leader(held),
        version=F("version") + 1,
    )
    if not sent:
        raise Stale
    if held.status == DossierStatus.ASSESSING:
        move_dossier(held, to=DossierStatus.PLAN_PENDING, by=by, on=on)
    _note(plan, Opinion.SUBMIT, "", version=version, by=by, on=on)


@act
def return_plan(plan: Plan, *, version: int, remark: str, by: User, on: date) -> None:
    held, status = hold(plan.dossier), PlanStatus(plan.status)
    if not remark.strip():
        raise Refused("退回时请写明需要修改的地方。例如：目标再具体一些。")
    _refuse_wrong_person(plan, by)
    _decide(plan, version, status, status=PlanStatus.RETURNED, **_without_approval())
    if held.status == DossierStatus.PLAN_PENDING:
        move_dossier(held, to=DossierStatus.ASSESSING, by=by, on=on, reason=remark)
    _note(plan, Opinion.RETURN, remark.strip(), version=version, by=by, on=on)


@act
def recall_plan(dossier: Dossier, *, reason: str, by: User, on: date) -> None:
    """A plan under approval goes back to its writer: what it was written for has changed."""
    held = hold(dossier)
    waiting = Plan.objects.filter(dossier=held, status__in=WAITING_PLANS).first()
    if waiting is None:
        return
    version, status = waiting.version, PlanStatus(waiting.status)
    _decide(waiting, version, status, status=PlanStatus.RETURNED, **_without_approval())
    _note(waiting, Opinion.RETURN, reason, version=version, by=by, on=on)


@act
def approve_plan(plan: Plan, *, version: int, by: User, on: date, remark: str = "") -> None:
    """同意: the director's, and for heavy measures or county rank the leader's (practice D.3)."""
    held, status = hold(plan.dossier), PlanStatus(plan.status)
    _refuse_wrong_person(plan, by)
    step: dict[str, Any] = {}
    if status == PlanStatus.SUBMITTED:
        step = {"approved_by": by, "approved_on": on}
    if by.role == Role.LEADER:
        step |= {"confirmed_by": by, "confirmed_on": on}
    if plan.needs_leader and by.role != Role.LEADER:
        _decide(plan, version, status, status=PlanStatus.ENDORSED, **step)
    else:
        Plan.objects.in_force().filter(dossier=held).update(
            status=PlanStatus.SUPERSEDED, version=F("version") + 1
        )
        _decide(plan, version, status, status=PlanStatus.APPROVED, **step)
        if held.status == DossierStatus.PLAN_PENDING:
            move_dossier(held, to=DossierStatus.VISITING, by=by, on=on)
    _note(plan, Opinion.APPROVE, remark.strip(), version=version, by=by, on=on)
    reconcile([held.pk], on=on)


def gaps_of(plan: Plan, *, dossier: Dossier) -> list[str]:
    """What is missing before it may be submitted, each a sentence."""
    assessment = Assessment.objects.current_of(dossier)
    found = missing_parts(assessment.parts) if assessment else ["请先填写看、听、谈。"]
    if assessment is not None and not assessment.conclusion.strip():
        found.append("还没有研判结论。请写明主要情况和需要帮助的地方。")
    if not plan.approach:
        found.append("请选择主要做法。")
    if not plan.goals.exists():
        found.append("请至少写一项帮扶目标。")
    areas = set(plan.measures.values_list("area", flat=True))
    found += missing_areas(areas, areas=Area.choices)
    if plan.number > 1 and not plan.change_reason.strip():
        found.append("第2版起请写明为什么调整。")
    return found


def _draft_of(dossier: Dossier, *, version: int, by: User) -> Plan:
    standing = Plan.objects.unfinished().filter(dossier=dossier).first()
    if standing is not None:
        if not standing.is_editable:
            raise Refused("方案正在审批，退回后才能修改。")
        if standing.version != version:
            raise Stale
        return standing
    if version:
        raise Stale
    last = Plan.objects.filter(dossier=dossier).order_by("-number").first()
    return Plan(dossier=dossier, number=last.number + 1 if last else 1, drafted_by=by)


def _write_rows(plan: Plan, goals: Sequence[GoalFacts], measures: Sequence[MeasureFacts]) -> None:
    here = {"plan": plan, "dossier_id": plan.dossier_id}
    plan.goals.all().delete()
    plan.measures.all().delete()
    PlanGoal.objects.bulk_create(
        PlanGoal(order=order, **vars(each), **here) for order, each in enumerate(goals)
    )
    PlanMeasure.objects.bulk_create(
        PlanMeasure(order=order, **vars(each), **here) for order, each in enumerate(measures)
    )


def _needs_leader(dossier: Dossier) -> bool:
    decisions = Decision.objects.live().filter(dossier=dossier)
    standing = list(
        decisions.exclude(status=DecisionStatus.ANNULLED).values_list("measure_id", "printed_rank")
    )
    ranks = [rank for _, rank in standing]
    if dossier.cadre is not None:
        ranks.append(dossier.cadre.rank)
    return needs_leader(measures=[measure for measure, _ in standing], ranks=ranks)


def decided_by(plan: Plan) -> Role:
    """Whose turn it is: the director's; the leader's after him, or when a director submitted."""
    by_director = plan.submitted_by is not None and plan.submitted_by.role == Role.DIRECTOR
    return Role.LEADER if plan.status == PlanStatus.ENDORSED or by_director else Role.DIRECTOR


def _refuse_wrong_person(plan: Plan, by: User) -> None:
    if not plan.is_waiting:
        raise Refused(f"方案现在是“{plan.get_status_display()}”，不在审批中。请刷新后查看。")
    if plan.submitted_by_id == by.pk:
        raise Refused("送审和审批须由两个人办理，请由另一位同志审批。")
    if by.role != decided_by(plan):
        raise Refused(f"这一步由{decided_by(plan).label}审批。")


def _decide(plan: Plan, version: int, was: PlanStatus, **columns: Any) -> None:
    decided = Plan.objects.filter(pk=plan.pk, version=version, status=was).update(
        version=F("version") + 1, **columns
    )
    if not decided:
        raise Refused(READ_AGAIN)


def _without_approval() -> dict[str, None]:
    return {"approved_by": None, "approved_on": None}


def _note(plan: Plan, opinion: Opinion, remark: str, *, version: int, by: User, on: date) -> None:
    PlanReview.objects.create(
        plan=plan,
        dossier_id=plan.dossier_id,
        opinion=opinion,
        remark=remark,
        by=by,
        on=on,
        plan_version=version,
    )
    plan.refresh_from_db()
    record(f"plan.{opinion}", plan, by=by, on=on, reason=remark, number=plan.number)
