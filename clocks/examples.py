"""The worked examples of the manual: facts in examples.json, every date from the engine."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clocks.catalogue import Catalogue
from clocks.deadlines import REMEDIES
from clocks.duties import DUTIES
from clocks.engine import compute
from clocks.facts import COMBINATIONS, DecisionInput, Event, Person, Policy
from clocks.outcome import Outcome
from clocks.words import cn_date

SOURCE = Path(__file__).with_name("examples.json")
PERSON = Person("member", "civil_servant")
# The engine refuses what lies ahead; every fact of the examples lies behind this day.
AS_OF = date(2026, 1, 31)


@dataclass(frozen=True, slots=True)
class DueDay:
    """A deadline without a clock: what, from when, until when, the longest, and its articles."""

    what: str
    opened: str
    by: date | None
    longest: date | None
    articles: tuple[str, ...]
    certainty: str


@dataclass(frozen=True, slots=True)
class Example:
    """One row of the table; it has either decisions or terms."""

    number: int
    title: str
    decisions: tuple[DecisionInput, ...]
    terms: tuple[DueDay, ...]
    convention: str = "A"
    note: str = ""

    def outcome(self, catalogue: Catalogue, combination: str = "S1") -> Outcome:
        policy = Policy(self.convention, combination)
        answer = compute(PERSON, self.decisions, policy, today=AS_OF, catalogue=catalogue)
        if isinstance(answer, Outcome):
            return answer
        raise ValueError(f"{self.number}: {answer}")

    def under_each_combination(self, catalogue: Catalogue) -> Mapping[str, date | None]:
        """The last clock's end under S1, S2, S3; empty where nothing was added up."""
        last = self.outcome(catalogue).clocks[-1]
        if "+S" not in last.method:
            return {}
        return {name: self.outcome(catalogue, name).clocks[-1].end for name in COMBINATIONS}


@cache
def examples() -> tuple[Example, ...]:
    return tuple(_example(row) for row in json.loads(SOURCE.read_text(encoding="utf-8")))


def _example(row: Mapping[str, Any]) -> Example:
    return Example(
        number=row["number"],
        title=row["title"],
        decisions=tuple(_decision(each) for each in row.get("decisions", ())),
        terms=(*_duties(row.get("duties")), *_remedy(row.get("remedy"))),
        convention=row.get("convention", "A"),
        note=row.get("note", ""),
    )


def _decision(row: Mapping[str, Any]) -> DecisionInput:
    return DecisionInput(
        id=row["id"],
        measure=row["measure"],
        decided_on=date.fromisoformat(row["decided_on"]),
        months=row.get("months"),
        events=tuple(
            Event(each["kind"], date.fromisoformat(each["on"]), each.get("measure", ""))
            for each in row.get("events", ())
        ),
    )


def _duties(row: Mapping[str, Any] | None) -> list[DueDay]:
    if row is None:
        return []
    day = date.fromisoformat(row["decided_on"])
    return [
        DueDay(
            what=duty.what,
            opened=f"{cn_date(day)}作出决定",
            by=duty.due_by(day),
            longest=duty.extended_due_by(day),
            articles=duty.articles,
            certainty=duty.certainty,
        )
        for duty in DUTIES
        if duty.key in row["keys"]
    ]


def _remedy(row: Mapping[str, Any] | None) -> list[DueDay]:
    if row is None:
        return []
    remedy, day = REMEDIES[row["key"]], date.fromisoformat(row["received_on"])
    return [
        DueDay(
            what=f"向{remedy.heard_by}申请{remedy.name}",
            opened=f"{cn_date(day)}收到处分决定",
            by=remedy.ask_by(day),
            longest=None,
            articles=remedy.articles,
            certainty=remedy.certainty,
        )
    ]
