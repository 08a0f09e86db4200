"""Days on which a dossier rests: what is left of a stretch of days, and of a term."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

DAY = timedelta(days=1)

# First and last day, both resting; no last day: still resting.
Rest = tuple[date, date | None]


def merged(rests: Iterable[Rest]) -> tuple[Rest, ...]:
    """In order, without overlaps; what touches is one."""
    found: list[Rest] = []
    for first, last in sorted(rests, key=lambda each: each[0]):
        if found:
            before = found[-1][1]
            if before is None:
                break
            if first <= before + DAY:
                found[-1] = (found[-1][0], None if last is None else max(last, before))
                continue
        found.append((first, last))
    return tuple(found)


def awake(first: date, last: date, rests: Sequence[Rest]) -> tuple[int, date | None]:
    """(days of first..last that do not rest, the last of them); `rests` as merged() has them."""
    days, at, end = 0, first, None
    for begun, over in rests:
        if begun > last:
            break
        if over is not None and over < at:
            continue
        if begun > at:
            days, end = days + (begun - at).days, begun - DAY
        if over is None or over >= last:
            return days, end
        at = over + DAY
    return (days + (last - at).days + 1, last) if at <= last else (days, end)


def shifted(base: date, days: int, over: Sequence[Rest]) -> date:
    """The day on which so many days after `base` have passed that did not rest. `over`: the rests
    that have ended, as merged() has them; one that has not moves nothing, for nobody knows by how
    much."""
    at, left = base, days
    for first, last in over:
        if last is None or last <= at:
            continue
        gap = (max(first, at + DAY) - DAY - at).days
        if gap >= left:
            break
        left -= gap
        at = last
    return at + timedelta(days=left)
