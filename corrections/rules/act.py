"""Act: what a person entered, as one value that can be kept as JSON and carried out later."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

DAYS = frozenset(
    {
        "on",
        "end",
        "publicity_from",
        "publicity_to",
        "decided_on",
        "announced_on",
        "delivered_on",
    }
)


@dataclass(frozen=True, kw_only=True)
class Act:
    """`decision` is the code of the decision it happens to, `event` the row it takes back.

    Empty texts and None are facts nobody entered.
    """

    kind: str
    basis: str = ""
    decision: str = ""
    event: int | None = None
    on: date | None = None
    measure: str = ""
    months: int | None = None
    slot: str = ""
    end: date | None = None
    publicity_from: date | None = None
    publicity_to: date | None = None
    decided_on: date | None = None
    announced_on: date | None = None
    delivered_on: date | None = None
    organ_name: str = ""
    number: str = ""
    reason: str = ""
    form: str = ""
    # What he was on the day of the decision; empty: as it stands.
    politics: str = ""
    identity: str = ""

    def stored(self) -> dict[str, Any]:
        """What was entered, as plain JSON; kind and basis have columns of their own."""
        entered = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in entered.items()
            if name not in {"kind", "basis"} and value not in {None, ""}
        }

    @classmethod
    def read(cls, kind: str, basis: str, stored: Mapping[str, Any]) -> Self:
        facts: dict[str, Any] = {
            name: date.fromisoformat(value) if name in DAYS else value
            for name, value in stored.items()
        }
        return cls(kind=kind, basis=basis, **facts)
