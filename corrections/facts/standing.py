"""How one decision stands: what happened to it, and what it is still open to."""

from cases.choices import EventKind
from cases.facts.reckoning import catalogue
from cases.models import Clock, Decision, DecisionEvent
from clocks.turns import LONGEST_PROBATION
from corrections.rules.possible import Standing


def live_events(decision: Decision) -> list[DecisionEvent]:
    return [event for event in decision.events.all() if event.voided_at is None]


def standing_of(decision: Decision, clocks: list[Clock]) -> Standing:
    """`clocks`: those of the cadre; the decision comes with its events."""
    events = live_events(decision)
    kinds = {event.kind for event in events}
    changed = [event for event in events if event.kind == EventKind.CHANGED and event.measure_id]
    code = changed[-1].measure_id if changed else decision.measure_id
    probation = catalogue().measures[str(code)].probation_months or 0
    overridden = {event.slot for event in events if event.kind == EventKind.OVERRIDDEN}
    own = {clock.slot for clock in clocks if clock.decision_id == decision.pk and clock.end}
    return Standing(
        is_probation=probation > 0,
        is_one_year=0 < probation < LONGEST_PROBATION,
        is_annulled=EventKind.ANNULLED in kinds,
        is_extended=EventKind.EXTENDED in kinds,
        is_restored=EventKind.RESTORED in kinds,
        has_clock=bool(own - overridden),
        has_override=bool(overridden),
        has_events=bool(kinds - {EventKind.OVERRIDDEN}),
    )
