"""The turns an arithmetic can take on the way to a last day; `steps` tells each in Chinese."""

from datetime import date
from typing import NamedTuple

from clocks.catalogue import Measure
from clocks.facts import Event

# 条例 12: 留党察看 is never longer than two years altogether.
LONGEST_PROBATION = 24


class Phase(NamedTuple):
    """What a decision says from one day on; the first phase begins with the decision."""

    on: date
    measure: Measure
    months: int

    @property
    def length(self) -> int:
        """The months that run first: of probation where there is one, else of the bar."""
        return self.measure.probation_months or self.months

    @property
    def severity(self) -> tuple[int, int]:
        return self.measure.weight, self.months


class Counted(NamedTuple):
    """So many months from a day."""

    start: date
    months: int


class Joined(NamedTuple):
    """Added to a period that still ran."""

    start: date
    months: int
    old_end: date
    total: date
    combination: str


class BeforeTheText(NamedTuple):
    """The earlier decision is older than the text on summing."""

    since: date


class SameDay(NamedTuple):
    """Two decisions of one system on one day."""

    day: date


class Capped(NamedTuple):
    """The sum was longer than the law allows."""

    start: date
    cap: date
    old_end: date


class Changed(NamedTuple):
    """By review; to a lighter or a heavier measure while the period ran, or to 留党察看."""

    was: Phase
    now: Phase


class Lighter(Changed):
    pass


class Heavier(Changed):
    pass


class ToProbation(Changed):
    pass


class ChangedAfterEnd(NamedTuple):
    """Made heavier when the old period was over: only the difference runs."""

    was: Phase
    now: Phase
    old_end: date


class Extended(NamedTuple):
    event: Event


class Restored(NamedTuple):
    on: date


class Unserved(NamedTuple):
    """Days of an earlier bar that probation cut off, added after the later bar."""

    probation_start: date
    old_end: date
    days: int
    end: date


class AwaitsRestoration(NamedTuple):
    since: date


class NeverRestored(NamedTuple):
    """Expelled before the rights came back."""

    since: date


class AwaitsEarlier(NamedTuple):
    """The period it joins is itself awaited."""

    start: date


class Overridden(NamedTuple):
    event: Event
    computed: date


Turn = (
    Counted
    | Joined
    | BeforeTheText
    | SameDay
    | Capped
    | Lighter
    | Heavier
    | ToProbation
    | ChangedAfterEnd
    | Extended
    | Restored
    | Unserved
    | AwaitsRestoration
    | NeverRestored
    | AwaitsEarlier
    | Overridden
)
Story = tuple[Turn, ...]
