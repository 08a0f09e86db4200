"""Marks of a clock: on which days before and after its end the office is told, and how late."""

from collections.abc import Collection
from datetime import date, timedelta

# The step that comes the day after the end: the last day itself is still restricted.
AFTER = -1


def due_on(end: date, step: int) -> date:
    """The day of a step: `step` days before the end, or the day after it."""
    return end - timedelta(days=step)


def steps_due(
    end: date,
    *,
    on: date,
    reminders: Collection[int],
    since: date | None = None,
    until: date | None = None,
) -> tuple[int, ...]:
    """The steps that have come by `on`, the earliest first, each once. `reminders`: the days before
    an end that the office's policy names (practice E.2: 60, 30, 7).

    None before `since`, when the office began, nor after `until`, when the dossier was shut.
    """
    last = on if until is None else min(on, until)
    days = ((step, due_on(end, step)) for step in sorted({*reminders, AFTER}, reverse=True))
    return tuple(step for step, day in days if day <= last and (since is None or day >= since))


def words(step: int, *, is_whole: bool) -> str:
    """What a mark tells; `is_whole`: of the dossier's last end, else of one clock."""
    if step == AFTER:
        return "各项影响期均已届满" if is_whole else "影响期届满"
    return f"距届满{step}天"


def is_late(end: date, step: int, *, made_on: date) -> bool:
    """Made after its day: a sweep was missed, or the decision came late (补记)."""
    return made_on > due_on(end, step)
