"""The measures and what each one bars, as a value: from catalogue.json or from table rows."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clocks.facts import Person
from clocks.spelling import one_spelling

SOURCE = Path(__file__).with_name("catalogue.json")


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the catalogue; every number in it comes from `basis`."""

    code: str
    system: str
    name: str
    kind: str
    """bar; probation (a bar of `months` follows it); none (no clock)."""
    aliases: tuple[str, ...] = ()
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    probation_months: int | None = None
    leading_post_months: int | None = None
    matters: tuple[str, ...] = ()
    title_for: frozenset[str] = frozenset()
    """Identities for whom TITLE is barred too."""
    identities: frozenset[str] = frozenset()
    """Who may receive it; empty means anyone."""
    heavy: bool = False
    standalone: bool = False
    """Neither added to another period nor counted in the overall end (开除党籍)."""
    written_as: str = ""
    """Offices write this measure under another one's name with its own months (PSW-S as PSW)."""
    basis: tuple[str, ...] = ()
    certainty: str = "high"
    weight: int = 0
    """Light to heavy within a system; the place in the catalogue unless the row says otherwise."""

    def is_open_to(self, person: Person) -> bool:
        """By identity; an unknown identity is given the benefit of the doubt."""
        return not (self.identities and person.identity) or person.identity in self.identities

    def matters_for(self, person: Person) -> tuple[str, ...]:
        return (*self.matters, "TITLE") if person.identity in self.title_for else self.matters


@dataclass(frozen=True, slots=True)
class System:
    """What a system says of starting, summing, capping and changing, each with its basis."""

    start_word: str
    start_basis: str
    sum_basis: str
    sum_certainty: str
    change_basis: str
    cap_months: int | None = None
    cap_basis: str = ""
    written_since: date | None = None
    """No text governed summing before this day (rules 1.4)."""
    identity_basis: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures by code, the five systems, and the words that never name a measure alone."""

    measures: Mapping[str, Measure]
    systems: Mapping[str, System]
    never_alone: frozenset[str]
    substitutes: Mapping[tuple[str, int], Measure]
    spellings: Mapping[str, tuple[str, ...]]
    """Every way to write a measure, in one spelling, with the codes it may mean."""

    def meant(self, code: str, months: int | None) -> Measure | None:
        """严重警告 stated with 24 months is a measure of its own (条例 11)."""
        measure = self.measures.get(code)
        if measure is None or months is None or months == measure.months:
            return measure
        return self.substitutes.get((code, months), measure)


_NAMES = frozenset(f.name for f in fields(Measure))
_TUPLES = ("aliases", "matters", "basis")
_SETS = ("title_for", "identities")


def _measure(row: Mapping[str, Any], place: int) -> Measure:
    values = {name: value for name, value in row.items() if name in _NAMES}
    values.update({name: tuple(values[name]) for name in _TUPLES if name in values})
    values.update({name: frozenset(values[name]) for name in _SETS if name in values})
    if not values.get("weight"):
        values["weight"] = place
    return Measure(**values)


def _system(row: Mapping[str, Any]) -> System:
    since = row["written_since"]
    return System(**{**row, "written_since": date.fromisoformat(since) if since else None})


@cache
def _source() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return content


def measure_rows() -> list[dict[str, Any]]:
    """The committed measures as plain rows, light to heavy; for a migration."""
    rows = [_measure(row, place) for place, row in enumerate(_source()["measures"], start=1)]
    return [
        {
            name: sorted(v) if isinstance(v, frozenset) else list(v) if isinstance(v, tuple) else v
            for name in sorted(_NAMES)
            for v in [getattr(row, name)]
        }
        for row in rows
    ]


def _spellings(measures: Iterable[Measure]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for measure in measures:
        for spelling in dict.fromkeys(map(one_spelling, (measure.name, *measure.aliases))):
            found[spelling] = (*found.get(spelling, ()), measure.code)
    return found


def catalogue_of(rows: Iterable[Mapping[str, Any]]) -> Catalogue:
    """A catalogue of these measures; the systems' law texts come from the committed file."""
    measures = {row["code"]: _measure(row, place) for place, row in enumerate(rows, start=1)}
    return Catalogue(
        measures=measures,
        systems={name: _system(row) for name, row in _source()["systems"].items()},
        never_alone=frozenset(_source()["never_alone"]),
        substitutes={
            (m.written_as, m.months): m for m in measures.values() if m.written_as and m.months
        },
        spellings=_spellings(measures.values()),
    )


@cache
def load_catalogue() -> Catalogue:
    """The committed catalogue."""
    return catalogue_of(_source()["measures"])
