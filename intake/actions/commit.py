"""apply(): what was checked becomes people, decisions, corrections; in the caller's transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.acting import act
from accounts.actions import open_unit
from accounts.choices import UnitKind
from accounts.models import Unit
from cases.actions.bulk import Desk, NewPerson, Printed, Told, register_people
from cases.models import Cadre
from intake.actions.check import Checked
from intake.actions.join import facts_of, join_person
from intake.rules.cells.texts import key_of
from intake.rules.known import Ruling
from intake.rules.persons import Person

Tell = Callable[[int], None]


@dataclass(slots=True)
class Applied:
    """Place of a row → what was made for it (keys and earlier values, for the undo)."""

    made: dict[int, dict[str, Any]] = field(default_factory=dict)
    cadres: dict[int, int] = field(default_factory=dict)
    units: list[int] = field(default_factory=list)


@act
def apply(checked: Checked, *, desk: Desk, tell: Tell = lambda _: None) -> Applied:
    """New people in bulk; those who are known one by one, through the verbs a form uses."""
    applied = Applied()
    units = _open_units(checked, desk, applied)
    fresh = [each for each in checked.people if each.known is None and each.standing]
    done = register_people([_new_person(each, units) for each in fresh], desk=desk, tell=tell)
    for person, made in zip(fresh, done, strict=True):
        keys = iter(made.decisions)
        for place, verdict in enumerate(person.standing):
            mine = [next(keys) for _ in (verdict.share.rulings if verdict.share else ())]
            applied.cadres[verdict.place] = made.cadre
            applied.made[verdict.place] = {"decisions": mine}
            if not place:
                applied.made[verdict.place] |= {"cadre": made.cadre, "dossier": made.dossier}
    count = len(fresh)
    for person in checked.people:
        if person.known is None or not person.standing:
            continue
        for verdict in person.standing:
            applied.cadres[verdict.place] = person.known.pk or 0
        applied.made |= join_person(person, checked=checked, units=units, desk=desk)
        count += 1
        tell(count)
    return applied


def _open_units(checked: Checked, desk: Desk, applied: Applied) -> dict[str, Unit]:
    """Each unknown unit once, under its longest known prefix, 待核对."""
    units = dict(checked.units)
    for proposal in checked.new_units:
        parent = units.get(proposal.parent)
        made = open_unit(
            name=proposal.name,
            parent=parent,
            full_name=proposal.full_name,
            kind=UnitKind.WORK,
            checked=False,
            by=desk.by,
        )
        units[key_of(proposal.full_name)] = made
        applied.units.append(made.pk)
    return units


def _new_person(person: Person, units: dict[str, Unit]) -> NewPerson:
    unit = units[key_of(person.fact("unit"))]
    cadre = Cadre(
        name=person.standing[0].row.values["name"],
        unit=unit,
        sex=person.fact("sex"),
        ethnicity=person.fact("ethnicity"),
        born_month=month_of(person.fact("born")),
        politics=person.fact("politics"),
        joined_month=month_of(person.fact("joined")),
        work_month=month_of(person.fact("worked")),
        education=person.fact("education"),
        identity=person.fact("identity") or "other",
        post=person.fact("post"),
        rank=person.fact("rank"),
        phone=person.fact("phone"),
        id_number=person.fact("id_number"),
        remark=person.fact("remark"),
    )
    told = [
        Told(facts_of(ruling), verdict.place, _printed(ruling, cadre))
        for verdict in person.standing
        for ruling in (verdict.share.rulings if verdict.share else ())
    ]
    helper = person.fact("helper")
    return NewPerson(cadre, told, (helper, person.fact("helper_post")) if helper else None)


def month_of(text: str) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None


def _printed(ruling: Ruling, cadre: Cadre) -> Printed:
    """What the row says of that day; today's facts where it is silent."""
    return Printed(
        unit=ruling.printed_unit or cadre.unit.full_name,
        post=ruling.printed_post,
        rank=ruling.printed_rank,
    )
