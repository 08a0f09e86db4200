"""An issue from 发现 to 已销号: its edges, its money, its two people; and its figures."""

from dataclasses import replace
from datetime import date

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.actions.issues import (
    IssueFacts,
    assign_issue,
    close_issue,
    reply_issue,
    report_issue,
    restate_issue,
    return_issue,
    void_issue,
)
from cases.choices.execution import Direction, ExecutionResult, IssueKind, IssueState
from cases.models import ExecutionCheck, ExecutionIssue
from cases.querysets.execution import Sums
from columns.refusal import Refused
from tests import factories
from tests.cases.checking import FEN, OVER_PAID, desk
from tests.factories import NOON, TODAY
from workdays.models import Holiday

pytestmark = pytest.mark.django_db
UNDER_PAID = IssueFacts(IssueKind.PAY, "绩效扣发应补发。", Direction.UNDER_PAID, 6, 318_000)
REFUND = IssueFacts(IssueKind.GAINS, "违纪所得未退缴。", Direction.REFUND, 0, 1_260_000)


def trail(issue):
    return [(step.get_act_display(), step.by.display_name) for step in issue.steps.all()]


def test_the_whole_way_with_its_trail_ends_with_the_item_carried_out():
    who = desk()
    issue = who.assigned()
    reply_issue(issue, version=issue.version, text="首次扣回2,330元。", by=who.unit_user, on=TODAY)
    report_issue(
        issue,
        version=issue.version,
        corrected_fen=FEN,
        vouchers="进账单第003号",
        by=who.unit_user,
        on=TODAY,
    )
    close_issue(issue, version=issue.version, by=who.second, on=TODAY)
    assert trail(issue) == [
        ("发现", "陈舟"),
        ("交办", "陈舟"),
        ("整改进展", "单位联络员"),
        ("报告整改完成", "单位联络员"),
        ("核实销号", "吴川"),
    ]
    assert (issue.state, issue.closed_by, issue.closed_on) == (IssueState.CLOSED, who.second, TODAY)
    check = ExecutionCheck.objects.get()
    assert (check.result, check.done_on, check.evidence) == ("done", TODAY, "进账单第003号")
    assert (check.entered_by, check.verified_by) == (who.unit_user, who.second)
    assert Entry.objects.filter(verb="issue.closed", dossier_id=who.dossier.pk).count() == 1


def test_handed_out_at_once_in_the_same_save():
    who = desk()
    issue = who.issue(facts=replace(OVER_PAID, assigned_to=who.unit, due_on=date(2026, 11, 2)))
    assert (issue.state, issue.assigned_to, issue.due_on) == (
        IssueState.ASSIGNED,
        who.unit,
        date(2026, 11, 2),
    )


def test_the_usual_term_is_thirty_days_and_moves_to_a_working_day():
    who = desk()
    Holiday.objects.create(day=date(2026, 10, 30), is_workday=False, name="测试假日")
    issue = who.assigned()
    # The thirtieth is a day off, then comes a weekend.
    assert issue.due_on == date(2026, 11, 2)


def test_a_chosen_day_of_rest_moves_as_well_and_a_past_one_is_refused():
    who = desk()
    issue = who.issue()
    with pytest.raises(Refused, match="不能早于今天"):
        assign_issue(
            issue,
            version=issue.version,
            assigned_to=who.unit,
            due_on=date(2026, 9, 29),
            by=who.officer,
            on=TODAY,
        )
    assign_issue(
        issue,
        version=issue.version,
        assigned_to=who.unit,
        due_on=date(2026, 10, 24),
        by=who.officer,
        on=TODAY,
    )
    assert issue.due_on == date(2026, 10, 26)


def test_the_first_reply_begins_the_work_and_later_ones_keep_it():
    who = desk()
    issue = who.assigned()
    for text in ("已通知本人。", "首次扣回。"):
        reply_issue(issue, version=issue.version, text=text, by=who.unit_user, on=TODAY)
        assert issue.state == IssueState.WORKING
    with pytest.raises(Refused, match="请写明整改进展"):
        reply_issue(issue, version=issue.version, text=" ", by=who.unit_user, on=TODAY)


def test_what_is_not_handed_out_cannot_be_reported_corrected():
    who = desk()
    issue = who.issue()
    with pytest.raises(Refused, match="现在是“发现”，不能转为“待核实”"):
        report_issue(
            issue,
            version=issue.version,
            corrected_fen=FEN,
            vouchers="进账单",
            by=who.officer,
            on=TODAY,
        )


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"corrected_fen": FEN + 1}, "不能超过发现的18,640.00元，现在是18,640.01元"),
        ({"corrected_fen": FEN - 100}, "还有1.00元没有纠正，请写明原因"),
        ({"vouchers": " "}, "请写明整改凭证"),
    ],
)
def test_a_report_that_does_not_add_up_is_refused(facts, sentence):
    who = desk()
    issue = who.assigned()
    given = {"corrected_fen": FEN, "vouchers": "进账单", **facts}
    with pytest.raises(Refused, match=sentence):
        report_issue(issue, version=issue.version, by=who.unit_user, on=TODAY, **given)
    issue.refresh_from_db()
    assert (issue.state, issue.corrected_fen) == (IssueState.ASSIGNED, 0)


def test_who_reported_it_may_neither_close_nor_return_it():
    who = desk()
    issue = who.reported(by=who.officer)
    for act, more in ((close_issue, {}), (return_issue, {"remark": "缺凭证"})):
        with pytest.raises(Refused, match="须由两个人办理"):
            act(issue, version=issue.version, by=who.officer, on=TODAY, **more)
    assert ExecutionIssue.objects.get().state == IssueState.REPORTED


def test_what_is_not_accepted_goes_back_with_what_is_missing():
    who = desk()
    issue = who.reported()
    with pytest.raises(Refused, match="请写明还缺什么"):
        return_issue(issue, version=issue.version, remark="", by=who.second, on=TODAY)
    return_issue(issue, version=issue.version, remark="请补充9月凭证", by=who.second, on=TODAY)
    assert issue.state == IssueState.WORKING
    assert issue.steps.last().text == "请补充9月凭证"
    report_issue(
        issue,
        version=issue.version,
        corrected_fen=FEN,
        vouchers="补正的进账单",
        by=who.unit_user,
        on=TODAY,
    )
    assert issue.state == IssueState.REPORTED


def test_closed_with_a_reason_for_the_rest_the_item_is_still_not_carried_out():
    who = desk()
    issue = who.reported(corrected=FEN - 100, shortfall="本人已去世，批准不再追缴")
    close_issue(issue, version=issue.version, by=who.second, on=TODAY)
    assert (issue.state, issue.left_fen) == (IssueState.CLOSED, 100)
    assert ExecutionCheck.objects.get().result == ExecutionResult.NOT_DONE


def test_only_what_is_reported_can_be_closed():
    who = desk()
    issue = who.assigned()
    with pytest.raises(Refused, match="现在是“已交办”，不能转为“已销号”"):
        close_issue(issue, version=issue.version, by=who.second, on=TODAY)


@pytest.mark.parametrize("act", ["close", "return", "report", "assign", "reply", "restate", "void"])
def test_whoever_read_an_older_version_is_asked_to_read_again(act):
    who = desk()
    issue = {"close": who.reported, "return": who.reported, "assign": who.issue}.get(
        act, who.assigned
    )()
    stale = {"version": issue.version - 1, "by": who.second, "on": TODAY}
    acts = {
        "close": lambda: close_issue(issue, **stale),
        "return": lambda: return_issue(issue, remark="缺", **stale),
        "report": lambda: report_issue(issue, corrected_fen=FEN, vouchers="单", **stale),
        "assign": lambda: assign_issue(issue, assigned_to=who.unit, **stale),
        "reply": lambda: reply_issue(issue, text="进展", **stale),
        "restate": lambda: restate_issue(issue, facts=OVER_PAID, **stale),
        "void": lambda: void_issue(issue, reason="误登", at=NOON, **stale),
    }
    steps = issue.steps.count()
    with pytest.raises(Refused, match="在您打开后有变动"):
        acts[act]()
    assert issue.steps.count() == steps


def test_what_was_found_can_be_stated_anew_and_the_old_figure_stays_in_the_trail():
    who = desk()
    issue = who.assigned()
    restate_issue(
        issue,
        version=issue.version,
        facts=replace(OVER_PAID, found_fen=2_000_000),
        by=who.officer,
        on=TODAY,
    )
    assert issue.found_fen == 2_000_000
    assert issue.steps.last().text == "原登记：多发，应追回，18,640.00元。"


def test_found_cannot_sink_below_what_came_back():
    who = desk()
    issue = who.reported()
    return_issue(issue, version=issue.version, remark="缺凭证", by=who.second, on=TODAY)
    with pytest.raises(Refused, match=r"不能少于已纠正的18,640\.00元，现在是18,639\.99元"):
        restate_issue(
            issue,
            version=issue.version,
            facts=replace(OVER_PAID, found_fen=FEN - 1),
            by=who.officer,
            on=TODAY,
        )


def test_an_issue_that_was_none_is_voided_by_another_and_counts_nowhere():
    who = desk()
    issue = who.issue()
    with pytest.raises(Refused, match="请由另一位同志作废"):
        void_issue(issue, version=issue.version, reason="误登", by=who.officer, on=TODAY, at=NOON)
    with pytest.raises(Refused, match="请写明作废的原因"):
        void_issue(issue, version=issue.version, reason="", by=who.second, on=TODAY, at=NOON)
    void_issue(issue, version=issue.version, reason="误登", by=who.second, on=TODAY, at=NOON)
    assert ExecutionIssue.objects.live().count() == 0
    assert ExecutionIssue.objects.money_by_direction()[Direction.OVER_PAID] == Sums()
    assert ExecutionCheck.objects.get().result == ExecutionResult.UNDER_WAY
    who.enter("pay", ExecutionResult.DONE)


@pytest.mark.parametrize(
    "facts",
    [
        replace(OVER_PAID, text=" "),
        replace(OVER_PAID, direction=Direction.NONE),
        replace(OVER_PAID, months=-1),
        replace(OVER_PAID, found_fen=-1),
    ],
)
def test_facts_that_contradict_themselves_open_nothing(facts):
    who = desk()
    with pytest.raises(Refused):
        who.issue(facts=facts)
    assert ExecutionIssue.objects.count() == 0


def test_figures_by_direction_with_one_count_for_each_month_of_pay():
    who = desk()
    closed = who.reported()
    close_issue(closed, version=closed.version, by=who.second, on=TODAY)
    who.issue(facts=REFUND, item="gains")
    who.issue(facts=UNDER_PAID, item="filed")
    found = ExecutionIssue.objects.money_by_direction()
    assert found == {
        Direction.OVER_PAID: Sums(1, 8, 1, FEN, FEN),
        Direction.UNDER_PAID: Sums(1, 6, 1, 318_000, 0),
        Direction.REFUND: Sums(1, 1, 1, 1_260_000, 0),
        Direction.NONE: Sums(),
    }
    assert ExecutionIssue.objects.open().money() == Sums(2, 7, 1, 1_578_000, 0)


def test_the_vocabulary_finds_what_its_words_say():
    who = desk()
    issues = ExecutionIssue.objects
    issue = who.assigned()
    assert list(issues.with_units()) == [issue]
    assert list(issues.overdue(today=issue.due_on)) == []
    assert list(issues.overdue(today=date(2026, 11, 30))) == [issue]
    assert list(issues.found_between(TODAY, TODAY)) == [issue]
    assert list(issues.found_between(date(2026, 1, 1), date(2026, 9, 29))) == []
    report_issue(
        issue, version=issue.version, corrected_fen=FEN, vouchers="单", by=who.officer, on=TODAY
    )
    assert list(issues.to_verify()) == [issue]
    close_issue(issue, version=issue.version, by=who.second, on=TODAY)
    assert list(issues.closed_between(TODAY, TODAY)) == [issue]
    assert [list(rows) for rows in (issues.open(), issues.with_units(), issues.to_verify())] == [
        [],
        [],
        [],
    ]


def test_other_offices_and_other_units_find_nothing():
    who = desk()
    issue = who.issue()
    elsewhere = factories.office("纪委监委", within=factories.area("栖霞市"))
    other_unit = factories.work_unit("青禾区民政局")
    seen = {
        "own": who.second,
        "unit": who.unit_user,
        "other office": factories.user(Role.DIRECTOR, elsewhere),
        "other unit": factories.user(Role.UNIT, other_unit),
        "personnel": factories.user(Role.PERSONNEL, who.office),
    }
    found = {
        name: list(ExecutionIssue.objects.visible_to(each)) == [issue]
        for name, each in seen.items()
    }
    assert found == {
        "own": True,
        "unit": True,
        "other office": False,
        "other unit": False,
        "personnel": False,
    }
