"""月报 and 年报 of organs (practice E.2): which periods are owed and by when, on values only.

Nothing here remembers what was owed yesterday: what is owed minus what has been filed is open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from visits.choices.reporting import ReportKind
from workdays.rules import Calendar, next_workday

K = ReportKind
DAY = timedelta(days=1)
# Practice E.2: told so many days before the due day.
LEADS = {K.MONTHLY: timedelta(days=2), K.YEARLY: timedelta(days=15)}


@dataclass(frozen=True, slots=True)
class ReportTerms:
    """One version of an office's rules, from its first day on; a day of nought asks for none."""

    valid_from: date
    monthly_day: int = 0
    yearly_day: int = 0
    duties_from: date | None = None

    def day(self, kind: ReportKind) -> int:
        return self.monthly_day if kind == K.MONTHLY else self.yearly_day


@dataclass(frozen=True, slots=True)
class ReportingOrgan:
    """Who reports what: the office itself by the year; by the month an organ that carries files for
    it, from the day of the first of them until the last one is shut."""

    kind: ReportKind
    first: date = date.min
    last: date | None = None


@dataclass(frozen=True, slots=True)
class OwedReport:
    """`first` and `last` are the days of the period."""

    kind: ReportKind
    period: str
    first: date
    last: date
    due_on: date

    @property
    def words(self) -> str:
        return period_words(self.period)

    def is_late(self, *, today: date) -> bool:
        return self.due_on < today

    def told_on(self, *, calendar: Calendar) -> date:
        """The reminder moves when it is a rest day; the due day never does (decisions 1.10)."""
        return next_workday(self.due_on - LEADS[self.kind], calendar=calendar)


def owed_reports(
    organ: ReportingOrgan, terms: Sequence[ReportTerms], *, on: date
) -> list[OwedReport]:
    """Every period that the rules have asked for up to that day, the earliest first: those that
    have ended, and the one whose reminder comes before its end.

    A period goes by the version in force on its last day, so that no rule reaches back to a
    period that had ended before it.
    """
    begun = min((each.valid_from for each in terms if each.day(organ.kind)), default=None)
    if begun is None:
        return []
    until = on if organ.last is None else min(on, organ.last)
    return [
        each
        for first, last in _periods(organ.kind, max(begun, organ.first), until)
        if (each := _owed(organ.kind, first, last, terms)) is not None
        and min(last + DAY, each.due_on - LEADS[organ.kind]) <= on
    ]


def kind_of(period: str) -> ReportKind:
    """2026-11 is a month, 2026 a year."""
    return K.MONTHLY if "-" in period else K.YEARLY


def period_words(period: str) -> str:
    """ "2026-08" → 2026年8月月报, "2026" → 2026年年报."""
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月月报" if month else f"{year}年年报"


def days_of(period: str) -> tuple[date, date]:
    """Its first day and its last; raises ValueError when there is no such period."""
    year, _, month = period.partition("-")
    first = date(int(year), int(month or 1), 1)
    return first, _after(kind_of(period), first) - DAY


def _owed(
    kind: ReportKind, first: date, last: date, terms: Sequence[ReportTerms]
) -> OwedReport | None:
    valid = [each for each in terms if each.valid_from <= last]
    rules = max(valid, key=lambda each: each.valid_from, default=None)
    if rules is None or not rules.day(kind):
        return None
    if rules.duties_from is not None and last < rules.duties_from:
        return None
    period = f"{first:%Y-%m}" if kind == K.MONTHLY else f"{first:%Y}"
    return OwedReport(kind, period, first, last, last + rules.day(kind) * DAY)


def _periods(kind: ReportKind, since: date, until: date) -> Iterator[tuple[date, date]]:
    first = since.replace(day=1) if kind == K.MONTHLY else since.replace(month=1, day=1)
    while first <= until:
        after = _after(kind, first)
        yield first, after - DAY
        first = after


def _after(kind: ReportKind, first: date) -> date:
    """The first day of the next period."""
    if kind == K.YEARLY:
        return date(first.year + 1, 1, 1)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
