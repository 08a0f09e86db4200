"""What a decision says once its events are read: its phases, extension, restoration, overrides."""

from datetime import date
from typing import NamedTuple

from clocks.catalogue import System
from clocks.facts import DecisionInput, Event, Person, Policy
from clocks.turns import Phase


class Reading(NamedTuple):
    """One decision that stands, ready for its chain."""

    decision: DecisionInput
    person: Person
    policy: Policy
    law: System
    articles: tuple[str, ...]
    certainty: str
    phases: tuple[Phase, ...]
    extended: Event | None = None
    restored: Event | None = None
    overrides: tuple[Event, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def final(self) -> Phase:
        return self.phases[-1]

    @property
    def place(self) -> tuple[date, int, str]:
        """Its place in the chain: by day; on one day the shorter first, then by measure, so that
        neither the order of the input nor that of the ids matters."""
        measure = self.phases[0].measure.code
        return self.decision.decided_on, self.phases[-1].length, f"{measure} {self.decision.id}"

    def policy_of(self, slot: str) -> Policy:
        """The version that governs one of its clocks."""
        return next((own for name, own in self.decision.policies if name == slot), self.policy)

    def override_of(self, slot: str) -> Event | None:
        return next((event for event in self.overrides if event.slot == slot), None)
