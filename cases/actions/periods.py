"""Bring stored clocks in line with the decisions, for one cadre or for a province."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db import transaction

from accounts.acting import act, as_system
from cases.actions.rows import refresh_rows, set_ends
from cases.actions.writing import insert_rows, take_keys, update_rows
from cases.choices import SHUT_STATUSES, DecisionStatus, DossierKind
from cases.facts.reckoning import Reckoned, reckon
from cases.models import Cadre, Clock, Decision, Dossier, Policy
from cases.rules.states import duty_span
from cases.rules.versions import Version, months_of_care
from clocks.facts import Event
from clocks.outcome import Clock as ComputedClock
from clocks.outcome import Outcome

COMPUTED = (
    "policy_id",
    "system",
    "kind",
    "start",
    "end",
    "first_free",
    "safe",
    "computed_end",
    "months",
    "method",
    "certainty",
    "basis",
    "matters",
    "steps",
)
SPAN = ("active_from", "active_to", "overall_end", "awaiting_restoration")
CHUNK = 2000
MARKS = {"changed": DecisionStatus.CHANGED, "annulled": DecisionStatus.ANNULLED}


@dataclass(frozen=True, slots=True)
class Recomputed:
    """How many rows a recomputation wrote; nothing where everything was right."""

    cadres: int = 0
    clocks_added: int = 0
    clocks_changed: int = 0
    clocks_removed: int = 0
    dossiers: int = 0

    def __add__(self, other: "Recomputed") -> "Recomputed":
        return Recomputed(
            *(getattr(self, each.name) + getattr(other, each.name) for each in fields(self))
        )


@act
def recompute(cadre: Cadre, *, today: date) -> Outcome:
    """The clocks of one cadre from all his decisions, whoever asks (decisions 1.11)."""
    with as_system():
        list(Cadre.objects.select_for_update().filter(pk=cadre.pk).values_list("pk"))
        reckoned = reckon([cadre.pk], today=today)
        _write(reckoned, today)
        open_dossiers = Dossier.objects.filter(cadre=cadre, kind=DossierKind.SANCTION)
        # The row also repeats the measures, which may have changed while the dates did not.
        refresh_rows(open_dossiers.exclude(status__in=SHUT_STATUSES).values_list("pk", flat=True))
    return reckoned[0].governed.outcome


def recompute_set(cadre_ids: Sequence[int], *, today: date) -> Recomputed:
    """The same for many, in chunks of one transaction each; for a named job of the system.

    What is right already is not written. Raises Refused when somebody's decisions contradict
    each other; the chunks before it stay done.
    """
    total = Recomputed()
    for start in range(0, len(cadre_ids), CHUNK):
        chunk = cadre_ids[start : start + CHUNK]
        with transaction.atomic(), as_system():
            locked = Cadre.objects.select_for_update().filter(pk__within=chunk).order_by("pk")
            list(locked.values_list("pk"))
            total += _write(reckon(chunk, today=today), today)
    return total


def clock_row(cadre_id: int, computed: ComputedClock, policy_id: int) -> Clock:
    """The engine's clock as a row that is not saved yet."""
    return Clock(
        cadre_id=cadre_id,
        decision_id=int(computed.decision),
        slot=computed.slot,
        **dict(zip(COMPUTED, _computed(computed, policy_id), strict=True)),
    )


def _computed(clock: ComputedClock, policy_id: int) -> tuple[Any, ...]:
    """In the order of COMPUTED."""
    return (
        policy_id,
        clock.system,
        clock.kind,
        clock.start,
        clock.end,
        clock.first_free,
        clock.safe,
        clock.computed_end,
        clock.months,
        clock.method,
        clock.certainty,
        list(clock.basis),
        list(clock.matters),
        list(clock.steps),
    )


def _write(reckoned: Sequence[Reckoned], today: date) -> Recomputed:
    added, changed, removed = _store(reckoned)
    _set_statuses(reckoned)
    spans = _tell_dossiers(reckoned, today)
    return Recomputed(len(reckoned), added, changed, removed, spans)


def _store(reckoned: Sequence[Reckoned]) -> tuple[int, int, int]:
    """Write the clocks that differ; answers how many were added, changed, removed."""
    stored: dict[tuple[int, str], tuple[Any, ...]] = {}
    rows = Clock.objects.filter(cadre__within=[each.cadre_id for each in reckoned])
    for pk, decision, slot, *values in rows.values_list("pk", "decision_id", "slot", *COMPUTED):
        stored[decision, slot] = (pk, *values)
    fresh: list[Clock] = []
    changed: list[Clock] = []
    for each in reckoned:
        for clock in each.governed.outcome.clocks:
            version: Version = each.governed.version_of(clock)
            was = stored.pop((int(clock.decision), clock.slot), None)
            if was is not None and was[1:] == _computed(clock, version.key):
                continue
            row = clock_row(each.cadre_id, clock, version.key)
            row.pk = was[0] if was is not None else None
            (fresh if was is None else changed).append(row)
    # Removed first: a decision that lost one clock may gain another.
    if stored:
        Clock.objects.filter(pk__within=[values[0] for values in stored.values()]).delete()
    for row, key in zip(fresh, take_keys(Clock, len(fresh)), strict=True):
        row.pk = key
    insert_rows(fresh)
    update_rows(changed, COMPUTED)
    return len(fresh), len(changed), len(stored)


def _set_statuses(reckoned: Sequence[Reckoned]) -> None:
    wrong: dict[DecisionStatus, list[int]] = defaultdict(list)
    for each in reckoned:
        for decision in each.decisions:
            status = _status(decision.told.events)
            if decision.status != status:
                wrong[status].append(decision.pk)
    for status, keys in wrong.items():
        Decision.objects.filter(pk__within=keys).update(status=status)


def _status(events: Iterable[Event]) -> DecisionStatus:
    """What the newest turn made of it; an annulled one stays annulled."""
    kinds = [event.kind for event in events]
    if "annulled" in kinds:
        return DecisionStatus.ANNULLED
    return next((MARKS[kind] for kind in kinds if kind in MARKS), DecisionStatus.EFFECTIVE)


def _tell_dossiers(reckoned: Sequence[Reckoned], today: date) -> int:
    """Keep the open dossiers' duty spans and overall ends equal to the clocks."""
    dossiers = (
        Dossier.objects.filter(
            cadre__within=[each.cadre_id for each in reckoned], kind=DossierKind.SANCTION
        )
        .exclude(status__in=SHUT_STATUSES)
        .only("pk", "cadre_id", "owner_id", *SPAN)
    )
    by_cadre = {each.cadre_id: each for each in dossiers}
    care = care_versions({each.owner_id for each in by_cadre.values()}, today)
    moved = []
    for each in reckoned:
        dossier = by_cadre.get(each.cadre_id)
        span = _span(each, dossier, care) if dossier is not None else None
        if dossier is None or span is None:
            continue
        if tuple(getattr(dossier, name) for name in SPAN) != span:
            for name, value in zip(SPAN, span, strict=True):
                setattr(dossier, name, value)
            moved.append(dossier)
    update_rows(moved, SPAN)
    set_ends([each.pk for each in moved])
    return len(moved)


def _span(
    each: Reckoned, dossier: Dossier, care: dict[int, list[tuple[date, int]]]
) -> tuple[Any, ...] | None:
    """In the order of SPAN; None while the dossier has no decision."""
    own = [known.told.decided_on for known in each.decisions if known.dossier_id == dossier.pk]
    if not own:
        return None
    outcome = each.governed.outcome
    awaiting = bool(outcome.awaiting)
    span = duty_span(
        first_decided=min(own),
        overall_end=outcome.overall_end,
        awaiting=awaiting,
        has_clock=bool(outcome.clocks),
        care_months=months_of_care(care[dossier.owner_id], min(own)),
    )
    # While restoration is awaited nobody knows the last day.
    return span.first, span.last, None if awaiting else outcome.overall_end, awaiting


def care_versions(offices: Iterable[int], today: date) -> dict[int, list[tuple[date, int]]]:
    """Office → (valid from, months of care) of its published versions, oldest first."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    begun = Policy.objects.published().filter(office__in=list(offices), valid_from__lte=today)
    told = begun.order_by("valid_from", "number")
    for office, since, months in told.values_list("office_id", "valid_from", "care_months"):
        found[office].append((since, months))
    return found
