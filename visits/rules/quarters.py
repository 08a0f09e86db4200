"""Quarters as keys and as words; which quarter a talk counts for."""

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


def is_quarter(key: str) -> bool:
    return len(key) == 6 and key[4] == "Q" and key[:4].isdecimal() and key[5] in "1234"


def talk_period(held_on: date, *, asked: str = "") -> str:
    """The quarter a talk counts for: an earlier one that was asked for (补谈), never a later."""
    own = quarter_of(held_on)
    return asked if is_quarter(asked) and asked < own else own


def is_before_duties(key: str, duties_from: date | None) -> bool:
    """The whole quarter lies before the day on which the office began with the program."""
    return duties_from is not None and key < quarter_of(duties_from)


def _parts(key: str) -> tuple[int, int]:
    return int(key[:4]), int(key[5])
