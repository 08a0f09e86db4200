"""建档 by hand: a person, if he is new, and the measures of one paper, all or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError

from accounts.acting import act
from accounts.actions import open_unit
from accounts.models import Unit, User
from cases.actions.cadres import edit_cadre, register_cadre
from cases.actions.decisions import DecisionFacts, register_decision
from cases.actions.policies import start_duties
from cases.models import Cadre, Decision
from columns.refusal import Refused


@dataclass(frozen=True)
class NewPerson:
    """`code` was drawn when the form was opened: a form sent twice makes one person.
    A unit given as text is a new one, to be checked by someone (待核对)."""

    code: str
    name: str
    unit: Unit | str
    facts: dict[str, Any] = field(default_factory=dict)


@act
def register_by_hand(
    person: NewPerson | Cadre,
    *,
    decisions: Sequence[DecisionFacts],
    carrier: Unit | None,
    by: User,
    on: date,
    id_number: str = "",
) -> list[Decision]:
    """The office of `by` keeps the dossier, and he handles it. `id_number` is of somebody known
    already, who may have had none."""
    cadre = person if isinstance(person, Cadre) else _register(person, by=by, on=on)
    if isinstance(person, Cadre) and id_number and not person.id_number:
        edit_cadre(person, version=person.version, by=by, on=on, id_number=id_number)
    start_duties(by.unit, by=by, today=on)
    return [
        register_decision(
            cadre,
            facts=facts,
            owner=by.unit,
            by=by,
            on=on,
            carrier=carrier,
            handler=by,
            beside=[other.measure for other in decisions],
        )
        for facts in decisions
    ]


def _register(person: NewPerson, *, by: User, on: date) -> Cadre:
    unit = person.unit if isinstance(person.unit, Unit) else _new_unit(person.unit, by=by)
    try:
        return register_cadre(
            name=person.name, unit=unit, by=by, on=on, code=person.code, **person.facts
        )
    except IntegrityError as twice:
        raise Refused("这份建档刚刚已经提交过，请在回访对象列表里查看。") from twice


def _new_unit(full_name: str, *, by: User) -> Unit:
    """Under the longest unit whose full name begins its own, else in the area of the office."""
    beginnings = [full_name[:end] for end in range(1, len(full_name))]
    above = Unit.objects.filter(closed_on__isnull=True, full_name__in=beginnings)
    parent = max(above, key=lambda unit: len(unit.full_name), default=by.unit.parent)
    name = full_name.removeprefix(parent.full_name) if parent is not None else full_name
    return open_unit(name=name, parent=parent, by=by, full_name=full_name, checked=False)
