"""Silence of a unit, vacancies, the day of a 阅签, and two versions of one draft: pure rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visits.rules.drafts import BOTH, MINE, THEIRS, Difference, differing, merged
from visits.rules.talks import is_silent, last_day_to_be_heard, names_a_vacancy, wrong_reading

TODAY = date(2026, 11, 21)
LONG_AGO = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("heard_on", "silent"),
    [
        (date(2026, 8, 20), True),
        (date(2026, 8, 21), False),
        (date(2026, 11, 21), False),
        (None, True),
    ],
)
def test_a_unit_is_silent_after_a_quarter_without_a_word(heard_on, silent):
    assert is_silent(heard_on=heard_on, active_from=LONG_AGO, today=TODAY) is silent


def test_nobody_is_silent_before_he_was_asked():
    assert not is_silent(heard_on=None, active_from=date(2026, 9, 1), today=TODAY)
    begun = date(2026, 10, 1)
    assert not is_silent(heard_on=None, active_from=LONG_AGO, duties_from=begun, today=TODAY)


def test_a_quarter_back_from_the_end_of_a_month_is_its_last_day():
    assert last_day_to_be_heard(date(2026, 5, 31)) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("reason", "names"),
    [
        ("目前没有帮扶人", True),
        ("帮扶人空缺", True),
        ("尚未指定帮扶人", True),
        ("帮扶人已调离，新的帮扶人未到位", True),
        ("本季度住院治疗，已由单位书面说明", False),
        ("借调外地，帮扶人已与本人电话联系", False),
        ("", False),
    ],
)
def test_a_vacancy_is_known_by_its_words(reason, names):
    assert names_a_vacancy(reason) is names


def test_a_talk_is_read_after_it_was_held():
    held = date(2026, 9, 12)
    assert wrong_reading(held, held_on=held, today=TODAY) == ""
    assert "先谈话，后阅签" in wrong_reading(date(2026, 9, 11), held_on=held, today=TODAY)
    assert "不能晚于今天" in wrong_reading(date(2026, 11, 22), held_on=held, today=TODAY)


DATA = st.dictionaries(
    st.sampled_from(["note", "mood", "topics", "place"]),
    st.lists(st.text("甲乙丙", max_size=3), max_size=3),
)


@given(DATA, DATA)
def test_of_two_drafts_each_can_be_had_again(mine, theirs):
    def clean(data):
        return {name: [v for v in values if v] for name, values in data.items() if any(values)}

    names = {*mine, *theirs}
    assert clean(merged(mine, theirs, dict.fromkeys(names, MINE))) == clean(mine)
    assert clean(merged(mine, theirs, dict.fromkeys(names, THEIRS))) == clean(theirs)


@given(DATA, DATA)
def test_keeping_both_loses_no_word(mine, theirs):
    both = merged(mine, theirs, dict.fromkeys({*mine, *theirs}, BOTH))
    for data in (mine, theirs):
        for name, values in data.items():
            assert all(value in "\n".join(both.get(name, [])) for value in values)


def test_line_ends_and_blanks_make_no_difference():
    assert differing({"note": ["甲\r\n乙"], "place": [""]}, {"note": ["甲\n乙"]}) == []
    assert differing({"note": ["甲"]}, {"note": ["乙"]}) == ["note"]


def test_rows_are_never_cut_and_versions_never_jump_ahead():
    mine = {"goals-TOTAL_FORMS": ["2"], "plan_version": ["7"]}
    theirs = {"goals-TOTAL_FORMS": ["4"], "plan_version": ["6"]}
    assert merged(mine, theirs, {}) == {"goals-TOTAL_FORMS": ["4"], "plan_version": ["6"]}


@pytest.mark.parametrize(
    ("mine", "theirs", "is_text", "proposed"),
    [
        ("甲", "甲乙", True, THEIRS),
        ("甲乙", "甲", True, MINE),
        ("甲", "乙", True, BOTH),
        ("平稳", "比较低落", False, MINE),
        ("", "乙", False, THEIRS),
    ],
)
def test_what_is_proposed_costs_nobody_a_word(mine, theirs, is_text, proposed):
    assert Difference("note", "简要记录", mine, theirs, is_text).proposed == proposed
