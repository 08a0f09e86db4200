"""From 已建档 to 回访中: 看听谈, the plan, its approval by another person."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Cadre, Dossier
from columns.refusal import Refused
from tests import factories
from tests.visits.people import (
    GOALS,
    MEASURES,
    TODAY,
    approved,
    assessed,
    drafted,
    people,
    submitted,
)
from visits.actions import (
    GoalFacts,
    Stale,
    approve_plan,
    return_plan,
    save_assessment,
    save_note,
    start_assessment,
    submit_plan,
)
from visits.choices import PlanStatus
from visits.models import Assessment, AssessmentNote, Obligation, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return people()


def stage(dossier):
    return Dossier.objects.get(pk=dossier.pk).status


def duty(dossier, kind):
    row = Obligation.objects.get(dossier=dossier, kind=kind)
    return row.state, row.met_on


def test_starting_moves_the_dossier_once(who):
    first = start_assessment(who.dossier, by=who.officer, on=TODAY)
    assert stage(who.dossier) == DossierStatus.ASSESSING
    assert start_assessment(who.dossier, by=who.second, on=TODAY) == first


def test_a_complete_assessment_meets_its_obligation(who):
    assessed(who, conclusion="")
    assert duty(who.dossier, "assessment") == ("open", None)
    row = Assessment.objects.get(dossier=who.dossier)
    save_assessment(row, version=row.version, by=who.second, on=TODAY, conclusion="已明确方向。")
    assert duty(who.dossier, "assessment") == ("met", TODAY)


def test_each_part_names_who_wrote_it(who):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    row = save_assessment(row, version=1, by=who.officer, on=TODAY, look_text="查阅档案")
    row = save_assessment(row, version=2, by=who.second, on=TODAY, talk_text="与本人谈")
    assert (row.look_by, row.listen_by, row.talk_by) == (who.officer, None, who.second)


def test_a_part_is_not_dated_ahead(who):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    with pytest.raises(Refused, match="“看”的日期不能晚于今天"):
        save_assessment(row, version=1, by=who.officer, on=TODAY, look_on=date(2026, 10, 1))


def test_an_older_page_does_not_overwrite_a_newer_one(who):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    save_assessment(row, version=1, by=who.officer, on=TODAY, look_text="先存的")
    with pytest.raises(Stale):
        save_assessment(row, version=1, by=who.second, on=TODAY, look_text="后存的")
    assert Assessment.objects.get().look_text == "先存的"


def test_restricted_words_are_ciphertext_in_a_table_of_their_own(who):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    save_note(row, approach="先听后说", family="父亲住院", by=who.officer, on=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT family FROM visits_assessmentnote")
        stored = bytes(cursor.fetchone()[0])
    assert "父亲".encode() not in stored
    assert AssessmentNote.objects.get().family == "父亲住院"


def test_submitting_lists_every_gap_at_once(who):
    row = start_assessment(who.dossier, by=who.officer, on=TODAY)
    save_assessment(row, version=1, by=who.officer, on=TODAY, look_text="只看了档案")
    plan = drafted(who, goals=[], measures=MEASURES[:1], approach="")
    with pytest.raises(Refused) as refusal:
        submit_plan(plan, version=plan.version, by=who.officer, on=TODAY)
    assert refusal.value.sentences == [
        "“看”还没有日期。请填写实际开展的日期。",
        "“听”还没有日期。请填写实际开展的日期。",
        "“听”还没有内容。请写明了解到的事实。",
        "“谈”还没有日期。请填写实际开展的日期。",
        "“谈”还没有内容。请写明了解到的事实。",
        "还没有研判结论。请写明主要情况和需要帮助的地方。",
        "请选择主要做法。",
        "请至少写一项帮扶目标。",
        "帮扶措施还缺“工作”方面。思想、工作、生活三方面各要有一项。",
        "帮扶措施还缺“生活”方面。思想、工作、生活三方面各要有一项。",
        "帮扶措施还缺“赋能”的一项。解结是解开思想疙瘩，赋能是给任务、给平台。",
    ]
    assert stage(who.dossier) == DossierStatus.ASSESSING


def test_approval_puts_the_plan_in_force_and_the_dossier_under_way(who):
    plan = submitted(who)
    assert stage(who.dossier) == DossierStatus.PLAN_PENDING
    approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    plan.refresh_from_db()
    assert (plan.status, plan.approved_by, plan.approved_on) == ("approved", who.director, TODAY)
    assert stage(who.dossier) == DossierStatus.VISITING
    assert duty(who.dossier, "plan") == ("met", TODAY)


def test_who_submitted_does_not_approve(who):
    plan = submitted(who, by=who.director)
    with pytest.raises(Refused, match="须由两个人办理"):
        approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    approve_plan(plan, version=plan.version, by=who.leader, on=TODAY)
    assert Plan.objects.get().status == PlanStatus.APPROVED


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.INSPECTOR])
def test_another_role_does_not_take_the_directors_step(who, role):
    plan = submitted(who)
    other = factories.user(role, who.office)
    with pytest.raises(Refused, match="这一步由案件审理室主任审批"):
        approve_plan(plan, version=plan.version, by=other, on=TODAY)


def test_county_rank_also_needs_the_leader(who):
    Cadre.objects.filter(pk=who.dossier.cadre_id).update(rank="county_deputy")
    plan = submitted(who)
    assert plan.needs_leader
    approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    plan.refresh_from_db()
    assert (plan.status, stage(who.dossier)) == ("endorsed", DossierStatus.PLAN_PENDING)
    with pytest.raises(Refused, match="这一步由分管领导审批"):
        approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    approve_plan(plan, version=plan.version, by=who.leader, on=TODAY)
    plan.refresh_from_db()
    assert (plan.status, plan.confirmed_by) == ("approved", who.leader)
    assert stage(who.dossier) == DossierStatus.VISITING


def test_a_return_says_why_and_sends_the_dossier_back(who):
    plan = submitted(who)
    with pytest.raises(Refused, match="退回时请写明"):
        return_plan(plan, version=plan.version, remark=" ", by=who.director, on=TODAY)
    return_plan(plan, version=plan.version, remark="目标再具体一些", by=who.director, on=TODAY)
    plan.refresh_from_db()
    assert (plan.status, stage(who.dossier)) == ("returned", DossierStatus.ASSESSING)
    assert [(each.opinion, each.remark) for each in plan.reviews.all()] == [
        ("submit", ""),
        ("return", "目标再具体一些"),
    ]
    again = drafted(who, version=plan.version, goals=[GoalFacts("whole", "年底前牵头一个项目")])
    submit_plan(again, version=again.version, by=who.officer, on=TODAY)
    assert stage(who.dossier) == DossierStatus.PLAN_PENDING


def test_an_opinion_on_an_older_text_is_refused(who):
    plan = submitted(who)
    with pytest.raises(Refused, match="请重新阅读"):
        approve_plan(plan, version=plan.version - 1, by=who.director, on=TODAY)
    assert stage(who.dossier) == DossierStatus.PLAN_PENDING


def test_approving_twice_is_refused_and_changes_nothing(who):
    plan = submitted(who)
    approve_plan(plan, version=plan.version, by=who.director, on=TODAY)
    with pytest.raises(Refused, match="不在审批中"):
        approve_plan(Plan.objects.get(), version=plan.version, by=who.director, on=TODAY)
    assert Plan.objects.get().reviews.filter(opinion="approve").count() == 1


def test_an_adjustment_is_the_next_version_and_replaces_the_one_in_force(who):
    first = approved(who)
    second = drafted(who, goals=[*GOALS, GoalFacts("late", "期满前作一次汇报")])
    with pytest.raises(Refused, match="第2版起请写明为什么调整"):
        submit_plan(second, version=second.version, by=who.officer, on=TODAY)
    second = drafted(who, version=second.version, change_reason="岗位调整")
    submit_plan(second, version=second.version, by=who.officer, on=TODAY)
    assert stage(who.dossier) == DossierStatus.VISITING
    second.refresh_from_db()
    approve_plan(second, version=second.version, by=who.director, on=TODAY)
    statuses = Plan.objects.order_by("number").values_list("number", "status")
    assert list(statuses) == [(1, "superseded"), (2, "approved")]
    assert [goal.text for goal in first.goals.all()] == ["期满前承担一项重点任务"]


def test_a_plan_under_approval_is_not_edited(who):
    plan = submitted(who)
    with pytest.raises(Refused, match="方案正在审批"):
        drafted(who, version=plan.version)


def test_a_second_draft_of_the_same_version_is_refused(who):
    assessed(who)
    drafted(who)
    with pytest.raises(Stale):
        drafted(who)
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "submitted"},
        {"status": "approved", "submitted_on": TODAY},
        {"status": "endorsed"},
    ],
)
def test_the_database_refuses_a_plan_in_force_without_people(who, wrong):
    if "submitted_on" in wrong:
        wrong["submitted_by"] = who.officer
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(dossier=who.dossier, drafted_by=who.officer, **wrong)


@pytest.mark.parametrize("column", ["approved", "confirmed"])
def test_the_database_refuses_ones_own_approval(who, column):
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(
            dossier=who.dossier,
            drafted_by=who.officer,
            status="submitted",
            submitted_by=who.officer,
            submitted_on=TODAY,
            **{f"{column}_by": who.officer, f"{column}_on": TODAY},
        )


def test_the_database_keeps_one_unfinished_plan(who):
    drafted_by = {"dossier": who.dossier, "drafted_by": who.officer}
    Plan.objects.create(number=1, **drafted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(number=2, **drafted_by)


def test_two_approvals_at_once_have_one_winner(committed_db):
    who = people()
    plan = submitted(who)
    answers = run_at_once(
        lambda: approve_plan(
            Plan.objects.get(pk=plan.pk), version=plan.version, by=who.director, on=TODAY
        ),
        times=4,
    )
    assert sorted(answers) == ["done", "refused", "refused", "refused"]
    assert Plan.objects.get().reviews.filter(opinion="approve").count() == 1


def run_at_once(act, *, times):
    """Each thread on its own connection; "done", "refused", or the error itself."""
    gate, answers = threading.Barrier(times), []

    def run():
        try:
            gate.wait()
            act()
            answers.append("done")
        except Refused:
            answers.append("refused")
        except Exception as error:  # noqa: BLE001 (shown by the comparison)
            answers.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
