"""Cells that name measures: one or several, each in a system of its own."""

from collections.abc import Iterable
from functools import lru_cache

from clocks.catalogue import load_catalogue
from clocks.facts import Person
from clocks.names import Ambiguous, Unknown, find_measure, split_measures
from clocks.words import SYSTEMS
from intake.rules.cells.read import Read, plain, shown

# A column of its own says which system its words belong to.
SYSTEM_OF_FIELD = {"party_measures": "party", "state_measures": "state"}
NONE_WORDS = frozenset({"无", "/", "-", "—", "--", "——", "未给予", "没有", "否"})


@lru_cache(maxsize=4096)
def read_measures(text: str, field: str, party: str, identity: str) -> Read:
    """Codes in the order written; two of one system are refused, one after the other is not."""
    person = Person(party=party, identity=identity)
    codes = []
    for part in split_measures(text):
        found = _found(part, field, person)
        if isinstance(found, Ambiguous | Unknown):
            return Read(error=found.message)
        codes.append(found)
    if not codes:
        return Read(error="没有写明处分（处理）种类。请按决定书填写，例如“党内警告”。")
    return Read(codes, error=doubled(codes, text))


def is_none(text: str, field: str) -> bool:
    """A column for one system may say that nothing was given."""
    return field != "measures" and plain(text) in NONE_WORDS


def doubled(codes: Iterable[str], text: str) -> str:
    """The sentence when two measures of one system stand together."""
    measures = load_catalogue().measures
    seen: dict[str, str] = {}
    for code in codes:
        system = measures[code].system
        if system in seen:
            names = f"“{measures[seen[system]].name}”和“{measures[code].name}”"
            return (
                f"“{shown(text)}”里有两项{SYSTEMS[system]}：{names}。"
                "一份决定同一类只能有一项，请只保留决定书写明的一项；是两份决定的，请分成两行。"
            )
        seen[system] = code
    return ""


def _found(part: str, field: str, person: Person) -> str | Ambiguous | Unknown:
    found = find_measure(part, person)
    system = SYSTEM_OF_FIELD.get(field)
    if not isinstance(found, Ambiguous) or system is None:
        return found
    measures = load_catalogue().measures
    meant = [code for code in found.choices if measures[code].system == system]
    return meant[0] if len(meant) == 1 else found
