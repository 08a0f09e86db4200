"""The rule of decisions 1.10 day by day, as slow and as plain as it can be said."""

from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What the rule reads of one dossier."""

    active_from: date
    active_to: date | None
    duties_from: date | None
    min_days: int
    suspensions: tuple[tuple[date, date | None], ...] = ()
    is_owing: bool = True
    held: dict[str, date] = field(default_factory=dict)


def quarter(day: date) -> str:
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def talks_owed(facts: Facts, *, on: date) -> dict[str, date]:
    """Quarter → due day, for every quarter up to that of `on`."""
    if not facts.is_owing:
        return {}
    active: dict[str, list[date]] = {}
    day = max(facts.active_from, facts.duties_from or facts.active_from)
    while quarter(day) <= quarter(on) and (facts.active_to is None or day <= facts.active_to):
        if not any(_rests(day, *span) for span in facts.suspensions):
            active.setdefault(quarter(day), []).append(day)
        day += DAY
    return {key: days[-1] for key, days in active.items() if len(days) >= max(facts.min_days, 1)}


def _rests(day: date, first: date, last: date | None) -> bool:
    return first <= day and (last is None or day <= last)
