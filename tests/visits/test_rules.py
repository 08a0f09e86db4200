"""Quarters, gaps of a plan, who decides, what a record must hold."""

from datetime import date

import pytest

from visits.rules.diffs import Difference, differences
from visits.rules.plans import Part, missing_areas, missing_parts, needs_leader
from visits.rules.quarters import (
    first_day,
    first_of_half,
    half_of,
    half_words,
    half_years_from,
    is_before_duties,
    is_quarter,
    quarter_of,
    quarter_words,
    talk_period,
)
from visits.rules.records import is_late, wrong_day, wrong_place, wrong_team

TODAY = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 3, 31), "2026Q1"),
        (date(2026, 4, 1), "2026Q2"),
        (date(2026, 9, 30), "2026Q3"),
        (date(2026, 12, 31), "2026Q4"),
    ],
)
def test_a_day_belongs_to_its_quarter(day, key):
    assert quarter_of(day) == key


def test_a_quarter_is_said_in_words_and_begins_on_a_first():
    assert quarter_words("2026Q4") == "2026年第四季度"
    assert [first_day(f"2026Q{n}") for n in (1, 2, 3, 4)] == [
        date(2026, 1, 1),
        date(2026, 4, 1),
        date(2026, 7, 1),
        date(2026, 10, 1),
    ]


@pytest.mark.parametrize("text", ["", "2026", "2026Q5", "2026Q0", "2026q1", "26Q1", "2026Q12"])
def test_what_is_no_quarter_is_not_taken_for_one(text):
    assert is_quarter(text) is False


@pytest.mark.parametrize(
    ("asked", "period"),
    [("", "2026Q4"), ("2026Q3", "2026Q3"), ("2027Q1", "2026Q4"), ("x", "2026Q4")],
)
def test_a_talk_may_make_up_for_an_earlier_quarter_never_for_a_later(asked, period):
    assert talk_period(date(2026, 10, 5), asked=asked) == period


@pytest.mark.parametrize(
    ("key", "duties", "before"),
    [
        ("2025Q4", date(2026, 1, 1), True),
        ("2026Q1", date(2026, 1, 1), False),
        ("2026Q1", date(2026, 3, 31), False),
        ("2020Q1", None, False),
    ],
)
def test_only_whole_quarters_lie_before_the_office_began(key, duties, before):
    assert is_before_duties(key, duties) is before


def test_every_part_needs_a_day_and_words():
    parts = [Part("看", TODAY, True), Part("听", None, True), Part("谈", TODAY, False)]
    assert missing_parts(parts) == [
        "“听”还没有日期。请填写实际开展的日期。",
        "“谈”还没有内容。请写明了解到的事实。",
    ]


def test_every_area_needs_a_measure():
    areas = [("thought", "思想"), ("work", "工作"), ("life", "生活")]
    assert missing_areas({"work"}, areas=areas) == [
        "帮扶措施还缺“思想”方面。思想、工作、生活三方面各要有一项。",
        "帮扶措施还缺“生活”方面。思想、工作、生活三方面各要有一项。",
    ]


@pytest.mark.parametrize(
    ("measures", "ranks", "also"),
    [
        (["PW"], ["staff"], False),
        (["PSW", "AD2"], ["town_head"], False),
        (["PR"], ["staff"], True),
        (["PW", "AR"], [], True),
        (["PW"], ["county_deputy"], True),
    ],
)
def test_heavy_measures_and_county_rank_also_need_the_leader(measures, ranks, also):
    assert needs_leader(measures=measures, ranks=ranks) is also


def test_a_day_may_be_neither_ahead_nor_before_the_decision():
    decided = date(2026, 3, 25)
    assert wrong_day(TODAY, today=TODAY, decided_on=decided, what="谈话") == ""
    assert wrong_day(decided, today=TODAY, decided_on=decided, what="谈话") == ""
    assert wrong_day(date(2026, 10, 1), today=TODAY, decided_on=decided, what="谈话") == (
        "谈话日期不能晚于今天（2026年9月30日）。"
    )
    assert wrong_day(date(2026, 3, 24), today=TODAY, decided_on=decided, what="谈话") == (
        "谈话日期不能早于处分决定之日（2026年3月25日）。请核对年份。"
    )


@pytest.mark.parametrize(
    ("team", "is_wrong"), [([1, 2], False), ([1], True), ([1, 1], True), ([], True)]
)
def test_two_different_officers_make_a_team(team, is_wrong):
    assert bool(wrong_team(team, leaders=1)) is is_wrong


def test_one_of_them_leads_at_most():
    assert wrong_team([1, 2], leaders=2) == "回访负责人只能有一名，请重新选择。"


def test_a_visit_is_not_held_where_people_are_questioned():
    assert wrong_place("县纪委谈话室") != ""
    assert wrong_place("三楼会议室") == ""


def test_late_is_after_the_due_day():
    due = date(2026, 9, 30)
    assert [is_late(day, due) for day in (None, due, date(2026, 10, 1))] == [False, False, True]


def test_differences_list_only_the_lines_that_changed():
    before = {"目标": ["甲", "乙"], "分工": ["丙"], "旧": ["丁"]}
    after = {"目标": ["甲", "戊"], "分工": ["丙"]}
    assert differences(before, after) == [
        Difference("目标", ("乙",), ("戊",)),
        Difference("旧", ("丁",), ()),
    ]


@pytest.mark.parametrize(
    ("retired_on", "first"),
    [
        (date(2026, 10, 31), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 1, 1)),
        (date(2027, 1, 2), date(2027, 7, 1)),
        (date(2026, 7, 1), date(2026, 7, 1)),
    ],
)
def test_half_years_begin_with_the_first_spent_in_retirement(retired_on, first):
    assert half_years_from(retired_on) == first


def test_a_half_year_has_two_quarters_and_a_name():
    assert half_of("2027Q1") == half_of("2027Q2") == ("2027Q1", "2027Q2")
    assert half_of("2026Q4") == ("2026Q3", "2026Q4")
    assert [first_of_half(f"2026Q{n}").month for n in (1, 2, 3, 4)] == [1, 1, 7, 7]
    assert [half_words(key) for key in ("2027Q1", "2027Q4")] == ["2027年上半年", "2027年下半年"]


def test_a_clearing_names_its_own_first_day():
    said = wrong_day(
        date(2026, 6, 1),
        today=TODAY,
        decided_on=date(2026, 6, 5),
        what="回访",
        since="澄清建档之日",
    )
    assert said == "回访日期不能早于澄清建档之日（2026年6月5日）。请核对年份。"
