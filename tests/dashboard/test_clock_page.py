"""影响期: every clock on one line with what was done meanwhile, and who may see which part."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.models import Entry
from cases.actions import record_event
from cases.models import Clock, Dossier
from dashboard.dossier.axis import clock_page_of
from tests import factories as make
from tests.factories import TODAY
from tests.visits.people import BACKEND, approved, people, talked, visited

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(monkeypatch):
    """A Party warning of 2026-03-25, a visit and a talk."""
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    found = people()
    approved(found)
    visited(found)
    talked(found, held_on=date(2026, 6, 10))
    return found


def page(dossier: Dossier, viewer, today=TODAY):
    found = Dossier.objects.for_page().get(pk=dossier.pk)
    return clock_page_of(found, viewer=viewer, today=today)


def told(found):
    return [(day.on.isoformat(), day.words) for day in found.days]


def opened(client, viewer, dossier):
    client.force_login(viewer, backend=BACKEND)
    return client.get(f"/people/{dossier.code}/clocks/")


def test_days_behind_and_ahead_stand_in_order_around_today(who):
    assert told(page(who.dossier, who.officer)) == [
        ("2026-03-25", "党内警告 影响期起算"),
        ("2026-05-20", "第1次回访"),
        ("2026-06-10", "2026年第二季度谈心谈话"),
        (TODAY.isoformat(), "今天"),
        ("2027-03-24", "党内警告 影响期最后一日"),
        ("2027-03-26", "党内警告 影响期按各种口径都已届满"),
    ]


def test_records_are_marks_on_the_same_line_and_lead_to_their_pages(who):
    found = page(who.dossier, who.officer)
    chart = found.chart
    assert [(row.label, row.shape, len(row.marks)) for row in chart.rows] == [
        ("回访", "disc", 1), ("谈心谈话", "ring", 1),
    ]  # fmt: skip
    visit = chart.drawn_rows[0].marks[0]
    assert visit.mark.url == who.dossier.visits.get().get_absolute_url()
    # 2026-03-01 to 2027-03-31 are 396 days, 80 before the visit, 24 before the start.
    assert visit.x == "202"
    assert chart.drawn_lanes[0].x == "60.6"


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        (Role.OFFICER, ["回访", "谈心谈话"]),
        (Role.INSPECTOR, ["回访", "谈心谈话"]),
        (Role.UNIT, ["谈心谈话"]),
        (Role.HELPER, ["谈心谈话"]),
    ],
)
def test_each_sees_only_the_records_he_may_open(client, who, role, rows):
    viewer = {
        Role.OFFICER: who.officer,
        Role.HELPER: who.helper,
        Role.INSPECTOR: make.user(Role.INSPECTOR, who.office),
        Role.UNIT: make.user(Role.UNIT, who.unit),
    }[role]
    found = page(who.dossier, viewer)
    assert [row.label for row in found.chart.rows] == rows
    answer = opened(client, viewer, who.dossier)
    assert answer.status_code == 200
    assert ("第1次回访" in answer.content.decode()) is ("回访" in rows)


def test_who_cannot_see_the_dossier_finds_no_page(client, who):
    elsewhere = make.office("邻区纪委监委", within=make.area("邻江市"))
    assert opened(client, make.user(Role.OFFICER, elsewhere), who.dossier).status_code == 404
    assert opened(client, make.user(Role.ADMIN, who.office), who.dossier).status_code == 403


def test_the_page_says_every_number_in_its_table(client, who):
    text = opened(client, who.officer, who.dossier).content.decode()
    for words in (
        '<h2 id="clocks">各个期限</h2>',
        "党内警告 影响期",
        "2026年3月25日",
        "2027年3月24日",
        "2027年3月25日",
        "2027年3月26日",
        "提拔职务、进一步使用；晋升职级",
        "口径A：起算日计入，止于对应日的前一日",
        "规定明确",
        "《中国共产党纪律处分条例》第八条、第十条",
        "全部期限届满的次日是2027年3月25日。",
    ):
        assert words in text, words
    assert text.count("为什么是这一天") == 1


def test_the_opening_is_on_record(client, who):
    opened(client, who.officer, who.dossier)
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.actor_id) == ("person.open", who.officer.pk)


def test_an_awaited_bar_is_drawn_open_after_its_probation():
    home = make.office()
    person = make.cadre(make.work_unit(), name="顾云舟")
    dossier = make.decision(person, home, measure="PP1", decided_on=date(2026, 1, 20)).dossier
    found = page(dossier, make.user(Role.OFFICER, home))
    assert [line.view.title for line in found.lines] == [
        "留党察看一年 察看期",
        "留党察看一年 影响期",
    ]
    probation, bar = found.chart.lanes
    assert (probation.end, probation.is_probation) == (date(2027, 1, 19), True)
    assert (bar.start, bar.end, bar.not_before) == (None, None, date(2027, 1, 20))
    assert found.summary == "恢复党员权利的日期尚未登记，全部期限的届满日待定。"
    assert found.lines[1].view.method == "起止日待定"


def test_after_an_expulsion_nothing_waits_for_a_restoration(client, monkeypatch):
    """条例 13: the rights do not come back, so the bar after the probation never begins."""
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)
    home = make.office()
    person = make.cadre(make.work_unit(), name="顾云舟")
    make.decision(person, home, measure="PP1", decided_on=date(2026, 1, 20))
    expelled = make.decision(person, home, measure="PE", decided_on=date(2026, 8, 10))
    dossier = person.dossiers.first()
    viewer = make.user(Role.OFFICER, home)
    found = page(dossier, viewer)
    assert [line.never for line in found.lines] == [False, False, True]
    assert [lane.label for lane in found.chart.lanes] == ["留党察看一年 察看期", "开除党籍 影响期"]
    assert found.has_awaited is False
    assert found.summary == "全部期限届满的次日是2031年8月10日。"
    text = opened(client, viewer, dossier).content.decode()
    assert "已开除党籍，不再恢复党员权利，这段影响期不再起算。" in text
    assert expelled.clocks.get().end == date(2031, 8, 9)


def test_a_settled_end_stands_beside_the_computed_one(client, who):
    decision = who.dossier.decisions.get()
    record_event(
        decision,
        kind="overridden",
        event_on=date(2026, 7, 1),
        end=date(2027, 3, 28),
        basis="青纪〔2026〕8号",
        by=who.officer,
        confirmed_by=who.director,
        on=TODAY,
    )
    (line,) = page(who.dossier, who.officer).lines
    assert (line.clock.end, line.computed) == (date(2027, 3, 28), date(2027, 3, 24))
    assert line.settled == "2026年7月1日由陈舟、杨主任认定，依据：青纪〔2026〕8号"
    assert line.view.method == "由两人认定"
    text = opened(client, who.officer, who.dossier).content.decode()
    assert "推算为" in text
    assert "橙色短线是推算的最后一日" in text


def test_two_decisions_of_one_measure_are_told_apart_by_their_day():
    home = make.office()
    person = make.cadre(make.work_unit())
    make.decision(person, home, decided_on=date(2025, 3, 25))
    dossier = make.decision(person, home, decided_on=date(2025, 9, 1)).dossier
    titles = [line.view.title for line in page(dossier, make.user(Role.OFFICER, home)).lines]
    assert titles == ["2025年3月25日党内警告 影响期", "2025年9月1日党内警告 影响期"]


def test_after_the_last_day_the_words_leave_the_rest_to_others(who):
    after = page(who.dossier, who.officer, today=date(2027, 3, 25))
    assert after.summary == (
        "全部期限自2027年3月25日起已满，不再因本次处分受限；"
        "是否使用由党委（党组）和组织人事部门按规定研究。"
    )
    on_the_day = page(who.dossier, who.officer, today=date(2027, 3, 24))
    assert on_the_day.summary == "全部期限届满的次日是2027年3月25日。"


def test_a_measure_without_a_clock_says_so_and_draws_nothing(client, monkeypatch):
    home = make.office()
    person = make.cadre(make.work_unit())
    dossier = make.decision(person, home, measure="LC", decided_on=date(2026, 3, 25)).dossier
    viewer = make.user(Role.OFFICER, home)
    found = page(dossier, viewer)
    assert (bool(found.chart), found.days) == (False, ())
    text = opened(client, viewer, dossier).content.decode()
    assert "本人的处分（处理）没有影响期。" in text
    assert "<svg" not in text


def test_more_records_cost_no_more_queries(client, who):
    client.force_login(who.officer, backend=BACKEND)
    address = f"/people/{who.dossier.code}/clocks/"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for month in (7, 8):
        visited(who, visited_on=date(2026, month, 20))
    talked(who, held_on=date(2026, 8, 10))
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
    assert Clock.objects.count() == 1
