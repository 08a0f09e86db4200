"""Entering the list and confirming it: what is refused, and what a second person must do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.models import Entry
from cases.actions.execution import CheckFacts, enter_check, verify_checks
from cases.choices import DossierStatus, EventKind
from cases.choices.execution import ExecutionResult
from cases.facts.execution import checks_of, measure_words
from cases.models import Dossier, ExecutionCheck, ExecutionIssue
from columns.refusal import Refused
from tests.cases.checking import OVER_PAID, desk
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
DONE, NOT_DONE, WAY = (
    ExecutionResult.DONE,
    ExecutionResult.NOT_DONE,
    ExecutionResult.UNDER_WAY,
)


def test_nothing_is_stored_before_somebody_enters_it():
    who = desk()
    found = checks_of(who.dossier, viewer=who.officer)
    assert [each.decision for each in found] == [who.decision]
    assert len(found[0].lines) == 9
    assert {line.check for line in found[0].lines} == {None}
    assert ExecutionCheck.objects.count() == 0


def test_the_days_of_the_decision_itself_stand_in_the_list():
    who = desk()
    who.decision.announced_on = date(2026, 1, 15)
    who.decision.delivered_on = date(2026, 1, 13)
    who.decision.save()
    assert (who.line("announced").done_on, who.line("delivered").done_on) == (
        date(2026, 1, 15),
        date(2026, 1, 13),
    )
    assert who.line("filed").done_on is None


def test_an_entry_is_kept_with_who_and_when_and_on_record():
    who = desk()
    check = who.enter("filed", DONE, done_on=date(2026, 2, 3), evidence=" 接收回执 ")
    assert (check.done_on, check.evidence, check.entered_by, check.entered_on) == (
        date(2026, 2, 3),
        "接收回执",
        who.officer,
        TODAY,
    )
    assert (check.dossier, check.cadre) == (who.dossier, who.decision.cadre)
    entry = Entry.objects.get(verb="execution.entered")
    assert (entry.actor_id, entry.dossier_id) == (who.officer.pk, who.dossier.pk)
    assert entry.detail["result"] == "done"


@pytest.mark.parametrize(
    ("item", "facts", "sentence"),
    [
        ("filed", {"done_on": None}, "请填写实办日期"),
        ("filed", {"evidence": "  "}, "请写明凭证"),
        ("filed", {"done_on": TODAY + timedelta(1)}, "不能晚于今天2026年9月30日"),
        ("filed", {"done_on": date(2026, 1, 7)}, "不能早于2026年1月8日"),
        (
            "filed",
            {"extended_to": date(2026, 7, 9), "extension_basis": "批复"},
            "最迟2026年7月8日（合计不超过六个月）",
        ),
        (
            "filed",
            {"extended_to": date(2026, 2, 8), "extension_basis": "批复"},
            "应在2026年2月8日之后",
        ),
        ("filed", {"extended_to": date(2026, 3, 1)}, "请写明批准依据"),
        (
            "report",
            {"extended_to": date(2026, 8, 1), "extension_basis": "批复"},
            "“执行情况报告”的期限不能延长",
        ),
        ("pay", {"extended_to": date(2026, 8, 1), "extension_basis": "批复"}, "不能延长"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(item, facts, sentence):
    who = desk()
    with pytest.raises(Refused, match=sentence):
        who.enter(item, DONE, **facts)
    assert ExecutionCheck.objects.count() == 0


def test_money_may_have_been_given_back_before_the_decision():
    who = desk()
    assert who.enter("gains", DONE, done_on=date(2025, 11, 1)).done_on == date(2025, 11, 1)


def test_an_extension_within_six_months_moves_the_day_that_is_shown():
    who = desk()
    who.enter("filed", WAY, extended_to=date(2026, 7, 8), extension_basis="临纪函〔2026〕3号")
    line = who.line("filed")
    assert (line.due.due_on, line.due_on) == (date(2026, 2, 8), date(2026, 7, 8))


def test_what_does_not_hold_any_more_leaves_no_day_behind():
    who = desk()
    who.enter("filed", DONE)
    assert who.enter("filed", WAY, done_on=TODAY).done_on is None


def test_a_no_without_its_issue_is_refused():
    who = desk()
    with pytest.raises(Refused, match="请写明问题情况"):
        who.enter("pay", NOT_DONE)
    assert ExecutionCheck.objects.count() == 0


def test_a_no_opens_its_issue_in_the_same_save():
    who = desk()
    check = who.enter("pay", NOT_DONE, issue=OVER_PAID)
    issue = ExecutionIssue.objects.get()
    assert (issue.decision, issue.item, issue.found_by) == (check.decision, "pay", who.officer)
    assert (issue.found_fen, issue.corrected_fen, issue.months) == (1_864_000, 0, 8)


def test_a_no_whose_issue_is_refused_saves_neither():
    who = desk()
    wrong = replace(OVER_PAID, direction="none")
    with pytest.raises(Refused, match="请选择是多发、少发还是应退缴"):
        who.enter("pay", NOT_DONE, issue=wrong)
    assert (ExecutionCheck.objects.count(), ExecutionIssue.objects.count()) == (0, 0)


def test_a_second_no_adds_no_second_issue():
    who = desk()
    who.issue()
    who.enter("pay", NOT_DONE, evidence="又核对了发放表", issue=OVER_PAID)
    assert ExecutionIssue.objects.count() == 1


@pytest.mark.parametrize("result", [DONE, WAY, ExecutionResult.NOT_APPLICABLE])
def test_an_item_with_an_open_issue_is_settled_through_the_issue_alone(result):
    who = desk()
    who.issue()
    with pytest.raises(Refused, match="请先在问题里报告整改、核实销号"):
        who.enter("pay", result)
    assert ExecutionCheck.objects.get().result == NOT_DONE


def test_two_who_enter_the_same_item_at_once_do_not_overwrite_each_other():
    who = desk()
    line = who.line("filed")
    facts = CheckFacts(result=DONE, done_on=TODAY, evidence="回执")
    enter_check(line, facts=facts, version=0, by=who.officer, on=TODAY)
    with pytest.raises(Refused, match="已被他人登记"):
        enter_check(line, facts=facts, version=0, by=who.second, on=TODAY)
    who.enter("filed", WAY)
    with pytest.raises(Refused, match="已被他人登记"):
        who.enter("filed", DONE, version=1)
    assert ExecutionCheck.objects.get().result == WAY


def test_a_closed_dossier_takes_no_entries():
    who = desk()
    Dossier.objects.filter(pk=who.dossier.pk).update(status=DossierStatus.CLOSED, closed_on=TODAY)
    with pytest.raises(Refused, match="档案已销号，不能再登记"):
        who.enter("filed", DONE)


def test_a_second_person_confirms_and_the_one_who_entered_may_not():
    who = desk()
    check = who.enter("filed", DONE)
    with pytest.raises(Refused, match="“归入本人档案”是您登记的，请由另一位同志核实"):
        verify_checks([(check, 1)], by=who.officer, on=TODAY)
    verify_checks([(check, 1)], by=who.second, on=TODAY)
    check.refresh_from_db()
    assert (check.verified_by, check.verified_on, check.version) == (who.second, TODAY, 2)


def test_all_ticked_items_are_confirmed_or_none():
    who = desk()
    first, own = who.enter("filed", DONE), who.enter("report", DONE, by=who.second)
    with pytest.raises(Refused, match="执行情况报告"):
        verify_checks([(first, 1), (own, 1)], by=who.second, on=TODAY)
    assert ExecutionCheck.objects.filter(verified_by__isnull=False).count() == 0


def test_nothing_ticked_says_so():
    with pytest.raises(Refused, match="请勾选要核实的项目"):
        verify_checks([], by=desk().second, on=TODAY)


def test_what_changed_after_it_was_read_is_not_confirmed():
    who = desk()
    check = who.enter("filed", DONE)
    who.enter("filed", DONE, evidence="另一份回执")
    with pytest.raises(Refused, match="在您打开后有变动"):
        verify_checks([(check, 1)], by=who.second, on=TODAY)


@pytest.mark.parametrize("result", [WAY, NOT_DONE])
def test_what_is_still_to_come_cannot_be_confirmed(result):
    who = desk()
    check = who.enter("filed", result, issue=OVER_PAID if result == NOT_DONE else None)
    with pytest.raises(Refused, match="有变动"):
        verify_checks([(check, 1)], by=who.second, on=TODAY)


def test_entered_anew_it_waits_for_a_second_person_again():
    who = desk()
    check = who.enter("filed", DONE)
    verify_checks([(check, 1)], by=who.second, on=TODAY)
    again = who.enter("filed", DONE, evidence="补正的回执")
    assert (again.verified_by, again.verified_on, again.version) == (None, None, 3)
    assert check.history.filter(verified_by=who.second).exists()


def test_after_a_lighter_change_what_was_entered_stays_and_more_is_asked():
    who = desk(measure="PR")
    who.enter("post", DONE)
    who.decision.events.create(
        cadre=who.decision.cadre, kind=EventKind.CHANGED, on=date(2026, 6, 15), measure_id="PW"
    )
    [found] = checks_of(who.dossier, viewer=who.officer)
    asked = [line.item for line in found.lines]
    assert "post" not in asked
    assert {"change_told", "post_restored", "repaid", "reappraised"} <= set(asked)
    assert [check.item for check in found.gone] == ["post"]
    assert measure_words(found.decision) == "撤销党内职务，变更为党内警告"


def test_a_voided_event_changes_nothing():
    who = desk()
    who.decision.events.create(
        cadre=who.decision.cadre,
        kind=EventKind.ANNULLED,
        on=date(2026, 6, 15),
        voided_at="2026-06-16T08:00:00+08:00",
        void_reason="登记错误",
    )
    [found] = checks_of(who.dossier, viewer=who.officer)
    assert "name_restored" not in [line.item for line in found.lines]


def test_the_status_of_the_day_decides_not_the_present_one():
    who = desk(measure="AD1", identity="village_cadre")
    cadre = who.decision.cadre
    cadre.identity = "civil_servant"
    cadre.save()
    [found] = checks_of(who.dossier, viewer=who.officer)
    asked = [line.item for line in found.lines]
    assert ("allowance" in asked, "pay" in asked) == (True, False)


def test_the_list_costs_the_same_queries_for_one_decision_and_for_many(
    django_assert_num_queries,
):
    from tests import factories

    who = desk()
    for number, day in enumerate((date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))):
        factories.decision(
            who.decision.cadre,
            who.office,
            measure="AW",
            decided_on=day,
            number=f"临监〔2026〕{number}号",
        )
    with django_assert_num_queries(4):  # three, and what the viewer may see
        assert len(checks_of(who.dossier, viewer=who.officer)) == 4
