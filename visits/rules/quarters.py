"""Quarters as keys and as words; which quarter, or half-year, a talk counts for."""

from datetime import date

NUMERALS = "一二三四"


def quarter_of(day: date) -> str:
    """2026-08-15 → "2026Q3"; keys sort by time."""
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarter_words(key: str) -> str:
    """ "2026Q3" → 2026年第三季度."""
    year, number = _parts(key)
    return f"{year}年第{NUMERALS[number - 1]}季度"


def first_day(key: str) -> date:
    year, number = _parts(key)
    return date(year, number * 3 - 2, 1)


def next_quarter(key: str) -> str:
    """ "2026Q4" → "2027Q1"."""
    year, number = _parts(key)
    return f"{year}Q{number + 1}" if number < 4 else f"{year + 1}Q1"


def is_second(key: str) -> bool:
    """It closes its half-year."""
    return _parts(key)[1] % 2 == 0


def is_quarter(key: str) -> bool:
    return len(key) == 6 and key[4] == "Q" and key[:4].isdecimal() and key[5] in "1234"


def talk_period(held_on: date, *, asked: str = "") -> str:
    """The quarter a talk counts for: an earlier one that was asked for (补谈), never a later."""
    own = quarter_of(held_on)
    return asked if is_quarter(asked) and asked < own else own


def is_before_duties(key: str, duties_from: date | None) -> bool:
    """The whole quarter lies before the day on which the office began with the program."""
    return duties_from is not None and key < quarter_of(duties_from)


def half_years_from(retired_on: date) -> date:
    """The first day of the first half-year that he begins in retirement."""
    for first in (
        date(retired_on.year, 1, 1),
        date(retired_on.year, 7, 1),
        date(retired_on.year + 1, 1, 1),
    ):
        if first >= retired_on:
            return first
    raise AssertionError("one of three half-years begins after any day of a year")


def first_of_half(key: str) -> date:
    """2027Q1 and 2027Q2 → 2027-01-01."""
    year, number = _parts(key)
    return date(year, 1 if number <= 2 else 7, 1)


def half_of(key: str) -> tuple[str, str]:
    """The two quarters of its half-year; the talk is owed under the second."""
    year, number = _parts(key)
    second = 2 if number <= 2 else 4
    return f"{year}Q{second - 1}", f"{year}Q{second}"


def half_words(key: str) -> str:
    """ "2027Q2" → 2027年上半年."""
    year, number = _parts(key)
    return f"{year}年{'上' if number <= 2 else '下'}半年"


def _parts(key: str) -> tuple[int, int]:
    return int(key[:4]), int(key[5])
