"""Verbs of the leading group: its members, the year plan, what it decides on one dossier."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.models import Dossier
from columns.refusal import Refused
from visits.actions.holding import Stale, hold
from visits.choices.planning import YearPlanStatus
from visits.models import GroupDecision, GroupMember, YearPlan

DRAFTED = ("purpose", "content", "duties", "objects_text")


@act
def enter_member(
    office: Unit,
    *,
    name: str,
    post: str,
    part: str,
    from_on: date,
    token: str,
    by: User,
    on: date,
    user: User | None = None,
) -> GroupMember:
    if standing := GroupMember.objects.filter(token=token).first():
        return standing
    try:
        with transaction.atomic():
            member = GroupMember.objects.create(
                office=office,
                user=user,
                name=name,
                post=post,
                part=part,
                from_on=from_on,
                token=token,
                entered_by=by,
            )
    except IntegrityError as fault:
        raise Refused(
            "领导小组已有现任组长，或这个账号已是现任成员。请先结束原来的任职。"
        ) from fault
    record("group.member_entered", member, by=by, on=on)
    return member


@act
def end_member(member: GroupMember, *, to_on: date, by: User, on: date) -> None:
    if to_on < member.from_on:
        raise Refused("结束日期不能早于开始日期。")
    ended = GroupMember.objects.filter(pk=member.pk, to_on__isnull=True).update(to_on=to_on)
    if not ended:
        raise Refused("这位成员的任职已经结束，请刷新后查看。")
    record("group.member_ended", member, by=by, on=on)


@act
def save_year_plan(
    office: Unit, *, year: int, version: int, by: User, on: date, **texts: str
) -> YearPlan:
    unknown = set(texts) - set(DRAFTED)
    if unknown:
        raise ValueError(f"not a column of the form: {sorted(unknown)}")
    plan = YearPlan.objects.select_for_update().filter(office=office, year=year).first()
    if plan is None:
        if version:
            raise Stale
        plan = YearPlan(office=office, year=year, drafted_by=by, version=0)
    if plan.version != version:
        raise Stale
    if plan.status != YearPlanStatus.DRAFT:
        raise Refused(f"年度计划现在是“{plan.get_status_display()}”，退回后才能修改。")
    for name, text in texts.items():
        setattr(plan, name, text)
    plan.version += 1
    plan.save()
    record("year_plan.saved", plan, by=by, on=on, number=year)
    return plan


@act
def submit_year_plan(plan: YearPlan, *, version: int, by: User, on: date) -> None:
    if not plan.purpose.strip() or not plan.content.strip():
        raise Refused("请先写明工作目标和主要安排。")
    _move(
        plan,
        version,
        YearPlanStatus.DRAFT,
        status=YearPlanStatus.SUBMITTED,
        submitted_by=by,
        submitted_on=on,
        remark="",
    )
    record("year_plan.submitted", plan, by=by, on=on, number=plan.year)


@act
def approve_year_plan(plan: YearPlan, *, version: int, by: User, on: date) -> None:
    if plan.submitted_by_id == by.pk:
        raise Refused("送审和审批须由两个人办理，请由另一位同志审批。")
    _move(
        plan,
        version,
        YearPlanStatus.SUBMITTED,
        status=YearPlanStatus.APPROVED,
        approved_by=by,
        approved_on=on,
    )
    record("year_plan.approved", plan, by=by, on=on, number=plan.year)


@act
def return_year_plan(plan: YearPlan, *, version: int, remark: str, by: User, on: date) -> None:
    if not remark.strip():
        raise Refused("退回时请写明需要修改的地方。例如：请补充覆盖率目标。")
    _move(
        plan,
        version,
        YearPlanStatus.SUBMITTED,
        status=YearPlanStatus.DRAFT,
        submitted_by=None,
        submitted_on=None,
        remark=remark.strip()[:500],
    )
    record("year_plan.returned", plan, by=by, on=on, number=plan.year, reason=remark)


@act
def enter_group_decision(
    dossier: Dossier,
    *,
    held_on: date,
    document: str,
    text: str,
    token: str,
    by: User,
    on: date,
) -> GroupDecision:
    held = hold(dossier)
    if standing := GroupDecision.objects.filter(dossier=held, token=token).first():
        return standing
    if held_on > on:
        raise Refused("会议日期不能晚于今天。请填写实际开会的日期。")
    row = GroupDecision.objects.create(
        dossier=held, on=held_on, document=document, text=text, token=token, by=by
    )
    record("group.decision", row, by=by, on=on)
    return row


def _move(plan: YearPlan, version: int, was: YearPlanStatus, **columns: object) -> None:
    moved = YearPlan.objects.filter(pk=plan.pk, version=version, status=was).update(
        version=F("version") + 1, **columns
    )
    if not moved:
        raise Stale
    plan.refresh_from_db()
