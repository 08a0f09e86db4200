"""What the engine is told: policy, person, decisions with their events; and how it refuses."""

from dataclasses import dataclass
from datetime import date

CONVENTIONS = ("A", "B", "C")
COMBINATIONS = ("S1", "S2", "S3")
EVENT_KINDS = ("changed", "annulled", "extended", "restored", "overridden")
SLOTS = ("probation", "leading_post", "bar")


@dataclass(frozen=True, slots=True)
class Policy:
    """The office's settled choices: last day, combination, and the local length of 诫勉."""

    end_convention: str = "A"
    combination: str = "S1"
    admonition_months: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Keys of `words.PARTIES` and `words.IDENTITIES`; "" is unknown."""

    party: str = ""
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One later fact. changed: on, measure, months?; annulled, extended: on;
    restored: on (effective day), publicity_from?, publicity_to?;
    overridden: end, basis, by (two people), slot? (which clock of the decision, default "bar")."""

    kind: str
    on: date | None = None
    measure: str = ""
    months: int | None = None
    end: date | None = None
    basis: str = ""
    by: tuple[str, ...] = ()
    slot: str = "bar"
    publicity_from: date | None = None
    publicity_to: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """One measure of one document for one person; `months` only where the decision states it.

    `person`: what he was on that day, where the rest of the input says otherwise. `policies`: the
    version that governs a slot of this decision where it is not the input's (decisions 3.8).
    """

    id: str
    measure: str
    decided_on: date
    announced_on: date | None = None
    months: int | None = None
    document: str = ""
    events: tuple[Event, ...] = ()
    person: Person | None = None
    policies: tuple[tuple[str, Policy], ...] = ()


@dataclass(frozen=True, slots=True)
class Error:
    """One refusal: whose decision, which field, and a sentence that says what is right."""

    decision: str
    field: str
    message: str
