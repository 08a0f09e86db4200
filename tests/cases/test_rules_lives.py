"""When a dossier may rest, end and be closed: each refusal is its own sentence."""

from dataclasses import replace
from datetime import date

import pytest

from cases.rules.lives import (
    ClosingFacts,
    closing_gaps,
    wrong_end,
    wrong_pause,
    wrong_resumption,
    wrong_retirement,
)

TODAY = date(2026, 9, 30)
START = date(2026, 3, 25)
READY = ClosingFacts(
    status="tracking",
    is_clearing=False,
    today=TODAY,
    active_to=date(2026, 8, 30),
    clocks=[("党内警告影响期", date(2026, 8, 30))],
)


def pause(from_on, *rests):
    return wrong_pause(from_on=from_on, starts_on=START, today=TODAY, rests=rests)


def test_a_pause_may_begin_on_the_first_day_and_today():
    assert pause(START) == ""
    assert pause(TODAY) == ""


def test_a_pause_begins_neither_tomorrow_nor_before_the_start():
    assert "还没有到这一天" in pause(date(2026, 10, 1))
    assert "不能早于档案的起始日2026年3月25日" in pause(date(2026, 3, 24))


def test_a_pause_may_follow_an_earlier_one_but_not_lap_over_it():
    may = (date(2026, 5, 1), date(2026, 5, 31))
    assert pause(date(2026, 6, 1), may) == ""
    assert pause(date(2026, 5, 31), may) == (
        "与2026年5月1日至2026年5月31日的暂停重叠。新的暂停要从已登记的暂停结束以后开始，"
        "请核对起始日期。"
    )
    # An open-ended pause from April would run into that of May.
    assert "重叠" in pause(date(2026, 4, 1), may)
    assert "2026年7月1日起的暂停重叠" in pause(date(2026, 8, 1), (date(2026, 7, 1), None))


def test_a_pause_ends_on_any_day_from_its_first_to_today():
    first = date(2026, 5, 1)
    assert wrong_resumption(from_on=first, paused_on=first, today=TODAY) == ""
    assert wrong_resumption(from_on=TODAY, paused_on=first, today=TODAY) == ""
    assert "还没有到" in wrong_resumption(from_on=date(2026, 10, 1), paused_on=first, today=TODAY)
    assert "不能早于" in wrong_resumption(from_on=date(2026, 4, 30), paused_on=first, today=TODAY)


def test_an_end_lies_within_the_dossiers_life():
    assert wrong_end(ended_on=START, starts_on=START, today=TODAY) == ""
    assert "还没有到" in wrong_end(ended_on=date(2026, 10, 1), starts_on=START, today=TODAY)
    assert "起始日" in wrong_end(ended_on=date(2026, 3, 24), starts_on=START, today=TODAY)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2026, 10, 31), ""),
        (date(2023, 3, 1), ""),
        (date(2036, 10, 31), "超过一年"),
        (date(2006, 10, 31), "出生年月"),
    ],
)
def test_a_retirement_fits_the_age_and_lies_at_most_a_year_ahead(day, word):
    said = wrong_retirement(retired_on=day, born=date(1966, 10, 1), today=TODAY)
    assert (said == "") is (word == "")
    assert word in said


def test_nothing_is_missing_when_all_is_done():
    assert closing_gaps(READY) == []
    assert closing_gaps(replace(READY, status="closing")) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "visiting"}, "档案还没有办到“使用跟踪”"),
        ({"status": "paused"}, "档案暂停中，请先办理恢复。"),
        ({"clocks": [("记过处分期", TODAY)]}, "记过处分期到2026年9月30日届满，期满以后才能销号。"),
        ({"awaits_restoration": True}, "恢复党员权利的日期还没有登记"),
        ({"clocks": [], "active_to": TODAY}, "应办期间到2026年9月30日为止"),
        ({"clocks": [], "active_to": None}, "应办期间还没有止期"),
        ({"duties": ["首次回访"]}, "还有1项应办事项没有办结：首次回访。请办结，或写明原因免除。"),
        ({"issues": 2}, "处分执行核查还有2项问题没有销号。"),
        ({"appeals": 1}, "本人还有1项申诉没有办结。"),
        ({"is_offered": True}, "档案正在移交"),
        ({"status": "concluded"}, "还没有发反馈函"),
        ({"status": "concluded", "without_letter": "无职党员"}, "告知本人所在单位的日期"),
    ],
)
def test_each_thing_missing_is_said_alone(change, sentence):
    gaps = closing_gaps(replace(READY, **change))
    assert len(gaps) == 1
    assert sentence in gaps[0]


def test_everything_missing_is_said_at_once():
    facts = replace(READY, status="visiting", clocks=[("警告处分期", TODAY)], issues=1, appeals=1)
    assert len(closing_gaps(facts)) == 4


def test_many_duties_are_counted_and_five_are_named():
    gaps = closing_gaps(replace(READY, duties=[f"第{n}项" for n in range(7)]))
    assert gaps == [
        "还有7项应办事项没有办结：第0项、第1项、第2项、第3项、第4项等。请办结，或写明原因免除。"
    ]


def test_a_concluded_dossier_needs_no_letter_when_the_unit_was_told_why():
    facts = replace(
        READY, status="concluded", without_letter="无职党员", informed_on=date(2026, 9, 1)
    )
    assert closing_gaps(facts) == []


def test_a_clearing_dossier_is_closed_from_any_stage_once_both_visits_are_done():
    facts = ClosingFacts(status="registered", is_clearing=True, today=TODAY, active_to=None)
    assert closing_gaps(facts) == []
    assert closing_gaps(replace(facts, duties=["澄清第二次回访"])) == [
        "还有1项应办事项没有办结：澄清第二次回访。请办结，或写明原因免除。"
    ]
