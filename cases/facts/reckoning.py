"""From stored decisions to clocks: the engine's answer for many cadres in four queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.db.models import Q

from accounts.models import Unit
from cases.choices import PARTY_MEMBERS
from cases.models import Cadre, Decision, DecisionEvent, Measure, Policy
from cases.rules.versions import Governed, Rules, Version, compute_governed
from clocks.catalogue import Catalogue, catalogue_of
from clocks.facts import DecisionInput, Error, Event, Person
from clocks.facts import Policy as PolicyValue
from columns.refusal import Refused

TOLD = (
    "pk",
    "cadre_id",
    "measure_id",
    "decided_on",
    "announced_on",
    "months",
    "document_id",
    "printed_politics",
    "printed_identity",
    "office_id",
    "kept_policy_id",
    "status",
    "dossier_id",
)
EVENT = (
    "decision_id",
    "kind",
    "on",
    "measure_id",
    "months",
    "end",
    "basis",
    "slot",
    "publicity_from",
    "publicity_to",
    "entered_by__display_name",
    "entered_by__username",
    "confirmed_by__display_name",
    "confirmed_by__username",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A live decision beside what the engine is told of it."""

    pk: int
    dossier_id: int | None
    status: str
    told: DecisionInput
    rules: Rules


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One cadre: his live decisions by day, and their clocks."""

    cadre_id: int
    decisions: list[Standing]
    governed: Governed


@dataclass(slots=True)
class Versions:
    """Published versions by office, oldest first; and of each that is kept, those up to it."""

    by_office: dict[int, tuple[Version, ...]] = field(default_factory=dict)
    up_to: dict[int, tuple[Version, ...]] = field(default_factory=dict)

    def rules(self, office_id: int, kept: int | None) -> Rules:
        return Rules(self.up_to[kept] if kept else self.by_office[office_id])


@cache
def catalogue() -> Catalogue:
    """The table of measures as the engine's value; a process reads it once."""
    return catalogue_of(Measure.objects.values_list("spec", flat=True))


def policy_value(policy: Policy) -> PolicyValue:
    return PolicyValue(
        end_convention=policy.end_convention,
        combination=policy.combination,
        admonition_months=policy.admonition_months,
    )


@cache
def status_value(politics: str, identity: str) -> Person:
    """What somebody was on a day."""
    return Person(party=politics if politics in PARTY_MEMBERS else "non_member", identity=identity)


def person_value(cadre: Cadre) -> Person:
    return status_value(cadre.politics, cadre.identity)


def engine_input(decision: Decision, events: Iterable[DecisionEvent]) -> DecisionInput:
    """A decision that is at hand, saved or not."""
    return DecisionInput(
        id=str(decision.pk or "new"),
        measure=decision.measure_id,
        decided_on=decision.decided_on,
        announced_on=decision.announced_on,
        months=decision.months,
        document=str(decision.document_id or ""),
        events=tuple(_event(each) for each in events),
        person=status_value(decision.printed_politics, decision.printed_identity),
    )


def rules_of(office: Unit, *, today: date, draft: Policy | None = None) -> Rules:
    """Of a decision that is not stored yet; Refused where the office has no local rules."""
    found = versions_of([office.pk], today=today, draft=draft)
    if office.pk not in found.by_office:
        raise Refused(f"{office.full_name}还没有发布本地规则，请先由审理室发布后再办理。")
    return found.rules(office.pk, None)


def versions_of(
    offices: Collection[int],
    *,
    today: date,
    keys: Collection[int] = (),
    draft: Policy | None = None,
) -> Versions:
    """`draft` counts as published, on whatever day it begins: what publishing it would move.
    `keys`: versions that decisions keep, of whatever office published them."""
    published, asked = Policy.objects.published(), set(offices)
    kept = published.filter(pk__in=keys).values("office")
    found = Versions()
    rows = list(published.filter(Q(office__in=asked) | Q(office__in=kept), valid_from__lte=today))
    rows += [draft] if draft is not None and draft.office_id in asked else []
    for policy in sorted(rows, key=lambda each: (each.valid_from, each.number)):
        so_far = (*found.by_office.get(policy.office_id, ()), _version(policy))
        found.by_office[policy.office_id] = found.up_to[policy.pk] = so_far
    return found


def _version(policy: Policy) -> Version:
    return Version(policy.pk, policy.valid_from, policy_value(policy))


def standing_of(cadre: Cadre, *, today: date) -> list[Standing]:
    """His live decisions by day, as the engine is told of them."""
    return _load([cadre.pk], today, None)[cadre.pk]


def reckon(cadre_ids: Sequence[int], *, today: date, draft: Policy | None = None) -> list[Reckoned]:
    """The clocks of these cadres as their stored decisions say; nothing is written.

    Raises Refused with the engine's sentences when somebody's decisions contradict each other.
    """
    # A draft is asked about as of the day on which it begins.
    asked_on = max(today, draft.valid_from) if draft is not None else today
    return [
        Reckoned(pk, decisions, _governed(decisions, today=asked_on))
        for pk, decisions in _load(cadre_ids, asked_on, draft).items()
    ]


def _load(cadre_ids: Sequence[int], today: date, draft: Policy | None) -> dict[int, list[Standing]]:
    rows = list(
        Decision.objects.live()
        .filter(cadre__within=cadre_ids)
        .order_by("cadre_id", "decided_on", "pk")
        .values_list(*TOLD)
    )
    events = _events(cadre_ids)
    versions = versions_of(
        {row[9] for row in rows},
        today=today,
        keys={row[10] for row in rows if row[10] is not None},
        draft=draft,
    )
    standing: dict[int, list[Standing]] = {pk: [] for pk in cadre_ids}
    for row in rows:
        standing[row[1]].append(_standing(row, events.get(row[0], ()), versions))
    return standing


def clocks_of(
    decisions: Sequence[DecisionInput], rules: Mapping[str, Rules], *, today: date
) -> Governed:
    """What the engine says of facts that need not be saved; raises Refused with its sentences."""
    governed = compute_governed(decisions, rules, today=today, catalogue=catalogue())
    if isinstance(governed, list):
        raise refusal(governed)
    return governed


def refusal(errors: Iterable[Error]) -> Refused:
    return Refused("；".join(dict.fromkeys(error.message for error in errors)))


def _governed(decisions: Sequence[Standing], *, today: date) -> Governed:
    rules = {each.told.id: each.rules for each in decisions}
    return clocks_of([each.told for each in decisions], rules, today=today)


def _standing(row: Sequence[Any], events: tuple[Event, ...], versions: Versions) -> Standing:
    (pk, _, measure, decided_on, announced_on, months, document, politics, identity,
     office, kept, status, dossier) = row  # fmt: skip
    told = DecisionInput(
        id=str(pk),
        measure=measure,
        decided_on=decided_on,
        announced_on=announced_on,
        months=months,
        document=str(document),
        events=events,
        person=status_value(politics, identity),
    )
    return Standing(pk, dossier, status, told, versions.rules(office, kept))


def _events(cadre_ids: Sequence[int]) -> dict[int, tuple[Event, ...]]:
    found: dict[int, list[Event]] = defaultdict(list)
    counting = DecisionEvent.objects.counting().filter(cadre__within=cadre_ids)
    for row in counting.order_by("on", "pk").values_list(*EVENT):
        (decision, kind, on, measure, months, end, basis, slot, first, last,
         one, its_name, other, other_name) = row  # fmt: skip
        found[decision].append(
            Event(
                kind=kind,
                on=on,
                measure=measure or "",
                months=months,
                end=end,
                basis=basis,
                by=_two(one, its_name, other, other_name),
                slot=slot,
                publicity_from=first,
                publicity_to=last,
            )
        )
    return {key: tuple(events) for key, events in found.items()}


def _event(event: DecisionEvent) -> Event:
    one, other = event.entered_by, event.confirmed_by
    return Event(
        kind=event.kind,
        on=event.on,
        measure=event.measure_id or "",
        months=event.months,
        end=event.end,
        basis=event.basis,
        by=_two(
            one.display_name if one else "",
            one.username if one else "",
            other.display_name if other else "",
            other.username if other else "",
        ),
        slot=event.slot,
        publicity_from=event.publicity_from,
        publicity_to=event.publicity_to,
    )


def _two(one: str | None, its_name: str, other: str | None, other_name: str) -> tuple[str, ...]:
    """Who settled it. Two people of one name are still two: their accounts tell them apart."""
    if one and one == other:
        one, other = f"{one}（{its_name}）", f"{other}（{other_name}）"
    return tuple(name for name in (one, other) if name)
