"""Verbs of 一人一策: draft, submit, return, approve; approved versions are never changed."""

from datetime import date
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from accounts.roles import Role
from audit.record import record
from cases.actions import move_dossier
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions.holding import Gaps, Stale, hold, hold_sanction
from visits.actions.obligations import reconcile
from visits.actions.plan_rows import PlanRows, write_rows
from visits.choices import EDITABLE_PLANS, WAITING_PLANS, Opinion, PlanStatus
from visits.facts.plans import gaps_of, is_group_member, steps_of, unsettled
from visits.models import GroupDecision, Plan, PlanReview

READ_AGAIN = "方案在您打开后有修改，请重新阅读后再提出意见。"
WORDS = frozenset(
    {
        *("approach", "situation", "arrangement", "division", "cautions", "change_reason"),
        *("person_view", "person_words", "person_on", "is_joint"),
    }
)


@act
def save_plan(
    dossier: Dossier,
    *,
    version: int,
    rows: PlanRows,
    by: User,
    on: date,
    **texts: Any,
) -> Plan:
    """Write the unfinished version; `version` is the one the form was opened with, 0 for none."""
    unknown = set(texts) - WORDS
    if unknown:
        raise ValueError(f"not a column of the form: {sorted(unknown)}")
    held = hold_sanction(dossier, what="方案")
    plan = _draft_of(held, version=version, by=by)
    for name, text in texts.items():
        setattr(plan, name, text)
    if plan.person_on is not None and plan.person_on > on:
        raise Refused("征求本人意见的日期不能晚于今天。请填写实际征求的日期。")
    plan.version = version + 1
    plan.save()
    write_rows(plan, rows)
    record("plan.saved", plan, by=by, on=on, number=plan.number)
    return plan


@act
def submit_plan(plan: Plan, *, version: int, by: User, on: date) -> None:
    """送审: refused with every gap in one sentence list, so that nothing is asked twice."""
    held = hold(plan.dossier)
    if gaps := gaps_of(plan, dossier=held):
        raise Gaps(gaps)
    steps = steps_of(plan, dossier=held)
    sent = Plan.objects.filter(pk=plan.pk, version=version, status__in=EDITABLE_PLANS).update(
        status=PlanStatus.SUBMITTED,
        submitted_by=by,
        submitted_on=on,
        **_without_approval(),
        needs_leader=steps.leader,
        needs_group=steps.group,
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
    """同意: the director's; for heavy measures or county rank the leader's; for 厅局级 and joint
    cases the leading group's as well (practice D.3)."""
    held, status = hold(plan.dossier), PlanStatus(plan.status)
    _refuse_wrong_person(plan, by)
    if status == PlanStatus.CONFIRMED:
        _refuse_outside_group(held, by, remark, on=on)
    step = _step(status, by, on)
    into = _next(plan, status, by)
    if into == PlanStatus.APPROVED:
        Plan.objects.standing().filter(dossier=held).update(
            status=PlanStatus.SUPERSEDED, version=F("version") + 1
        )
    _decide(plan, version, status, status=into, **step)
    if status == PlanStatus.CONFIRMED:
        _decided_by_group(plan, remark.strip(), by=by, on=on)
    if into == PlanStatus.APPROVED and held.status == DossierStatus.PLAN_PENDING:
        move_dossier(held, to=DossierStatus.VISITING, by=by, on=on)
    _note(plan, Opinion.APPROVE, remark.strip(), version=version, by=by, on=on)
    reconcile([held.pk], on=on)


@act
def complete_plan(plan: Plan, *, version: int, by: User, on: date) -> None:
    """完成: only when every measure is done or given up with a reason (practice E.4)."""
    hold(plan.dossier)
    if not plan.is_in_force:
        raise Refused(f"方案现在是“{plan.get_status_display()}”，执行中的方案才能办结。")
    if left := unsettled(plan):
        raise Gaps([f"措施“{text}”还没有登记完成情况。" for text in left])
    _decide(
        plan,
        version,
        PlanStatus.APPROVED,
        status=PlanStatus.COMPLETED,
        completed_by=by,
        completed_on=on,
    )
    plan.refresh_from_db()
    record("plan.completed", plan, by=by, on=on, number=plan.number)


def _step(status: PlanStatus, by: User, on: date) -> dict[str, Any]:
    """Whose approvals this one stands for: a leader who decides first is both."""
    if status == PlanStatus.CONFIRMED:
        return {"grouped_by": by, "grouped_on": on}
    step: dict[str, Any] = {}
    if status == PlanStatus.SUBMITTED:
        step = {"approved_by": by, "approved_on": on}
    if by.role == Role.LEADER:
        step |= {"confirmed_by": by, "confirmed_on": on}
    return step


def _next(plan: Plan, status: PlanStatus, by: User) -> PlanStatus:
    if status == PlanStatus.CONFIRMED:
        return PlanStatus.APPROVED
    if plan.needs_leader and by.role != Role.LEADER:
        return PlanStatus.ENDORSED
    return PlanStatus.CONFIRMED if plan.needs_group else PlanStatus.APPROVED


def _refuse_outside_group(dossier: Dossier, by: User, remark: str, *, on: date) -> None:
    if not is_group_member(by.pk, office_id=dossier.owner_id, on=on):
        raise Refused("这一步由领导小组成员登记会议意见。请先在“领导小组”页登记成员和账号。")
    if not remark.strip():
        raise Refused("请写明领导小组会议的文号或日期。例如：会议纪要〔2026〕3号，同意。")


def _decided_by_group(plan: Plan, remark: str, *, by: User, on: date) -> None:
    GroupDecision.objects.create(
        dossier_id=plan.dossier_id,
        on=on,
        document=remark[:100],
        text=f"同意一人一策方案第{plan.number}版。",
        by=by,
        token=new_code(),
    )


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


def decided_by(plan: Plan) -> Role:
    """Whose turn it is: the director's; the leader's after him, or when a director submitted.
    The group speaks through the leader who belongs to it."""
    by_director = plan.submitted_by is not None and plan.submitted_by.role == Role.DIRECTOR
    later = plan.status in {PlanStatus.ENDORSED, PlanStatus.CONFIRMED}
    return Role.LEADER if later or by_director else Role.DIRECTOR


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
    columns = ("approved_by", "approved_on", "confirmed_by", "confirmed_on")
    return dict.fromkeys(columns)


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
