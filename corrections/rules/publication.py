"""What publishing a version moves: clocks and duties of many people before and after, compared."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any, Self

from clocks.words import COMBINATIONS, CONVENTIONS

# So many rows are kept and shown; the figures count all.
MOST_ROWS = 200
OPEN, WITHDRAWN = "open", "withdrawn"

ClockKey = tuple[int, str]
DutyKey = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class ClockState:
    """One stored clock; `quoted`: its decision keeps its version. `own`: of this office."""

    cadre: int
    start: date | None
    end: date | None
    method: str
    policy: int
    quoted: bool
    own: bool


@dataclass(frozen=True, slots=True)
class DutyState:
    state: str
    due_on: date


@dataclass(frozen=True, slots=True)
class State:
    """Everything of some people that a version may move."""

    clocks: Mapping[ClockKey, ClockState]
    duties: Mapping[DutyKey, DutyState]


@dataclass(frozen=True, slots=True)
class ClockMove:
    """Keys instead of names: what is kept of a job tells nothing to who may not see the person."""

    decision: int
    slot: str
    old_start: date | None
    old_end: date | None
    new_start: date | None
    new_end: date | None
    why: str


@dataclass(frozen=True, slots=True)
class DutyMove:
    """`old` None: it is asked anew; `new` None: it is no longer owed."""

    dossier: int
    kind: str
    period: str
    old: date | None
    new: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    people: int = 0
    people_moved: int = 0
    people_left: int = 0
    clocks_moved: int = 0
    clocks_same: int = 0
    clocks_ended: int = 0
    clocks_quoted: int = 0
    duties_added: int = 0
    duties_moved: int = 0
    duties_withdrawn: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """`left`: people whose decisions contradict each other under the version; they stay."""

    figures: Figures = field(default_factory=Figures)
    clocks: tuple[ClockMove, ...] = ()
    duties: tuple[DutyMove, ...] = ()
    left: tuple[int, ...] = ()

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(
            self.figures + other.figures,
            (self.clocks + other.clocks)[:MOST_ROWS],
            (self.duties + other.duties)[:MOST_ROWS],
            (self.left + other.left)[:MOST_ROWS],
        )

    @property
    def digest(self) -> str:
        """The same moves give the same mark, and no other ones do."""
        told = json.dumps(self.stored(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def stored(self) -> dict[str, Any]:
        return {
            "figures": asdict(self.figures),
            "clocks": [_plain(asdict(each)) for each in self.clocks],
            "duties": [_plain(asdict(each)) for each in self.duties],
            "left": list(self.left),
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            Figures(**stored["figures"]),
            tuple(ClockMove(**_dated(each)) for each in stored["clocks"]),
            tuple(DutyMove(**_dated(each)) for each in stored["duties"]),
            tuple(stored["left"]),
        )


def compare(
    before: State, after: State, *, people: int, left: Sequence[int], policy: int, valid_from: date
) -> Moved:
    """Everything that differs; what stays is counted by the reason why it stays."""
    clocks = [*_moved_clocks(before.clocks, after.clocks)]
    moved = {(each.decision, each.slot) for each in clocks}
    still = [each for key, each in after.clocks.items() if each.own and key not in moved]
    quoted = [each for each in still if each.quoted]
    ended = [each for each in still if not each.quoted and _has_ended(each, policy, valid_from)]
    duties = [*_moved_duties(before.duties, after.duties)]
    figures = Figures(
        people=people,
        people_moved=len({after.clocks[key].cadre for key in moved}),
        people_left=len(left),
        clocks_moved=len(clocks),
        clocks_quoted=len(quoted),
        clocks_ended=len(ended),
        clocks_same=len(still) - len(quoted) - len(ended),
        duties_added=sum(each.old is None for each in duties),
        duties_withdrawn=sum(each.new is None for each in duties),
        duties_moved=sum(None not in {each.old, each.new} for each in duties),
    )
    return Moved(figures, tuple(clocks[:MOST_ROWS]), tuple(duties[:MOST_ROWS]), tuple(left))


def why_of(old: ClockState, new: ClockState) -> str:
    """Which choice of the office moved it, read off how the two were counted."""
    was, now = set(old.method.split("+")), set(new.method.split("+"))
    for name, words in (("届满日口径", CONVENTIONS), ("合并计算方法", COMBINATIONS)):
        gone, come = (was - now) & words.keys(), (now - was) & words.keys()
        if gone and come:
            return f"{name}由{gone.pop()}改为{come.pop()}"
    if old.start != new.start:
        return "前一期限变动，随之顺延"
    return "决定书未写明月数，按本版的月数"


def _has_ended(clock: ClockState, policy: int, valid_from: date) -> bool:
    return clock.policy != policy and clock.end is not None and clock.end < valid_from


def _moved_clocks(
    before: Mapping[ClockKey, ClockState], after: Mapping[ClockKey, ClockState]
) -> Iterator[ClockMove]:
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was and now and (was.start, was.end) != (now.start, now.end):
            yield ClockMove(*key, was.start, was.end, now.start, now.end, why_of(was, now))


def _moved_duties(
    before: Mapping[DutyKey, DutyState], after: Mapping[DutyKey, DutyState]
) -> Iterator[DutyMove]:
    for key in sorted(before.keys() | after.keys()):
        old, new = _owed(before.get(key)), _owed(after.get(key))
        if old != new and not _is_settled(after.get(key)):
            yield DutyMove(*key, old, new)


def _owed(duty: DutyState | None) -> date | None:
    return duty.due_on if duty is not None and duty.state == OPEN else None


def _is_settled(duty: DutyState | None) -> bool:
    """Met by what was done already: nobody has to do anything."""
    return duty is not None and duty.state not in {OPEN, WITHDRAWN}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()
    }


def _dated(row: Mapping[str, Any]) -> dict[str, Any]:
    days = ("old", "new", "old_start", "old_end", "new_start", "new_end")
    return {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in row.items()
    }
