"""Which version of the local rules governs each clock: those not yet ended when it begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cases.rules.states import add_months
from clocks.catalogue import Catalogue
from clocks.engine import compute
from clocks.facts import SLOTS, DecisionInput, Error, Person, Policy
from clocks.outcome import Clock, Outcome

Key = tuple[str, str]
"""Decision and slot: one clock."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published version as the engine needs it; `key` is the policy's."""

    key: int
    valid_from: date
    value: Policy


@dataclass(frozen=True, slots=True)
class Rules:
    """The versions that may govern a decision, oldest first; the first governs what came before
    it. Where an issued paper quotes the decision they end with the version it was quoted under
    (decisions 3.8): whatever is published later is not among them."""

    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Governed:
    """The engine's answer, and the version that governs each of its clocks."""

    outcome: Outcome
    versions: Mapping[Key, Version]

    def version_of(self, clock: Clock) -> Version:
        return self.versions[clock.decision, clock.slot]


def compute_governed(
    decisions: Sequence[DecisionInput],
    rules: Mapping[str, Rules],
    *,
    today: date,
    catalogue: Catalogue,
) -> Governed | list[Error]:
    """The clocks of one person; each decision says what he was on its day.

    A version governs every clock that has not ended the day before it begins; an ended clock
    keeps its dates. So the answer depends on the facts alone, never on the order of entry.
    """
    chosen = {(each.id, slot): rules[each.id].versions[0] for each in decisions for slot in SLOTS}
    outcome = _ask(decisions, chosen, today, catalogue)
    for day in _turns(rules, today):
        if isinstance(outcome, list):
            return outcome
        moved = False
        for clock in outcome.clocks:
            fresh = _begins(rules[clock.decision], day)
            if fresh is None or (clock.end is not None and clock.end < day):
                continue
            key = clock.decision, clock.slot
            moved = moved or fresh.value != chosen[key].value
            chosen[key] = fresh
        if moved:
            outcome = _ask(decisions, chosen, today, catalogue)
    return outcome if isinstance(outcome, list) else Governed(outcome, chosen)


def months_of_care(versions: Sequence[tuple[date, int]], first_decided: date) -> int:
    """Of (valid from, months), oldest first: the last that began before the care had ended."""
    months = versions[0][1]
    for valid_from, other in versions[1:]:
        if add_months(first_decided, months) > valid_from:
            months = other
    return months


def _turns(rules: Mapping[str, Rules], today: date) -> list[date]:
    """The days on which another version begins."""
    return sorted(
        {
            version.valid_from
            for each in rules.values()
            for version in each.versions[1:]
            if version.valid_from <= today
        }
    )


def _begins(rules: Rules, day: date) -> Version | None:
    return next((each for each in rules.versions[1:] if each.valid_from == day), None)


def _ask(
    decisions: Sequence[DecisionInput],
    chosen: Mapping[Key, Version],
    today: date,
    catalogue: Catalogue,
) -> Outcome | list[Error]:
    """One version for all where that is so: the engine then lays out each convention once."""
    values = {version.value for version in chosen.values()}
    common = next(iter(values), Policy())
    if len(values) > 1:
        decisions = [
            replace(each, policies=tuple((slot, chosen[each.id, slot].value) for slot in SLOTS))
            for each in decisions
        ]
    return compute(Person(), decisions, common, today=today, catalogue=catalogue)
