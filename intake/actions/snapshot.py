"""What is stored about the people a file may mean; loaded in a few queries for any file."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.acting import as_system
from accounts.models import Unit, User
from cases.facts.reckoning import engine_input, versions_of
from cases.models import Cadre, Decision, DecisionEvent, Dossier, HelperDesignation
from cases.rules.names import name_key
from cases.rules.versions import Rules
from clocks.facts import DecisionInput
from columns.sealed import blind_index, blind_indexes
from intake.rules.cells.texts import key_of
from intake.rules.known import Known, Ruling
from intake.rules.rows import LedgerRow


@dataclass(slots=True)
class Snapshot:
    people: list[Known] = field(default_factory=list)
    inputs: dict[int, DecisionInput] = field(default_factory=dict)
    rules: dict[int, Rules] = field(default_factory=dict)
    cadres: dict[int, Cadre] = field(default_factory=dict)
    decisions: dict[int, Decision] = field(default_factory=dict)


def token_of(row: LedgerRow) -> str:
    """Equal for equal ID numbers, here and in the database."""
    return _token(row.values.get("id_number") or "")


def _token(number: str) -> str:
    return blind_index(number).hex() if number else ""


def snapshot(
    rows: Iterable[LedgerRow], *, office: Unit | None, by: User | None, today: date
) -> Snapshot:
    """Of everybody, because the same person elsewhere counts (decisions 1.11); what `by` may be
    told of is said by `in_scope`."""
    good = [row for row in rows if not row.errors]
    names = {name_key(row.values["name"]) for row in good}
    numbers = {row.values["id_number"] for row in good if row.values.get("id_number")}
    tokens = {index for number in numbers for index in blind_indexes(number)}
    meant = Q(name_key__in=names) | Q(id_index__in=tokens)
    seen = None
    if by is not None:
        seen = set(Cadre.objects.visible_to(by).filter(meant).values_list("pk", flat=True))
    with as_system():
        return _gathered(meant, seen, office=office, today=today)


def _gathered(
    meant: Q, seen: Collection[int] | None, *, office: Unit | None, today: date
) -> Snapshot:
    cadres = Cadre.objects.live().filter(meant).select_related("unit")
    found = Snapshot(cadres={cadre.pk: cadre for cadre in cadres})
    if not found.cadres:
        return found
    keys = list(found.cadres)
    rulings = _rulings(keys, found, today)
    scope = _scope(keys, office, seen)
    helpers = _helpers(keys)
    for cadre in found.cadres.values():
        found.people.append(
            _known(cadre, rulings[cadre.pk], helpers.get(cadre.pk, ("", "")), scope)
        )
    return found


def _known(
    cadre: Cadre, rulings: list[Ruling], helper: tuple[str, str], scope: dict[int, bool]
) -> Known:
    return Known(
        name_key=cadre.name_key,
        born=_month(cadre.born_month),
        sex=cadre.sex,
        facts={
            "sex": cadre.sex,
            "ethnicity": cadre.ethnicity,
            "born": _month(cadre.born_month),
            "politics": cadre.politics,
            "joined": _month(cadre.joined_month),
            "worked": _month(cadre.work_month),
            "education": cadre.education,
            "unit": cadre.unit.full_name,
            "post": cadre.post,
            "rank": cadre.rank,
            "identity": cadre.identity,
            "phone": cadre.phone,
            "id_number": cadre.id_number,
            "remark": cadre.remark,
            "helper": helper[0],
            "helper_post": helper[1],
        },
        rulings=rulings,
        id_token=_token(cadre.id_number),
        pk=cadre.pk,
        in_scope=scope.get(cadre.pk, True),
        units={key_of(cadre.unit.full_name)} | {key_of(each.printed_unit) for each in rulings},
    )


def _rulings(keys: Collection[int], found: Snapshot, today: date) -> dict[int, list[Ruling]]:
    events: dict[int, list[DecisionEvent]] = defaultdict(list)
    counting = DecisionEvent.objects.counting().filter(cadre__in=keys)
    for event in counting.select_related("entered_by", "confirmed_by"):
        events[event.decision_id].append(event)
    rulings: dict[int, list[Ruling]] = defaultdict(list)
    decisions = Decision.objects.live().filter(cadre__in=keys).select_related("document")
    for decision in decisions.order_by("decided_on", "pk"):
        found.decisions[decision.pk] = decision
        found.inputs[decision.pk] = engine_input(decision, events[decision.pk])
        rulings[decision.cadre_id].append(_ruling(decision))
    stored = found.decisions.values()
    versions = versions_of(
        {each.office_id for each in stored},
        today=today,
        keys={each.kept_policy_id for each in stored if each.kept_policy_id},
    )
    for each in stored:
        found.rules[each.pk] = versions.rules(each.office_id, each.kept_policy_id)
    return rulings


def _ruling(decision: Decision) -> Ruling:
    return Ruling(
        system=decision.system,
        measure=decision.measure_id,
        decided_on=decision.decided_on.isoformat(),
        number=decision.document.number,
        organ=decision.document.organ_name,
        announced_on=decision.announced_on.isoformat() if decision.announced_on else "",
        reason=decision.reason,
        form=decision.form,
        printed_unit=decision.printed_unit,
        pk=decision.pk,
    )


def _scope(
    keys: Collection[int], office: Unit | None, seen: Collection[int] | None
) -> dict[int, bool]:
    """Whether the importer may see a person's file (without one: whether his office keeps it);
    someone without any is anybody's."""
    scope: dict[int, bool] = {}
    mine = office.pk if office is not None else None
    dossiers = Dossier.objects.live().filter(cadre__in=keys)
    for cadre, owner, carrier in dossiers.values_list("cadre_id", "owner_id", "carrier_id"):
        if cadre is not None:
            kept = mine in {owner, carrier} if seen is None else cadre in seen
            scope[cadre] = scope.get(cadre, False) or kept
    return scope


def _helpers(keys: Collection[int]) -> dict[int, tuple[str, str]]:
    current = HelperDesignation.objects.current().filter(dossier__cadre__in=keys).order_by("pk")
    return {
        cadre: (name, post)
        for cadre, name, post in current.values_list("dossier__cadre_id", "name", "post")
        if cadre is not None
    }


def _month(day: Any) -> str:
    return day.isoformat()[:7] if day else ""
