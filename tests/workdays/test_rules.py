"""Working days: weekends, holidays and make-up days as published."""

from datetime import date

import pytest

from workdays.models import load_calendar
from workdays.rules import Calendar, add_workdays, next_workday

PLAIN = Calendar(special={}, years=frozenset())


@pytest.fixture
def calendar(db):
    return load_calendar()


def test_the_national_day_week_of_2026_is_free(calendar):
    assert not any(calendar.is_workday(date(2026, 10, day)) for day in range(1, 8))
    assert calendar.is_workday(date(2026, 10, 10))  # a Saturday made up


def test_a_term_jumps_over_a_holiday(calendar):
    assert add_workdays(date(2026, 9, 30), 1, calendar=calendar) == date(2026, 10, 8)


def test_without_an_arrangement_weeks_are_plain():
    assert add_workdays(date(2031, 1, 3), 1, calendar=PLAIN) == date(2031, 1, 6)
    assert not PLAIN.knows(date(2031, 1, 3))


def test_a_rest_day_moves_to_the_next_working_day(calendar):
    assert next_workday(date(2026, 10, 1), calendar=calendar) == date(2026, 10, 8)
    assert next_workday(date(2026, 10, 8), calendar=calendar) == date(2026, 10, 8)
