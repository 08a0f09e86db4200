"""A decision and its appeals as the rules of remedies take them."""

from collections.abc import Iterable
from datetime import date

from cases.choices import EventKind
from cases.models import Appeal, Decision
from cases.rules.appeals import Deciding, Lodged


def deciding_of(decision: Decision) -> Deciding:
    """Fetched with its document; events prefetched or asked for."""
    return Deciding(
        system=decision.system,
        organ_name=decision.document.organ_name,
        identity=decision.printed_identity,
        decided_on=decision.decided_on,
        delivered_on=decision.delivered_on,
        annulled_on=annulled_on(decision),
    )


def annulled_on(decision: Decision) -> date | None:
    events = (each for each in decision.events.all() if each.voided_at is None)
    return next((each.on for each in events if each.kind == EventKind.ANNULLED), None)


def lodged_of(appeals: Iterable[Appeal]) -> list[Lodged]:
    """Those that count; a void one was never lodged."""
    return [
        Lodged(each.kind, each.lodged_on, each.decided_on, each.outcome, each.delivered_on)
        for each in appeals
        if each.voided_at is None
    ]
