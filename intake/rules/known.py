"""People and decisions as the matching sees them, whether stored or just read from the file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from intake.rules.cells.texts import key_of

DecisionKey = tuple[str, str] | tuple[str, str, str]


@dataclass(slots=True)
class Ruling:
    """One decision: stored (`pk`), or told by a row of the file."""

    system: str
    measure: str
    decided_on: str
    number: str = ""
    organ: str = ""
    announced_on: str = ""
    reason: str = ""
    form: str = ""
    printed_unit: str = ""
    printed_post: str = ""
    printed_rank: str = ""
    pk: int | None = None
    row: int | None = None

    @property
    def number_key(self) -> str:
        return key_of(self.number) if self.number else ""

    def identities(self) -> Iterator[DecisionKey]:
        """Within a person a decision is (system, 文号), else (system, measure, date)."""
        if self.number:
            yield self.system, self.number_key
        yield self.system, self.measure, self.decided_on


@dataclass(slots=True)
class Known:
    """A person the matching may hit. `facts` use the fields and forms of a row's values."""

    name_key: str
    born: str
    sex: str
    facts: dict[str, Any]
    rulings: list[Ruling] = field(default_factory=list)
    id_token: str = ""
    """Stands for the ID number; equal for equal numbers."""
    pk: int | None = None
    row: int | None = None
    in_scope: bool = True
    units: set[str] = field(default_factory=set)
    """Keys of the full names of units he was ever seen in."""

    def identities(self) -> set[DecisionKey]:
        return {key for ruling in self.rulings for key in ruling.identities()}

    def shares_decision_with(self, rulings: list[Ruling]) -> bool:
        """The same 文号 or the same decision."""
        mine = self.identities()
        return any(key in mine for ruling in rulings for key in ruling.identities())
