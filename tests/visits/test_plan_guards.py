"""Guards of a plan × form, action, SQL: what holds where (practice E.4, D.3); printed with -s."""

import sys
from dataclasses import replace
from datetime import date

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from columns.refusal import Refused
from tests import factories
from tests.visits.people import (
    LANES,
    MEASURES,
    STEPS,
    TODAY,
    approved,
    assessed,
    drafted,
    people,
    submitted,
)
from visits.actions import (
    PlanRows,
    Stale,
    approve_plan,
    complete_plan,
    enter_member,
    return_plan,
    save_plan,
    settle_measure,
    submit_plan,
)
from visits.choices import PLAN_EDGES, PlanStatus
from visits.models import MeasureStep, Plan, PlanLane

pytestmark = pytest.mark.django_db
TABLE: list[tuple[str, str, str, str]] = []


@pytest.fixture
def who():
    return people()


@pytest.fixture(scope="module", autouse=True)
def _printed():
    yield
    head = ("守则", "表单", "动作", "数据库")
    sys.stdout.write("\n" + "\n".join(" | ".join(row) for row in (head, *TABLE)) + "\n")


def held(guard: str, *, form: str = "送审时逐句列出", action: str = "拒绝", sql: str = "—") -> None:
    TABLE.append((guard, form, action, sql))


def refused(plan, sentence, **facts):
    with pytest.raises(Refused, match=sentence):
        submit_plan(plan, version=plan.version, by=facts.get("by"), on=TODAY)


@pytest.mark.parametrize(
    ("guard", "changes", "sentence"),
    [
        ("目标至少一项", {"goals": []}, "请至少写一项帮扶目标"),
        ("三方面各一项", {"measures": MEASURES[:2]}, "还缺“生活”方面"),
        (
            "解结赋能都有",
            {"measures": [replace(each, kind="untie") for each in MEASURES]},
            "还缺“赋能”",
        ),
        ("三条线都有责任单位", {"lanes": LANES[:2]}, "“使用”这条线还没有责任单位"),
        ("安排里有回访", {"steps": STEPS[1:]}, "还没有回访"),
        ("征求本人意见", {"person_view": ""}, "还没有征求本人对方案的意见"),
        ("本人原话", {"person_words": ""}, "请写明本人怎么说"),
        ("主要做法", {"approach": ""}, "请选择主要做法"),
    ],
)
def test_a_gap_stops_the_submission(who, guard, changes, sentence):
    assessed(who)
    plan = drafted(who, **changes)
    refused(plan, sentence, by=who.officer)
    assert Plan.objects.get().status == PlanStatus.DRAFT
    held(guard)


def test_looking_listening_and_talking_come_first(who):
    plan = drafted(who)
    refused(plan, "请先填写看、听、谈", by=who.officer)
    held("看听谈齐全")


def test_two_bodies_in_one_lane_are_refused(who):
    assessed(who)
    with pytest.raises(Refused, match="只写一个责任单位"):
        drafted(who, lanes=[replace(LANES[0], body="财政局、教育局"), *LANES[1:]])
    held("每条线只有一个责任单位", sql="lane_once_per_plan")


def test_the_database_keeps_one_body_in_a_lane(who):
    assessed(who)
    plan = drafted(who)
    with pytest.raises(IntegrityError, match="lane_once_per_plan"), transaction.atomic():
        PlanLane.objects.create(plan=plan, dossier=who.dossier, lane="help", body="另一单位")


def test_the_maker_is_not_the_checker_in_action_and_database(who):
    plan = submitted(who, by=who.director)
    with pytest.raises(Refused, match="两个人"):
        approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    with pytest.raises(IntegrityError, match="plan_approved_by_another"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(approved_by=who.director, approved_on=TODAY)
    with pytest.raises(IntegrityError, match="plan_approved_by_another"), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(grouped_by=who.director, grouped_on=TODAY)
    held("送审人不审批", form="不显示按钮", sql="plan_approved_by_another")


def test_the_database_lets_a_plan_move_along_its_edges_only(who):
    """Every pair of statuses, asked by plain SQL past the actions, against the list of edges."""
    plan = submitted(who)
    pairs = [(old, new) for old in PlanStatus for new in PlanStatus if old != new]
    allowed = {(old, new) for old, into in PLAN_EDGES.items() for new in into}
    assert {pair for pair in pairs if _moves(plan, *pair)} == allowed
    held("状态只沿规定方向", form="不显示按钮", sql="plan_state_edges（触发器）")


def _moves(plan, old, new):
    """The trigger alone is asked: CHECKs of who approved are met by every value."""
    who_else = factories.user(Role.LEADER, plan.dossier.owner).pk
    columns = ", ".join(
        f"{name}_by_id = {who_else}, {name}_on = '{TODAY}'"
        for name in ("approved", "confirmed", "grouped", "completed")
    )
    begun = f"UPDATE visits_plan SET {columns}, status = %s WHERE id = %s"
    savepoint = transaction.savepoint()
    try:
        with connection.cursor() as cursor:
            with pgtrigger.ignore("visits.Plan:state_edges"):
                cursor.execute(begun, [old, plan.pk])
            cursor.execute("UPDATE visits_plan SET status = %s WHERE id = %s", [new, plan.pk])
    except IntegrityError as fault:
        return "plan_state_edges" not in str(fault) and "does not go from" not in str(fault)
    else:
        return True
    finally:
        transaction.savepoint_rollback(savepoint)


def test_an_older_page_changes_nothing(who):
    assessed(who)
    plan = drafted(who)
    with pytest.raises(Stale):
        submit_plan(plan, version=plan.version + 5, by=who.officer, on=TODAY)
    held("别人改过的方案", form="冲突页并列显示", sql="条件更新（version）")


def test_a_return_says_what_to_change(who):
    plan = submitted(who)
    with pytest.raises(Refused, match="请写明需要修改的地方"):
        return_plan(plan, version=plan.version, remark=" ", by=who.director, on=TODAY)
    held("退回写明原因", form="必填", sql="review_return_has_remark")


def test_a_joint_case_goes_to_the_group_after_the_leader(who):
    assessed(who)
    plan = drafted(who, is_joint=True)
    submit_plan(plan, version=plan.version, by=who.officer, on=TODAY)
    for by, after in ((who.director, "endorsed"), (who.leader, "confirmed")):
        plan = Plan.objects.get()
        approve_plan(plan, version=plan.version, by=by, on=TODAY)
        assert Plan.objects.get().status == after
    plan = Plan.objects.get()
    with pytest.raises(Refused, match="领导小组成员"):
        approve_plan(plan, version=plan.version, by=who.leader, on=TODAY, remark="纪要3号")
    enter_member(
        who.office,
        name="高书记",
        post="副书记",
        part="head",
        from_on=date(2026, 1, 1),
        token="A" * 12,
        user=who.leader,
        by=who.officer,
        on=TODAY,
    )
    with pytest.raises(Refused, match="文号"):
        approve_plan(plan, version=plan.version, by=who.leader, on=TODAY)
    approve_plan(plan, version=plan.version, by=who.leader, on=TODAY, remark="会议纪要3号，同意")
    assert (Plan.objects.get().status, Plan.objects.get().grouped_by) == ("approved", who.leader)
    held("厅局级和联合办理经领导小组", form="不显示按钮", sql="plan_in_force_is_approved")


def test_a_plan_is_finished_only_when_every_measure_is_settled(who):
    plan = approved(who)
    with pytest.raises(Refused, match="还没有登记完成情况"):
        complete_plan(plan, version=plan.version, by=who.officer, on=TODAY)
    outcomes = ("done", "cancelled", "done")
    for measure, outcome in zip(plan.measures.all(), outcomes, strict=True):
        settle_measure(
            measure, outcome=outcome, done_on=TODAY, text="有签到表", by=who.officer, on=TODAY
        )
    complete_plan(plan, version=plan.version, by=who.officer, on=TODAY)
    assert Plan.objects.get().status == PlanStatus.COMPLETED
    assert [each.outcome for each in MeasureStep.objects.all()] == list(outcomes)
    held("措施全部办完或注明原因才能办结", form="逐条列出")


def test_a_measure_is_settled_with_evidence_and_once(who):
    measure = approved(who).measures.first()
    with pytest.raises(Refused, match="请写明完成情况和依据"):
        settle_measure(measure, outcome="done", done_on=TODAY, text=" ", by=who.officer, on=TODAY)
    for _ in range(2):
        settle_measure(
            measure, outcome="done", done_on=TODAY, text="有签到表", by=who.officer, on=TODAY
        )
    assert MeasureStep.objects.count() == 1
    row = MeasureStep.objects.get()
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError, match="measure_settled_once"), transaction.atomic():
        row.save()
    held("措施进展有依据、只登记一次", form="必填", sql="measure_settled_once")


def test_what_was_done_stays_done_in_the_next_version(who):
    plan = approved(who)
    first = plan.measures.first()
    settle_measure(first, outcome="done", done_on=TODAY, text="有签到表", by=who.officer, on=TODAY)
    kept = [
        replace(each, key=row.key) for each, row in zip(MEASURES, plan.measures.all(), strict=True)
    ]
    again = drafted(who, measures=kept, change_reason="岗位调整")
    assert again.number == 2
    assert [each.key for each in again.measures.all()] == [each.key for each in kept]


def test_an_approved_version_is_not_written_again(who):
    plan = approved(who)
    with pytest.raises(Stale):
        save_plan(who.dossier, version=plan.version, rows=PlanRows(), by=who.officer, on=TODAY)
    held("已批准的版次不再修改", form="另起一版", sql="plan_once_per_number")
