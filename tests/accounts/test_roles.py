"""The matrix against practice D.2, cell by cell, and what follows from it for each role."""

import csv
from pathlib import Path

import pytest

from accounts.roles import (
    COLUMNS,
    LETTERS,
    MATRIX,
    PERMISSIONS,
    STEWARD_ROLES,
    Cell,
    Permission,
    Role,
    line,
    lines_of,
    may,
)

P = Permission
# Typed from the practice page, not from the program; rooms and dispatched groups are one role.
HEADS = {
    "审理室主任": Role.DIRECTOR, "审理室干部": Role.OFFICER, "监督检查室": Role.ROOM,
    "派驻组": Role.ROOM, "乡镇纪(工)委": Role.INSPECTOR, "单位党组织": Role.UNIT,
    "帮扶人": Role.HELPER, "组织部门": Role.PERSONNEL, "领导小组/分管领导": Role.LEADER,
}  # fmt: skip
with (Path(__file__).parent / "d2.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))
CELLS = [
    (number, row["对象"], head) for number, row in enumerate(ROWS, 1) for head in [*HEADS, "三员"]
]


def the_line(number: int):
    (found,) = [each for each in MATRIX if each.source == f"D.2-{number}"]
    return found


def printed(cell: Cell) -> tuple[set[str], str]:
    """Small letters and P are narrower forms of what D.2 writes in capitals."""
    letters = {"R" if letter == "P" else letter.upper() for letter in cell.d2}
    return letters, cell.scope


def written(text: str) -> tuple[set[str], str]:
    letters, words = set(), []
    for word in text.replace("–", "").split():
        if set(word) <= set(LETTERS):
            letters |= set(word)
        else:
            words.append(word)
    return letters, words[-1] if words else ""


@pytest.mark.parametrize(("number", "thing", "head"), CELLS)
def test_a_cell_says_what_practice_says(number, thing, head):
    row = ROWS[number - 1]
    assert row["对象"] == thing
    cells = the_line(number).cells
    if head == "三员":
        held = [printed(cells[role])[0] for role in STEWARD_ROLES if role in cells]
        assert set().union(*held) == written(row[head])[0]
    else:
        assert printed(cells.get(HEADS[head], Cell())) == written(row[head])


def test_every_row_of_practice_is_there_once():
    assert [each.source for each in MATRIX if each.source.startswith("D.2-")] == [
        f"D.2-{number}" for number in range(1, len(ROWS) + 1)
    ]
    assert len(ROWS) == 23


@pytest.mark.parametrize("each", MATRIX, ids=lambda each: each.thing)
def test_what_is_added_to_practice_says_why(each):
    if any(cell.more for cell in each.cells.values()):
        assert each.why
    assert each.source


@pytest.mark.parametrize("permission", list(Permission))
def test_a_permission_has_a_chinese_name_and_a_line(permission):
    assert any("\u4e00" <= letter <= "\u9fff" for letter in permission.label)
    assert list(lines_of(permission))
    assert any(may(role, permission) for role in Role)


def test_room_and_town_differ_as_practice_says():
    """评价: rooms arrange them, towns read results; letters go to rooms, not to towns."""
    assert PERMISSIONS[Role.ROOM] - PERMISSIONS[Role.INSPECTOR] == {P.RATING_MANAGE, P.LETTER_VIEW}
    assert PERMISSIONS[Role.INSPECTOR] <= PERMISSIONS[Role.ROOM]


def test_the_organisation_department_holds_its_papers_and_its_part_and_nothing_else():
    assert PERMISSIONS[Role.PERSONNEL] == {
        P.DESK_VIEW, P.TRAIL_OWN, P.LETTER_RECEIVE, P.EXECUTION_PART,
        P.NEED_VIEW, P.NEED_ANSWER,
    }  # fmt: skip


def test_the_three_hold_nothing_of_a_case_and_little_in_common():
    common = {P.DESK_VIEW, P.TRAIL_OWN, P.STEWARD_DESK}
    own = {role: PERMISSIONS[role] - common for role in STEWARD_ROLES}
    assert own[Role.ADMIN] == {
        P.ACCOUNT_VIEW, P.ACCOUNT_MANAGE, P.UNIT_MANAGE, P.RIGHTS_CONFIRM,
        P.CALENDAR_EDIT,
    }  # fmt: skip
    assert own[Role.SECURITY] == {
        P.ACCOUNT_VIEW, P.RIGHTS_GRANT, P.RIGHTS_VIEW, P.RIGHTS_CONFIRM, P.AUDIT_READ,
    }  # fmt: skip
    assert own[Role.AUDITOR] == {P.AUDIT_READ}
    business = set().union(*(PERMISSIONS[role] for role in Role if role not in STEWARD_ROLES))
    for rights in own.values():
        assert not rights & business


def test_who_makes_accounts_grants_nothing_and_the_other_way_round():
    for role in Role:
        assert not (may(role, P.ACCOUNT_MANAGE) and may(role, P.RIGHTS_GRANT))


def test_an_account_without_a_role_may_do_nothing():
    assert not any(may("", permission) for permission in Permission)


@pytest.mark.parametrize("text", ["CRY", "CR everywhere", "C+", "r；"])
def test_a_cell_that_is_mistyped_does_not_load(text):
    with pytest.raises(ValueError, match="not a cell"):
        line("D.2-0", "x", f"{text} | – | – | – | – | – | – | –")


def test_a_letter_that_opens_nothing_is_said_to_come_later():
    assert the_line(13).unbuilt(Role.DIRECTOR) == "X"
    assert the_line(10).unbuilt(Role.OFFICER) == ""
    assert the_line(1).unbuilt(Role.OFFICER) == ""


def test_every_line_has_a_place_for_every_role():
    for each in MATRIX:
        assert set(each.cells) <= {*COLUMNS, *STEWARD_ROLES}
