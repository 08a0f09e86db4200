"""One system's decisions in time: what starts where, what joins what, under one convention."""

import heapq
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from clocks import turns
from clocks.catalogue import System
from clocks.months import DAY, last_day, summed
from clocks.reading import Reading
from clocks.turns import LONGEST_PROBATION, Phase, Story

AWAITING = "awaiting"
_DOUBT = {"decided": 0, "high": 1, "medium": 2, "low": 3}


def least_certain(*certainties: str) -> str:
    return max(certainties, key=_DOUBT.__getitem__)


class Running(NamedTuple):
    """The latest end of a lane so far; None while a restoration is awaited."""

    end: date | None
    since: date
    certainty: str


class Settled(NamedTuple):
    """Where the measure in force counts from, and for how many months, after all changes."""

    anchor: date
    months: int
    story: Story = ()
    past_end: date | None = None


class Reckoned(NamedTuple):
    """A last day and how it came about."""

    end: date | None
    method: str
    certainty: str
    story: Story


class Span(NamedTuple):
    """One clock under one convention, before the three conventions are laid side by side."""

    reading: Reading
    slot: str
    start: date | None
    months: int
    reckoned: Reckoned


class Chain:
    """A bar and a leading-post bar are lanes of their own; each lane sums only with itself.

    `under`: one convention for all, or None for each clock's own version of the local rules.
    """

    def __init__(self, law: System, under: str | None) -> None:
        self.law = law
        self.under = under
        self.convention = ""
        self.combination = ""
        self.lanes: dict[str, Running] = {}
        self.spans: list[Span] = []
        self.expelled_on: date | None = None

    def run(self, readings: list[Reading]) -> list[Span]:
        expulsions = [r.decision.decided_on for r in readings if r.final.measure.standalone]
        self.expelled_on = max(expulsions, default=None)
        queue: list[tuple[tuple[date, int, str], Reading, Settled | None]]
        queue = [(reading.place, reading, None) for reading in readings]
        heapq.heapify(queue)
        while queue:
            (day, length, name), reading, settled = heapq.heappop(queue)
            self._turn_to(reading, "bar")
            settled = settled or self._settle(reading)
            if settled.anchor == day:
                self._lay(reading, settled)
                continue
            # A change opened a later stretch: it takes its place among the later decisions.
            if settled.past_end is not None:
                past = Reckoned(settled.past_end, self.convention, "medium", ())
                self._occupy("bar", reading, past)
            heapq.heappush(queue, ((settled.anchor, length, name), reading, settled))
        return self.spans

    def _turn_to(self, reading: Reading, slot: str) -> None:
        policy = reading.policy_of(slot)
        self.convention = self.under or policy.end_convention
        self.combination = policy.combination

    def _settle(self, reading: Reading) -> Settled:
        at, was = _unchanged(reading), reading.phases[0]
        for now in reading.phases[1:]:
            at = self._changed(at, was, now, first_day=reading.decision.decided_on)
            was = now
        return at

    def _changed(self, at: Settled, was: Phase, now: Phase, *, first_day: date) -> Settled:
        if now.severity < was.severity:
            return Settled(first_day, now.length, (*at.story, turns.Lighter(was, now)))
        if now.measure.kind == "probation" and was.measure.kind != "probation":
            return Settled(now.on, now.length, (*at.story, turns.ToProbation(was, now)))
        more = now.length - was.length
        over_on = self._own_end(at, was)
        if over_on and now.on > over_on and more > 0 and not now.measure.standalone:
            told = (*at.story, turns.ChangedAfterEnd(was, now, over_on))
            return Settled(now.on, more, told, over_on)
        told = (*at.story, turns.Heavier(was, now))
        return Settled(at.anchor, at.months + more, told, at.past_end)

    def _own_end(self, at: Settled, phase: Phase) -> date | None:
        if phase.measure.kind == "none":
            return None
        if phase.measure.kind == "probation" or phase.measure.standalone:
            return last_day(at.anchor, at.months, self.convention)
        return self._reckon("bar", at.anchor, at.months).end

    def _reckon(self, lane: str, start: date, months: int) -> Reckoned:
        running = self.lanes.get(lane)
        if running is None or (running.end is not None and start > running.end):
            end = last_day(start, months, self.convention)
            return Reckoned(end, self.convention, "high", (turns.Counted(start, months),))
        if running.end is None:
            return Reckoned(None, AWAITING, "low", (turns.AwaitsEarlier(start),))
        return self._join(running, running.end, start, months)

    def _join(self, running: Running, old_end: date, start: date, months: int) -> Reckoned:
        total = summed(
            start, months, old_end, convention=self.convention, combination=self.combination
        )
        certainty = least_certain(running.certainty, self.law.sum_certainty)
        told: Story = (turns.Joined(start, months, old_end, total, self.combination),)
        since = self.law.written_since
        if since is not None and running.since < since:
            certainty, told = "low", (*told, turns.BeforeTheText(since))
        if running.since == start:
            certainty, told = "low", (*told, turns.SameDay(start))
        if self.law.cap_months is not None:
            cap = last_day(start, self.law.cap_months, self.convention)
            if total > cap:
                told = (*told, turns.Capped(start, cap, old_end))
                return Reckoned(max(old_end, cap), f"cap{self.law.cap_months}", "low", told)
        return Reckoned(total, f"{self.convention}+{self.combination}", certainty, told)

    def _lay(self, reading: Reading, settled: Settled) -> None:
        measure = reading.phases[-1].measure
        if measure.kind == "probation":
            self._lay_probation(reading, settled)
        elif measure.standalone:
            end = last_day(settled.anchor, settled.months, self.convention)
            told = (*settled.story, turns.Counted(settled.anchor, settled.months))
            self._span(reading, "bar", settled, Reckoned(end, self.convention, "high", told))
        elif measure.kind == "bar":
            if measure.leading_post_months:
                self._turn_to(reading, "leading_post")
                self._lay_bar(reading, "leading_post", _leading_post(reading, settled))
                self._turn_to(reading, "bar")
            self._lay_bar(reading, "bar", settled)

    def _lay_bar(self, reading: Reading, slot: str, settled: Settled) -> None:
        if settled.months <= 0:
            return
        reckoned = self._reckon(slot, settled.anchor, settled.months)
        if settled.story:
            end, method, certainty, told = reckoned
            certainty = least_certain("medium", certainty)
            reckoned = Reckoned(end, method, certainty, (*settled.story, *told))
        self._occupy(slot, reading, self._span(reading, slot, settled, reckoned))

    def _lay_probation(self, reading: Reading, settled: Settled) -> None:
        self._turn_to(reading, "probation")
        told: Story = settled.story
        certainty = "medium" if told else "high"
        if reading.extended is not None and settled.months < LONGEST_PROBATION:
            settled = settled._replace(months=LONGEST_PROBATION)
            told = (*told, turns.Extended(reading.extended))
        end = last_day(settled.anchor, settled.months, self.convention)
        told = (*told, turns.Counted(settled.anchor, settled.months))
        reckoned = Reckoned(end, self.convention, certainty, told)
        self._span(reading, "probation", settled, reckoned)
        self._turn_to(reading, "bar")
        self._lay_bar_after(reading, settled.anchor)

    def _lay_bar_after(self, reading: Reading, probation_start: date) -> None:
        restored, expelled = reading.restored, self.expelled_on
        start = Settled(probation_start, reading.phases[-1].months)
        if restored is not None and restored.on is not None:
            start = Settled(restored.on, reading.phases[-1].months)
            reckoned = self._after_restoration(start, probation_start)
        elif expelled is not None and expelled >= reading.decision.decided_on:
            reckoned = Reckoned(None, AWAITING, "medium", (turns.NeverRestored(expelled),))
        else:
            told = (turns.AwaitsRestoration(probation_start),)
            reckoned = Reckoned(None, AWAITING, "medium", told)
        self._occupy("bar", reading, self._span(reading, "bar", start, reckoned))

    def _after_restoration(self, start: Settled, probation_start: date) -> Reckoned:
        earlier = self.lanes.get("bar")
        if earlier is not None and earlier.end is None:
            return Reckoned(None, AWAITING, "low", (turns.AwaitsEarlier(start.anchor),))
        end = last_day(start.anchor, start.months, self.convention)
        told: Story = (turns.Restored(start.anchor), turns.Counted(start.anchor, start.months))
        if earlier is None or earlier.end is None or earlier.end < probation_start:
            return Reckoned(end, self.convention, "medium", told)
        unserved = (earlier.end - probation_start + DAY).days
        end += timedelta(days=unserved)
        told = (*told, turns.Unserved(probation_start, earlier.end, unserved, end))
        return Reckoned(end, f"{self.convention}+unserved", "low", told)

    def _span(self, reading: Reading, slot: str, settled: Settled, reckoned: Reckoned) -> Reckoned:
        """Add the clock; its end is the office's where two people have settled it otherwise."""
        override = reading.override_of(slot) if reading.overrides else None
        if override is not None and reckoned.end is not None:
            told = (*reckoned.story, turns.Overridden(override, reckoned.end))
            reckoned = Reckoned(override.end, "override", "decided", told)
        elif reckoned.certainty != reading.certainty:
            certainty = least_certain(reckoned.certainty, reading.certainty)
            reckoned = reckoned._replace(certainty=certainty)
        start = settled.anchor if reckoned.end is not None else None
        self.spans.append(Span(reading, slot, start, settled.months, reckoned))
        return reckoned

    def _occupy(self, lane: str, reading: Reading, reckoned: Reckoned) -> None:
        """Later decisions of the lane are measured against its latest end."""
        running, end = self.lanes.get(lane), reckoned.end
        if running is not None and running.end is None:
            return
        if running is None or running.end is None or end is None or end > running.end:
            self.lanes[lane] = Running(end, reading.decision.decided_on, reckoned.certainty)


def _unchanged(reading: Reading) -> Settled:
    return Settled(reading.decision.decided_on, reading.phases[0].length)


def _leading_post(reading: Reading, settled: Settled) -> Settled:
    months = reading.final.measure.leading_post_months or 0
    if settled.past_end is not None:
        months -= reading.phases[-2].measure.leading_post_months or 0
    return settled._replace(months=months)


def spans_of(readings: Sequence[Reading], under: str | None) -> list[Span]:
    """All clocks of a person under one convention, or each under its own version of the local
    rules (None); systems never change each other."""
    if len(readings) == 1 and _is_plain(readings[0]):
        return [_plain(readings[0], under)]
    systems: dict[str, list[Reading]] = {}
    for reading in readings:
        systems.setdefault(reading.phases[-1].measure.system, []).append(reading)
    spans: list[Span] = []
    for group in systems.values():
        if len(group) == 1 and _is_plain(group[0]):
            spans.append(_plain(group[0], under))
        else:
            spans += Chain(group[0].law, under).run(group)
    return spans


def _is_plain(reading: Reading) -> bool:
    """Nothing happened to it: nine decisions of ten, so they take the short way."""
    measure = reading.phases[-1].measure
    return measure.kind == "bar" and not (reading.decision.events or measure.leading_post_months)


def _plain(reading: Reading, under: str | None) -> Span:
    convention = under or reading.policy_of("bar").end_convention
    start, months = reading.decision.decided_on, reading.phases[0].months
    told = (turns.Counted(start, months),)
    end = last_day(start, months, convention)
    reckoned = Reckoned(end, convention, reading.certainty, told)
    return Span(reading, "bar", start, months, reckoned)
