"""The demo at its baseline: execution money of practice G, and what its pages show."""

import re

import pytest
from django.urls import reverse

from cases.choices.execution import Direction, ExecutionItem, IssueState
from cases.models import ExecutionCheck, ExecutionIssue
from cases.querysets.execution import Sums
from cases.views.execution import execution
from dashboard.desk.blocks import whole_block
from dashboard.desk.execution import sums_of
from dashboard.desk.figures import Desk
from tests.factories import TODAY

pytestmark = pytest.mark.slow


def test_money_is_that_of_the_table(demo):
    """Over-paid 18,640.00 found and corrected, open refund 12,600.00, under-paid 3,180.00."""
    found = ExecutionIssue.objects.money_by_direction()
    assert found[Direction.OVER_PAID] == Sums(
        issues=1, times=8, decisions=1, found_fen=1_864_000, corrected_fen=1_864_000
    )
    assert found[Direction.UNDER_PAID] == Sums(
        issues=1, times=6, decisions=1, found_fen=318_000, corrected_fen=318_000
    )
    open_refunds = ExecutionIssue.objects.open().going(Direction.REFUND).money()
    assert (open_refunds.found_fen, open_refunds.left_fen) == (1_260_000, 1_260_000)


def test_one_decision_was_put_right_and_its_yearly_grade_with_it(demo):
    closed = ExecutionIssue.objects.closed()
    assert set(closed.values_list("cadre__name", "item")) == {
        ("冯雪凝", ExecutionItem.PAY),
        ("冯雪凝", ExecutionItem.APPRAISAL),
    }
    assert closed.money().decisions == 1
    checks = ExecutionCheck.objects.filter(cadre__name="冯雪凝", item__in=["pay", "appraisal"])
    assert set(checks.values_list("result", flat=True)) == {"done"}


def test_issues_stand_where_the_stories_leave_them(demo):
    states = ExecutionIssue.objects.open().values_list("cadre__name", "item", "state")
    assert set(states) == {
        ("许明澈", ExecutionItem.FILED, IssueState.ASSIGNED),
        ("孙玉柱", ExecutionItem.GAINS, IssueState.WORKING),
        ("吴克俭", ExecutionItem.REPAID, IssueState.REPORTED),
    }


def test_the_annulled_decision_is_made_good_in_the_clearing_dossier_too(demo, rf, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    for dossier in demo_dossiers("黄觉"):
        request = rf.get("/")
        request.user = demo.users["ganbu"]
        page = execution(request, dossier.code).render().content.decode()
        assert "恢复名誉" in page
        assert "在原宣布处分的教职工大会上宣读复核决定" in page
        assert "决定宣布" not in page


def demo_dossiers(name):
    from cases.models import Dossier

    found = list(Dossier.objects.filter(cadre__name=name))
    assert len(found) == 2
    return found


def test_every_dossier_of_the_demo_has_its_list(demo, client, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    from cases.models import Dossier

    client.force_login(demo.users["zhuren"])
    dossiers = Dossier.objects.visible_to(demo.users["zhuren"])
    assert dossiers.count() >= 17
    for dossier in dossiers:
        assert client.get(reverse("cases:execution", args=[dossier.code])).status_code == 200


def test_the_sums_on_the_desk_are_those_of_the_lists_they_open(demo, client, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    client.force_login(demo.users["zhuren"])
    desk = client.get("/todo/execution/?scope=office").content.decode()
    chips = re.findall(r'class="chip" href="([^"]+)">([^<]+)<', desk)
    sums = [(address, words) for address, words in chips if words.endswith("元")]
    assert [words for _, words in sums] == [
        "多发，应追回：发现18,640.00元，已追回18,640.00元",
        "少发，应补发：发现3,180.00元，已补发3,180.00元",
        "违纪违法所得，应退缴：发现12,600.00元，已退缴0.00元",
    ]
    for address, words in sums:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        sums = re.findall(r'金额" class="number">([\d,.]+)<', page)
        assert sums == re.findall(r"([\d,]+\.\d\d)元", words)


def test_a_unit_is_asked_for_what_was_handed_out_and_sees_no_sums(demo):
    desk = Desk(user=demo.users["danwei"], today=TODAY, mine=False)
    block = whole_block(desk, "execution")
    assert [(line.name, line.what, line.action.label) for line in block.lines] == [
        ("许明澈", "归入本人档案：未归档（已交办）", "办理")
    ]
    assert block.sums == []


def test_a_late_issue_says_so_of_itself(demo):
    desk = Desk(user=demo.users["ganbu"], today=TODAY, mine=False)
    found = {line.name: line for line in whole_block(desk, "execution").lines}
    assert {name: line.is_late for name, line in found.items()} == {
        "许明澈": False,
        "孙玉柱": True,
        "吴克俭": False,
    }
    assert found["孙玉柱"].due_words == "逾期142天"


def test_what_somebody_else_reported_waits_for_a_second_person(demo):
    waiting = {
        account: [
            line.name
            for line in whole_block(
                Desk(user=demo.users[account], today=TODAY, mine=False), "waiting"
            ).lines
            if line.action.label == "核实"
        ]
        for account in ("zhuren", "ganbu")
    }
    assert waiting == {"zhuren": ["吴克俭"], "ganbu": []}


def test_the_number_of_late_dossiers_opens_as_many(demo, client, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    client.force_login(demo.users["zhuren"])
    [late] = [
        each.words for each in sums_of(demo.users["zhuren"], TODAY) if each.words.endswith("项目")
    ]
    number = int(late.partition("份")[0])
    page = client.get(reverse("cases:execution_late")).content.decode()
    names = re.findall(r'<a class="name" href="[^"]+">([^<]+)<', page)
    assert (len(names), len(set(names)), number > 0) == (number, number, True)
    # Everything of hers was entered in time; the annulled decision owes nothing any more.
    assert {"冯雪凝", "黄觉", "石兰芝"} & set(names) == set()
