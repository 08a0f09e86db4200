"""The rule of decisions 1.10 day by day, as slow and as plain as it can be said."""

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
PRE_DUE, PRE_OPENS = timedelta(days=30), timedelta(days=60)


@dataclass(frozen=True)
class Facts:
    """What the rule reads of one dossier."""

    active_from: date
    active_to: date | None
    duties_from: date | None
    min_days: int
    suspensions: tuple[tuple[date, date | None], ...] = ()
    is_owing: bool = True
    retired_on: date | None = None
    opened_on: date | None = None
    held: dict[str, date] = field(default_factory=dict)

    @property
    def begins(self) -> date:
        return max(self.active_from, self.duties_from or self.active_from)


def quarter(day: date) -> str:
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def half_began(day: date) -> date:
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def period_of(day: date, facts: Facts) -> tuple[str, date]:
    """(key, first day): the half-year once he was retired when it began, else the quarter."""
    half = half_began(day)
    if facts.retired_on is not None and half >= facts.retired_on:
        return f"{day.year}Q{2 if day.month <= 6 else 4}", half
    return quarter(day), date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def talks_owed(facts: Facts, *, on: date) -> dict[str, date]:
    """Period → due day, for every period that has begun by `on`."""
    if not facts.is_owing:
        return {}
    active: dict[str, list[date]] = {}
    day = facts.begins
    while period_of(day, facts)[1] <= on and (facts.active_to is None or day <= facts.active_to):
        if not any(_rests(day, *span) for span in facts.suspensions):
            active.setdefault(period_of(day, facts)[0], []).append(day)
        day += DAY
    return {key: days[-1] for key, days in active.items() if len(days) >= max(facts.min_days, 1)}


def term_due(base: date, days: int, facts: Facts, *, latest: date | None = None) -> date:
    """The day on which so many days without a finished pause have passed after `base`."""
    closed = [(first, last) for first, last in facts.suspensions if last is not None]
    day = base
    while days:
        day += DAY
        days -= not any(_rests(day, *span) for span in closed)
    return min(day, latest) if latest is not None else day


def visit_before_end(facts: Facts, *, on: date) -> date | None:
    """The day until which a visit before the end is due, once it is asked for."""
    end, opened = facts.active_to, facts.opened_on
    if not facts.is_owing or end is None or opened is None or opened > end:
        return None
    if end - PRE_OPENS > on or end - PRE_DUE < (facts.duties_from or end - PRE_DUE):
        return None
    window = [end - PRE_OPENS + DAY * n for n in range(PRE_OPENS.days + 1)]
    # A pause with a gap leaves a day on which a visit can come.
    if all(any(_rests(day, *span) for span in facts.suspensions) for day in window):
        return None
    return end - PRE_DUE


def _rests(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)
