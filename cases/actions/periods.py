"""From decisions to clocks: ask the pure engine, store what it says, tell the dossier."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from django.db import transaction

from cases.actions.rows import refresh_rows
from cases.choices import SHUT_STATUSES, DecisionStatus, DossierKind, EventKind
from cases.models import Cadre, Clock, Decision, DecisionEvent, Dossier, Measure, Policy
from cases.rules.states import duty_span
from clocks.catalogue import Catalogue, catalogue_of
from clocks.engine import compute
from clocks.facts import DecisionInput, Event, Person
from clocks.facts import Policy as PolicyValue
from clocks.outcome import Clock as ComputedClock
from clocks.outcome import Outcome
from columns.refusal import Refused

COMPUTED = (
    "policy_id",
    "system",
    "kind",
    "start",
    "end",
    "first_free",
    "safe",
    "months",
    "method",
    "certainty",
    "basis",
    "matters",
    "steps",
)


@cache
def catalogue() -> Catalogue:
    """The table of measures as the engine's value; a process reads it once."""
    return catalogue_of(Measure.objects.values_list("spec", flat=True))


def policy_value(policy: Policy) -> PolicyValue:
    return PolicyValue(end_convention=policy.end_convention, combination=policy.combination)


def person_value(cadre: Cadre) -> Person:
    party = cadre.politics if cadre.is_party_member else "non_member"
    return Person(party=party, identity=cadre.identity)


def engine_input(decision: Decision, events: Iterable[DecisionEvent]) -> DecisionInput:
    return DecisionInput(
        id=str(decision.pk or "new"),
        measure=decision.measure_id,
        decided_on=decision.decided_on,
        announced_on=decision.announced_on,
        months=decision.months,
        document=str(decision.document_id or ""),
        events=tuple(_event(event) for event in events),
    )


def preview(
    *,
    person: Person,
    decisions: Sequence[DecisionInput],
    policy: Policy,
    today: date,
) -> Outcome:
    """What the engine says of facts that are not saved; raises Refused with its sentences."""
    outcome = compute(person, decisions, policy_value(policy), today=today, catalogue=catalogue())
    if isinstance(outcome, list):
        raise Refused("；".join(dict.fromkeys(error.message for error in outcome)))
    return outcome


@transaction.atomic
def recompute(cadre: Cadre, *, policy: Policy, today: date) -> Outcome:
    """Bring the stored clocks of one cadre in line with all his decisions (decisions 1.11)."""
    Cadre.objects.select_for_update().get(pk=cadre.pk)
    decisions = list(Decision.objects.live().filter(cadre=cadre).order_by("decided_on", "pk"))
    events = DecisionEvent.objects.filter(cadre=cadre, voided_at__isnull=True).select_related(
        "entered_by", "confirmed_by"
    )
    inputs = [
        engine_input(each, [event for event in events if event.decision_id == each.pk])
        for each in decisions
    ]
    outcome = preview(person=person_value(cadre), decisions=inputs, policy=policy, today=today)
    _store(cadre, outcome.clocks, policy)
    _set_statuses(decisions, list(events))
    tell_dossier(cadre, outcome, policy)
    return outcome


def clock_row(cadre_id: int, computed: ComputedClock, policy: Policy) -> Clock:
    """The engine's clock as a row that is not saved yet."""
    return Clock(
        cadre_id=cadre_id,
        decision_id=int(computed.decision),
        policy=policy,
        slot=computed.slot,
        system=computed.system,
        kind=computed.kind,
        start=computed.start,
        end=computed.end,
        first_free=computed.first_free,
        safe=computed.safe,
        months=computed.months,
        method=computed.method,
        certainty=computed.certainty,
        basis=list(computed.basis),
        matters=list(computed.matters),
        steps=list(computed.steps),
    )


def tell_dossier(cadre: Cadre, outcome: Outcome, policy: Policy) -> None:
    """Keep the open dossier's duty span and overall end equal to the clocks."""
    dossier = (
        Dossier.objects.filter(cadre=cadre, kind=DossierKind.SANCTION)
        .exclude(status__in=SHUT_STATUSES)
        .first()
    )
    if dossier is None:
        return
    firsts = Decision.objects.live().filter(dossier=dossier).order_by("decided_on")
    first = firsts.values_list("decided_on", flat=True).first()
    if first is None:
        return
    awaiting = bool(outcome.awaiting)
    span = duty_span(
        first_decided=first,
        overall_end=outcome.overall_end,
        awaiting=awaiting,
        has_clock=bool(outcome.clocks),
        care_months=policy.care_months,
    )
    Dossier.objects.filter(pk=dossier.pk).update(
        active_from=span.first,
        active_to=span.last,
        # While restoration is awaited nobody knows the last day.
        overall_end=None if awaiting else outcome.overall_end,
        awaiting_restoration=awaiting,
    )
    refresh_rows([dossier.pk])


def _store(cadre: Cadre, computed: Sequence[ComputedClock], policy: Policy) -> None:
    stored = {(row.decision_id, row.slot): row for row in Clock.objects.filter(cadre=cadre)}
    for each in computed:
        fresh = clock_row(cadre.pk, each, policy)
        row = stored.pop((fresh.decision_id, fresh.slot), None)
        if row is None:
            fresh.save()
        elif any(getattr(row, name) != getattr(fresh, name) for name in COMPUTED):
            for name in COMPUTED:
                setattr(row, name, getattr(fresh, name))
            row.save()
    Clock.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()


def _set_statuses(decisions: list[Decision], events: list[DecisionEvent]) -> None:
    marks = {EventKind.CHANGED: DecisionStatus.CHANGED, EventKind.ANNULLED: DecisionStatus.ANNULLED}
    for decision in decisions:
        kinds = [event.kind for event in events if event.decision_id == decision.pk]
        status = next(
            (marks[EventKind(kind)] for kind in reversed(kinds) if kind in marks),
            DecisionStatus.EFFECTIVE,
        )
        if decision.status != status:
            Decision.objects.filter(pk=decision.pk).update(status=status)


def _event(event: DecisionEvent) -> Event:
    people = (event.entered_by, event.confirmed_by)
    by = tuple(each.display_name for each in people if each is not None)
    return Event(
        kind=event.kind,
        on=event.on,
        measure=event.measure_id or "",
        months=event.months,
        end=event.end,
        basis=event.basis,
        by=by,
        slot=event.slot,
    )
