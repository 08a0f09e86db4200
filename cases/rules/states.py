"""Which state a dossier may take next; its last restricted day; what a name in a list may show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Span:
    """The days on which talks and visits are owed: both inclusive; `last` None is an open end."""

    first: date
    last: date | None


def may_become(status: str, to: str, *, order: Mapping[str, frozenset[str]]) -> bool:
    return to in order.get(status, frozenset())


def add_months(day: date, months: int) -> date:
    """The matching day `months` later, or that month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


def first_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def duty_span(
    *,
    first_decided: date,
    overall_end: date | None,
    awaiting: bool,
    has_clock: bool,
    care_months: int,
) -> Span:
    """Decisions 1.10: from the decision to the last restricted day; open while restoration is
    awaited; a person without any clock is cared for `care_months` months."""
    if awaiting:
        return Span(first_decided, None)
    if has_clock and overall_end is not None:
        return Span(first_decided, overall_end)
    care_end = add_months(first_decided, care_months)
    return Span(first_decided, date.fromordinal(care_end.toordinal() - 1))


def out_of_scope(measures: Iterable[str]) -> str:
    """The reason why a person is not visited at all, or nothing (practice G, negative control)."""
    codes = set(measures)
    if {"PE"} & codes and {"AX", "IX"} & codes:
        return "已开除党籍、开除公职，不列入回访范围。"
    return ""
