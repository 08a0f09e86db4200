"""Picture: one person's decisions, clocks, dossiers, duties and papers at one moment."""

from dataclasses import dataclass
from datetime import date

# A key tells the same thing apart in two pictures; it is never shown.
Key = tuple[int | str, ...]


@dataclass(frozen=True)
class DecisionShot:
    """`standing` in words: 已生效, 已变更 …"""

    key: Key
    title: str
    decided_on: date
    announced_on: date | None
    measure: str
    organ: str
    number: str
    standing: str
    system: str
    months: int | None = None
    reason: str = ""
    form: str = ""
    politics: str = ""
    identity: str = ""


@dataclass(frozen=True)
class ClockShot:
    """No start and no end while restoration is awaited. `computed_end` is what the engine
    counted; it differs from `end` only where two people settled the day."""

    key: Key
    title: str
    system: str
    measure: str
    start: date | None
    end: date | None
    computed_end: date | None
    safe: date | None
    method: str
    steps: tuple[str, ...]
    basis: tuple[str, ...]
    matters: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        return self.end != self.computed_end


@dataclass(frozen=True)
class DossierShot:
    key: Key
    title: str
    stage: str
    overall_end: date | None
    awaiting: bool
    is_open: bool


@dataclass(frozen=True)
class PlanShot:
    key: Key
    title: str
    standing: str


@dataclass(frozen=True)
class DutyShot:
    """Something owed: a talk, a visit, an item of the execution check."""

    key: Key
    part: str
    title: str
    due_on: date | None
    state: str
    is_owed: bool
    why: str = ""


@dataclass(frozen=True)
class Quote:
    """Where a paper and the facts of today part: what it says, and what is so now."""

    said: str
    now: str


@dataclass(frozen=True)
class PaperShot:
    """`is_out`: it has left the office, or its number is being printed; it can only be corrected.
    `quotes` are where it says something else than the facts of the picture; papers of one `series`
    follow one another."""

    key: Key
    series: Key
    title: str
    state: str
    is_open: bool
    is_out: bool
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Picture:
    decisions: tuple[DecisionShot, ...] = ()
    clocks: tuple[ClockShot, ...] = ()
    dossiers: tuple[DossierShot, ...] = ()
    plans: tuple[PlanShot, ...] = ()
    duties: tuple[DutyShot, ...] = ()
    papers: tuple[PaperShot, ...] = ()
