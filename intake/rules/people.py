"""Who a row is about: one known person, nobody yet, or a question."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cases.rules.identity import NEEDS_STEWARD
from cases.rules.names import name_key
from clocks.catalogue import load_catalogue
from intake.rules.cells.texts import key_of
from intake.rules.known import Known, Ruling

SAME, OTHER = "same", "other"


@dataclass(frozen=True, slots=True)
class Match:
    """`person` None: a new one. `wrong` refuses the row; `ask` is 可能是同一人."""

    person: Known | None = None
    wrong: str = ""
    ask: str = ""


@dataclass(slots=True)
class Roster:
    """Everybody a row may be about: those stored, and those the file has told of so far."""

    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    by_token: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Known]) -> "Roster":
        roster = cls()
        for person in people:
            roster.add(person)
        return roster

    def add(self, person: Known) -> None:
        self.by_name[person.name_key].append(person)
        if person.id_token:
            self.by_token[person.id_token] = person

    def find(
        self, values: dict[str, Any], rulings: list[Ruling], *, token: str = "", answer: str = ""
    ) -> Match:
        """By ID number, else by name, month of birth and sex."""
        name = name_key(values["name"])
        if token and token in self.by_token:
            return _by_token(self.by_token[token], name)
        hits = [each for each in self.by_name.get(name, ()) if _may_be(each, values, token)]
        if len(hits) > 1:
            hits = [each for each in hits if each.shares_decision_with(rulings)] or hits
        if len(hits) > 1:
            hidden = any(not each.in_scope for each in hits)
            return Match(wrong=NEEDS_STEWARD if hidden else _several(hits))
        if not hits or (answer == OTHER and not hits[0].shares_decision_with(rulings)):
            return Match()
        return _one(hits[0], values, rulings, answer)


def rulings_of(values: dict[str, Any], row: int) -> list[Ruling]:
    """The decisions of a row, one for each measure."""
    measures = load_catalogue().measures
    return [
        Ruling(
            system=measures[code].system,
            measure=code,
            decided_on=values["decided_on"],
            number=values.get("number", ""),
            organ=values.get("organ", ""),
            announced_on=values.get("announced_on", ""),
            reason=values.get("reason", ""),
            form=values.get("form", ""),
            printed_unit=values.get("printed_unit", "") or values.get("unit", ""),
            printed_post=values.get("printed_post", "") or values.get("post", ""),
            printed_rank=values.get("rank", ""),
            row=row,
        )
        for code in values["measures"]
    ]


def newcomer(values: dict[str, Any], rulings: list[Ruling], *, token: str, row: int) -> Known:
    """A person of the file, so that a later row may be about him too."""
    return Known(
        name_key=name_key(values["name"]),
        born=values.get("born", ""),
        sex=values.get("sex", ""),
        facts={},
        rulings=list(rulings),
        id_token=token,
        row=row,
        units={key_of(values["unit"])} if values.get("unit") else set(),
    )


def _may_be(person: Known, values: dict[str, Any], token: str) -> bool:
    """What one side does not tell contradicts nothing."""
    born, sex = values.get("born", ""), values.get("sex", "")
    return (
        not (born and person.born and born != person.born)
        and not (sex and person.sex and sex != person.sex)
        and not (token and person.id_token and token != person.id_token)
    )


def _by_token(person: Known, name: str) -> Match:
    """A number of this file is told by its row; one that is stored, by the steward alone."""
    if person.row is not None and person.name_key != name:
        return Match(wrong=f"身份证号与第{person.row}行相同但姓名不同。请按证件核对姓名和号码。")
    is_known = person.in_scope and person.name_key == name
    return Match(person) if is_known else Match(wrong=NEEDS_STEWARD)


def _one(person: Known, values: dict[str, Any], rulings: list[Ruling], answer: str) -> Match:
    if not person.in_scope:
        return Match(wrong=NEEDS_STEWARD)
    unit = values.get("unit")
    if not unit or answer == SAME or key_of(unit) in person.units:
        return Match(person)
    return (
        Match(person) if person.shares_decision_with(rulings) else Match(person, ask=_ask(person))
    )


def _ask(person: Known) -> str:
    where = (
        f"本表第{person.row}行" if person.pk is None else f"已登记的{person.facts.get('unit', '')}"
    )
    return (
        f"可能是同一人：与{where}同名、同出生年月、同性别，但单位不同，也没有相同的文号或处分。"
        "请核对后选择“是同一人”或“不是同一人”。"
    )


def _several(hits: list[Known]) -> str:
    return (
        f"有 {len(hits)} 名同名、同出生年月、同性别的人员，无法确定是哪一位。"
        "请补上身份证号，或在档案中直接登记。"
    )
