"""What a person's rows say beside what is stored: nothing new, a fact, a decision, a correction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from clocks.catalogue import load_catalogue
from intake.rules.cells.texts import key_of
from intake.rules.cells.words import vocabulary
from intake.rules.columns import label_of
from intake.rules.known import Known, Ruling
from intake.rules.rows import LedgerRow

PERSON_FIELDS = (
    "sex", "ethnicity", "born", "politics", "joined", "worked", "education", "unit", "post",
    "rank", "identity", "phone", "id_number", "remark",
)  # fmt: skip
HELPER_FIELDS = ("helper", "helper_post")
# Corrections of a stored decision; the first two move its clock.
RULING_FIELDS = {
    "measure": "measures",
    "decided_on": "decided_on",
    "number": "number",
    "organ": "organ",
    "announced_on": "announced_on",
    "reason": "reason",
    "form": "form",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; `ruling` is set for a correction of that stored decision."""

    field: str
    old: Any
    new: Any
    ruling: int | None = None

    @property
    def label(self) -> str:
        return label_of(RULING_FIELDS.get(self.field, self.field))


@dataclass(slots=True)
class Share:
    """What one row adds to what is known of its person."""

    row: LedgerRow
    rulings: list[Ruling] = field(default_factory=list)
    """Decisions that are not there yet."""
    changes: list[Change] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    repeats: int | None = None
    """The earlier row of the file that says the same."""


def merged_facts(rows: Iterable[LedgerRow]) -> dict[str, tuple[Any, LedgerRow]]:
    """Field → (value, row it comes from); the latest decision speaks for the present."""
    facts: dict[str, tuple[Any, LedgerRow]] = {}
    for row in sorted(rows, key=lambda each: each.values["decided_on"]):
        for key in (*PERSON_FIELDS, *HELPER_FIELDS):
            value = row.values.get(key)
            if value:
                facts[key] = value, row
    return facts


def shares_of(
    rows: list[LedgerRow], rulings: dict[int, list[Ruling]], known: Known | None
) -> list[Share]:
    """Each row's part. `rulings` are the decisions of each row by its place in `rows`."""
    shares = [Share(row) for row in rows]
    book = _Book(known)
    for place, share in enumerate(shares):
        for ruling in rulings[place]:
            book.enter(ruling, share)
    if known is not None:
        _compare_facts(shares, known)
    return shares


class _Book:
    """The decisions of one person, stored and told so far."""

    def __init__(self, known: Known | None) -> None:
        self.rulings = list(known.rulings) if known is not None else []

    def enter(self, ruling: Ruling, share: Share) -> None:
        same = self._same(ruling)
        if same is None:
            self.rulings.append(ruling)
            share.rulings.append(ruling)
        elif same.pk is None:
            self._repeat(same, ruling, share)
        else:
            share.changes += _corrections(same, ruling)

    def _same(self, ruling: Ruling) -> Ruling | None:
        for key in ruling.identities():
            for each in self.rulings:
                if key in set(each.identities()):
                    return each
        return None

    def _repeat(self, earlier: Ruling, ruling: Ruling, share: Share) -> None:
        """The file says it twice; twice the same is harmless, two versions are not."""
        if (earlier.measure, earlier.decided_on, earlier.number_key) == (
            ruling.measure, ruling.decided_on, ruling.number_key
        ):  # fmt: skip
            share.repeats = earlier.row
            return
        share.wrong.append((
            "measures",
            f"与第{earlier.row}行是同一人、同一类处分，文号或日期相同而内容不同。"
            "请按决定书核对，只保留正确的一行。",
        ))  # fmt: skip


def spoken(name: str, value: Any) -> str:
    """A stored code as the screen says it."""
    text = str(value or "")
    if name == "measure" and text:
        return load_catalogue().measures[text].name
    return vocabulary().get(name, {}).get(text, [text])[0]


def _corrections(stored: Ruling, told: Ruling) -> Iterable[Change]:
    """An empty cell never erases; spelling that means the same is no change."""
    for name in RULING_FIELDS:
        old, new = getattr(stored, name), getattr(told, name)
        if new and not _equal(old, new):
            yield Change(name, old, new, stored.pk)


def _compare_facts(shares: list[Share], known: Known) -> None:
    by_row = {id(share.row): share for share in shares}
    for key, (value, row) in merged_facts(share.row for share in shares).items():
        old = known.facts.get(key, "")
        if not _equal(old, value):
            by_row[id(row)].changes.append(Change(key, old, value))


def _equal(old: Any, new: Any) -> bool:
    return old == new or key_of(str(old or "")) == key_of(str(new))
