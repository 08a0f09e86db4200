"""What the engine answers: clocks with their reasons, and what they mean together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clocks.facts import Policy
from clocks.reading import Reading
from clocks.steps import Telling, reckoning, tell
from clocks.turns import AwaitsRestoration, Overridden, Story


@dataclass(frozen=True, slots=True)
class Clock:
    """One period of one decision; start, end, first_free and safe are None while awaited."""

    decision: str
    system: str
    kind: str
    slot: str
    start: date | None
    end: date | None
    first_free: date | None
    safe: date | None
    months: int
    method: str
    certainty: str
    matters: tuple[str, ...]
    by_convention: tuple[date | None, date | None, date | None]
    """The last day under A, B and C, the whole chain recomputed under each."""
    convention: str
    policy: Policy
    """The version that governs it."""
    standalone: bool
    reading: Reading = field(repr=False, compare=False)
    story: Story = field(repr=False, compare=False)

    @property
    def steps(self) -> tuple[str, ...]:
        """为什么是这一天: sentences in order, each with the article it rests on."""
        return tuple(map(str, tell(self._telling(), self.story)))

    @property
    def basis(self) -> tuple[str, ...]:
        """What the last day rests on, each article once."""
        told = reckoning(self._telling(), self.story)
        return tuple(dict.fromkeys(name for sentence in told for name in sentence.articles))

    @property
    def computed_end(self) -> date | None:
        """The last day as counted, where two people settled it otherwise; else the same."""
        settled = self.story[-1] if self.story else None
        return settled.computed if isinstance(settled, Overridden) else self.end

    @property
    def awaits_restoration(self) -> bool:
        return any(isinstance(turn, AwaitsRestoration) for turn in self.story)

    @property
    def conventions_differ(self) -> bool:
        return len(set(self.by_convention)) > 1

    def _telling(self) -> Telling:
        return Telling(self.reading, self.slot, self.convention, self.end, self.by_convention)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A person's clocks in the order of the decisions given.

    `overall_end` leaves out 开除党籍; `free_from` is None while anything is awaited.
    """

    clocks: tuple[Clock, ...]
    overall_end: date | None
    free_from: date | None
    matters: Mapping[str, date | None]
    """Until when each matter is barred; None while a restoration is awaited."""

    @property
    def awaiting(self) -> tuple[str, ...]:
        """Decisions whose restoration of Party rights is still to be recorded."""
        return tuple(clock.decision for clock in self.clocks if clock.awaits_restoration)
