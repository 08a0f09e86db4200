"""Working-day arithmetic: values in, dates out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Days that differ from Monday to Friday, and the years for which they are known.

    `special` maps a day to True (make-up working day) or False (day off).
    """

    special: Mapping[date, bool]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        return self.special.get(day, day.weekday() < SATURDAY)

    def knows(self, day: date) -> bool:
        """False: the year's arrangement is not published yet, Monday to Friday is assumed."""
        return day.year in self.years


def add_workdays(start: date, count: int, *, calendar: Calendar) -> date:
    """The day on which `count` working days after `start` have passed (start not counted)."""
    day = start
    while count > 0:
        day += ONE_DAY
        count -= calendar.is_workday(day)
    return day


def next_workday(day: date, *, calendar: Calendar) -> date:
    """`day` itself, or the first working day after it."""
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day
