"""Verdict, Person and Book: what the judging of rows works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from clocks.facts import DecisionInput, Error
from clocks.facts import Person as EnginePerson
from clocks.outcome import Outcome
from columns.masks import without_numbers
from intake.rules.cells.read import as_text
from intake.rules.changes import Share
from intake.rules.columns import label_of
from intake.rules.known import Known, Ruling
from intake.rules.rows import Finding, LedgerRow, shown_value

NEW, CHANGED, SAME_KIND, WRONG = "new", "changed", "same", "wrong"


@dataclass(slots=True)
class Verdict:
    """What becomes of one row. `answer` and `confirmed` come from the person who checks."""

    place: int
    row: LedgerRow
    token: str = ""
    answer: str = ""
    confirmed: list[dict[str, str]] | None = None
    """The moves of end dates as they were when somebody ticked them."""
    kind: str = ""
    ask: str = ""
    rulings: list[Ruling] = field(default_factory=list)
    share: Share | None = None
    person: "Person | None" = None
    moves: list[dict[str, str]] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        """It would move an end date and nobody has confirmed that."""
        return bool(self.moves) and self.moves != self.confirmed


@dataclass(slots=True)
class Person:
    """One person and all rows of the file about him."""

    known: Known | None
    verdicts: list[Verdict] = field(default_factory=list)
    facts: dict[str, tuple[Any, LedgerRow]] = field(default_factory=dict)

    def fact(self, key: str) -> str:
        """What the file says, else what is stored."""
        if key in self.facts:
            return str(self.facts[key][0])
        return str(self.known.facts.get(key, "")) if self.known is not None else ""

    @property
    def standing(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.kind != WRONG]


@dataclass(frozen=True, slots=True)
class Book:
    """What the judging needs beside the rows: headers of the file, stored facts, the engine."""

    headers: Mapping[str, Mapping[str, tuple[int, str]]]
    """Sheet → field → (column, header as in the file)."""
    inputs: Mapping[int, DecisionInput]
    """Stored decision → what the engine is told of it."""
    ask: Callable[[EnginePerson, list[DecisionInput]], Outcome | list[Error]]
    """The clock engine under the local rules that govern; a stored decision says itself what the
    person was on its day, any other takes the person given."""

    def finding(self, row: LedgerRow, key: str, message: str) -> Finding:
        index, header = self.headers.get(row.sheet, {}).get(key, (-1, label_of(key)))
        if 0 <= index < len(row.cells):
            text = as_text(row.cells[index])
        else:
            text = str(row.values.get(key, ""))
        spoken = "".join(header.split())
        return Finding(
            row.sheet, row.row, header, shown_value(key, text),
            f"第{row.row}行【{spoken}】{without_numbers(message)}", key,
        )  # fmt: skip

    def refuse(self, verdict: Verdict, key: str, message: str) -> None:
        verdict.kind = WRONG
        verdict.row.errors.append(self.finding(verdict.row, key, message))
