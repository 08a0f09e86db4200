"""The permission matrix as the page prints it, and who holds each role now."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import User
from accounts.roles import (
    COLUMNS,
    LETTERS,
    MATRIX,
    OTHERS,
    PERMISSIONS,
    SCOPES,
    STEWARD_ROLES,
    Cell,
    Line,
    Role,
)

# As D.2 heads its columns; the roles' full names stand beside the accounts.
HEADS = {
    Role.DIRECTOR: "审理室主任",
    Role.OFFICER: "审理室干部",
    Role.ROOM: "监督检查室、派驻组",
    Role.INSPECTOR: "乡镇纪（工）委",
    Role.UNIT: "单位党组织",
    Role.HELPER: "帮扶人",
    Role.PERSONNEL: "组织部门",
    Role.LEADER: "分管领导",
}
# In the order of the letters in every cell.
ORDER = "CRUASX"


@dataclass(frozen=True)
class Square:
    """One cell: its letters as D.2 has them, what is added, what is not built yet, and words."""

    role: str
    letters: str
    added: str
    later: str
    scope: str
    note: str

    @property
    def is_later(self) -> bool:
        """Nothing of it opens a page yet."""
        return bool(self.letters) and not self.added and self.later == self.letters

    @property
    def is_empty(self) -> bool:
        return not (self.letters or self.added)


@dataclass(frozen=True)
class PrintedLine:
    source: str
    thing: str
    why: str
    squares: tuple[Square, ...]
    stewards: tuple[tuple[str, Square], ...]
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class Holding:
    """A role, what it may do in words, and how many accounts hold it."""

    role: str
    label: str
    accounts: int
    permissions: tuple[str, ...]


def printed() -> list[PrintedLine]:
    return [_line(each) for each in MATRIX]


def heads() -> list[str]:
    return [HEADS[role] for role in COLUMNS]


def letters() -> list[tuple[str, str]]:
    return list(LETTERS.items())


def others() -> tuple[tuple[str, str, str], ...]:
    return OTHERS


def holdings(accounts: QuerySet[User]) -> Iterator[Holding]:
    """Active accounts only: who is switched off holds nothing."""
    counted = accounts.filter(is_active=True).order_by().values_list("role")
    held = dict(counted.annotate(number=Count("pk")))
    for role in Role:
        yield Holding(
            role=role.value,
            label=role.label,
            accounts=held.get(role.value, 0),
            permissions=tuple(sorted(each.label for each in PERMISSIONS[role])),
        )


def scope_words(role: str) -> str:
    """How far the role reaches, as the first line of the matrix says it."""
    cell = MATRIX[0].cells.get(role)
    if cell is None:
        return "不看回访数据" if role in STEWARD_ROLES else ""
    return SCOPES[cell.scope]


def _line(line: Line) -> PrintedLine:
    stewards = [(Role(role).label, role) for role in line.cells if role in STEWARD_ROLES]
    return PrintedLine(
        source=line.source,
        thing=line.thing,
        why=line.why,
        squares=tuple(_square(line, role) for role in COLUMNS),
        stewards=tuple((label, _square(line, role)) for label, role in stewards),
        permissions=tuple(each.label for each in line.gives),
    )


def _square(line: Line, role: str) -> Square:
    cell = line.cells.get(role, Cell())
    return Square(
        role=role,
        letters=_in_order(cell.d2),
        added=_in_order(cell.more),
        later=_in_order(line.unbuilt(role)),
        scope=SCOPES[cell.scope],
        note=cell.note,
    )


def _in_order(letters: str) -> str:
    """Small letters and P are narrower forms of the great ones; the note says how."""
    great = set(letters.replace("P", "r").upper())
    return "".join(letter for letter in ORDER if letter in great)
