"""Which steps have come by a day, and what a sweep on that day makes of them; no state kept.

reminders.actions.sweeping does the same for thousands at once; a test compares the two.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reminders.choices import Reason, State
from reminders.rules.steps import Rung
from workdays.rules import Calendar, next_workday

ONE_DAY = timedelta(days=1)
# How a duty's own state ends its reminders.
ENDED = {
    "met": (State.CLEARED, ""),
    "withdrawn": (State.WITHDRAWN, Reason.NOT_OWED),
    "exempt": (State.WITHDRAWN, Reason.EXEMPT),
}


@dataclass(frozen=True)
class Duty:
    """An obligation as a sweep finds it. `rungs` are those of its kind and its office's policy."""

    key: int
    due_on: date
    rungs: tuple[Rung, ...]
    state: str = "open"
    is_paused: bool = False


@dataclass(frozen=True)
class Key:
    duty: int
    due_on: date
    step: int
    level: str


@dataclass(frozen=True)
class Entry:
    """`told`: on which days somebody was told of it, the newest last."""

    state: str
    reason: str = ""
    told: tuple[date, ...] = ()


def told_on(due_on: date, step: int, *, calendar: Calendar) -> date:
    """The day of a step; a rest day hands it to the next working day. Due days never move."""
    return next_workday(due_on + timedelta(days=step), calendar=calendar)


def reach(on: date, *, calendar: Calendar) -> date:
    """The newest working day up to `on`: a step has come when its own day is not after it."""
    day = on
    while not calendar.is_workday(day):
        day -= ONE_DAY
    return day


def come(due_on: date, rung: Rung, *, reach: date) -> tuple[int, ...]:
    """The steps of one rung that have come, the earliest first."""
    return tuple(step for step in sorted(rung.days) if due_on + timedelta(days=step) <= reach)


def next_day(due_on: date, rungs: Iterable[Rung], *, on: date, calendar: Calendar) -> date | None:
    """When somebody is told next if nothing happens before."""
    days = (told_on(due_on, step, calendar=calendar) for rung in rungs for step in rung.days)
    return min((day for day in days if day > on), default=None)


def swept(
    kept: Mapping[Key, Entry], duties: Iterable[Duty], *, on: date, calendar: Calendar
) -> dict[Key, Entry]:
    """All reminders after a sweep on that day.

    Of each rung the newest step that has come is open; earlier ones that nobody was told of are
    kept as skipped, so that three weeks of silence are followed by one reminder and not by nine.
    On a rest day nobody is told of anything; what is settled is closed on every day.
    """
    after = dict(kept)
    speaks = calendar.is_workday(on)
    limit = reach(on, calendar=calendar)
    for duty in duties:
        wanted = dict(_wanted(duty, limit))
        for key in [key for key in after if key.duty == duty.key]:
            after[key] = _closed(after[key], key, duty, _newest(wanted, key) if speaks else None)
        if speaks:
            for key, is_newest in wanted.items():
                after[key] = _told(after, key, is_newest=is_newest, on=on)
    return after


def _wanted(duty: Duty, limit: date) -> Iterator[tuple[Key, bool]]:
    if duty.state != "open" or duty.is_paused:
        return
    for rung in duty.rungs:
        steps = come(duty.due_on, rung, reach=limit)
        for step in steps:
            yield Key(duty.key, duty.due_on, step, rung.level), step == steps[-1]


def _newest(wanted: Mapping[Key, bool], key: Key) -> int | None:
    found = [k.step for k, is_newest in wanted.items() if is_newest and k.level == key.level]
    return found[0] if found else None


def _closed(entry: Entry, key: Key, duty: Duty, newest: int | None) -> Entry:
    if entry.state != State.OPEN:
        return entry
    state, reason = _end_of(key, duty, newest)
    return entry if state == State.OPEN else replace(entry, state=state, reason=reason)


def _end_of(key: Key, duty: Duty, newest: int | None) -> tuple[str, str]:
    if duty.state in ENDED:
        return ENDED[duty.state]
    if duty.due_on != key.due_on:
        return State.WITHDRAWN, Reason.MOVED
    if duty.is_paused:
        return State.WITHDRAWN, Reason.PAUSED
    if not any(rung.level == key.level and key.step in rung.days for rung in duty.rungs):
        return State.WITHDRAWN, Reason.STEPS
    return (State.REPLACED, "") if newest is not None and newest > key.step else (State.OPEN, "")


def _told(after: Mapping[Key, Entry], key: Key, *, is_newest: bool, on: date) -> Entry:
    known = after.get(key)
    if known is None and not is_newest:
        return Entry(State.SKIPPED, Reason.MISSED)
    if known is None:
        return Entry(State.OPEN, told=(on,))
    if not is_newest or known.state == State.OPEN:
        return known
    # Told before and only overtaken: it stands again, and nobody is told twice.
    again = () if known.state == State.REPLACED else (on,)
    return Entry(State.OPEN, told=(*known.told, *again))
