"""sweep_reminders(): which reminders should stand compared with those that do, for any number."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection

from accounts.acting import act
from reminders.actions.asking import CLOSE, HASH, LOCK, POLICIES, TELL
from reminders.querysets import SEATS
from reminders.rules.steps import LADDERS, rungs_of
from reminders.rules.telling import reach
from workdays.rules import Calendar

KINDS = sorted(LADDERS)


@dataclass(frozen=True)
class Told:
    """How many reminders were closed, made, skipped, opened again and handed to somebody else."""

    cleared: int = 0
    withdrawn: int = 0
    replaced: int = 0
    made: int = 0
    skipped: int = 0
    revived: int = 0
    passed_on: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )

    @property
    def is_nothing(self) -> bool:
        return self == Told()


@act
def sweep_reminders(
    dossier_ids: Sequence[int], *, on: date, at: datetime, calendar: Calendar
) -> Told:
    """Bring the reminders of these dossiers in line with what is owed on that day; twice is once.

    On a rest day nobody is told of anything; what is met, moved or withdrawn is closed all the
    same. Whoever left, has no account or may not see the person is passed over: the reminder lies
    on the carrier's desk, then on the owner's.
    """
    speaks = calendar.is_workday(on)
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        params = _params(list(dossier_ids), on=on, at=at, limit=reach(on, calendar=calendar))
        cursor.execute(HASH, ["off"])
        cursor.execute(CLOSE, {**params, "speaks": speaks})
        closed = cursor.fetchone()
        told: tuple[int, ...] = ()
        if speaks:
            # A statement of its own: at most one of a rung is open, the old ones are closed first.
            cursor.execute(TELL, params)
            told = cursor.fetchone()
        cursor.execute(HASH, ["on"])
    return Told(*closed, *told)


def _params(ids: list[int], *, on: date, at: datetime, limit: date) -> dict[str, Any]:
    profiles = _profiles(ids, on)
    seats = [(role, desk) for role, desks in SEATS.items() for desk in sorted(desks)]
    ladder = [
        (number, kind, str(rung.level), str(rung.desk), step)
        for number, (talks, clocks) in enumerate(profiles)
        for kind in KINDS
        for rung in rungs_of(kind, talk_reminders=talks, clock_reminders=clocks)
        for step in rung.days
    ]
    told = [(office, n) for n, offices in enumerate(profiles.values()) for office in offices]
    return {
        "ids": ids,
        "on": on,
        "at": at,
        "reach": limit,
        **_columns(told, "offices", "profiles"),
        **_columns(ladder, "of_profile", "kinds", "levels", "desks", "steps"),
        **_columns([(str(role), str(desk)) for role, desk in seats], "roles", "seats"),
    }


def _columns(rows: Sequence[tuple[Any, ...]], *names: str) -> dict[str, list[Any]]:
    """Rows as one array per column, for unnest."""
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def _profiles(ids: list[int], on: date) -> dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]]:
    """The days of the policies in force → the offices that remind so; most offices do alike."""
    with connection.cursor() as cursor:
        cursor.execute(POLICIES, {"ids": ids, "on": on})
        found: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
        for office, talks, clocks in cursor.fetchall():
            found.setdefault((tuple(talks), tuple(clocks)), []).append(office)
    return found
