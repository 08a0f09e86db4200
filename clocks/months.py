"""Calendar months: the last day of a period under A, B, C, and what remains of one."""

from datetime import date, timedelta

DAY = timedelta(days=1)
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def add_months(day: date, months: int) -> date:
    """The matching day of a later month, or that month's last day where there is none."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def last_day(start: date, months: int, convention: str) -> date:
    """The last day of so many months from `start` (engine.md 1)."""
    match = add_months(start, months)
    if convention == "C" or (convention == "B" and match.day != start.day):
        return match
    return match - DAY


def between(start: date, end: date) -> tuple[int, int]:
    """From `start` to `end` as whole months and the days left over."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def summed(start: date, months: int, old_end: date, *, convention: str, combination: str) -> date:
    """The last day when a new period joins one that still runs to `old_end` (rules 5.3)."""
    if combination == "S1":
        return last_day(old_end + DAY, months, convention)
    own = last_day(start, months, convention)
    if combination == "S2":
        return own + (old_end - start + DAY)
    left_months, left_days = between(start, old_end + DAY)
    return add_months(own, left_months) + timedelta(days=left_days)
