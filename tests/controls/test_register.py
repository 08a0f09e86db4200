"""The table says what there is: eighty controls, three states, tests that exist, one page."""

from dataclasses import replace

import pytest

from tests.controls import register

FOUND = register.controls()
OWN = register.own_checks()


def faults_of(found, own) -> list[str]:
    """What a reader of the page would be told wrongly."""
    faults = []
    for each in found:
        tests = [*own.get(each.id, []), *each.proof]
        if each.state not in register.STATES:
            faults.append(f"{each.id}: no such state as {each.state}")
        elif each.state == "proven" and not (tests and each.off):
            faults.append(f"{each.id}: proven by nothing, or switched off by nothing")
        elif each.state != "proven" and (tests or each.off or not each.accompanies):
            faults.append(f"{each.id}: not proven, and says so in two ways")
        faults += [f"{each.id}: no {node}" for node in each.proof if not register.is_there(node)]
    strangers = set(own) - {each.id for each in found if each.state == "proven"}
    return faults + [f"{name}: a check without a line" for name in sorted(strangers)]


def test_there_are_eighty_in_the_order_of_the_chapters():
    wanted = [
        f"{chapter}-{number:02}"
        for chapter, count in register.COUNTS.items()
        for number in range(1, count + 1)
    ]
    assert [each.id for each in FOUND] == wanted
    assert len(wanted) == 80


def test_every_line_is_true():
    assert faults_of(FOUND, OWN) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"state": "nearly"}, "no such state"),
        ({"off": ""}, "switched off by nothing"),
        ({"proof": ("tests/controls/test_register.py::test_no_such",)}, "no tests/controls"),
        ({"state": "later"}, "says so in two ways"),
    ],
)
def test_a_line_that_is_not_true_is_named(change, named):
    told = [replace(each, **change) if each.id == "AU-01" else each for each in FOUND]
    assert [fault for fault in faults_of(told, OWN) if named in fault] != []


def test_every_proven_control_is_switched_off_by_a_test():
    """By the switches of this folder; AZ-04 by the mutants of the rule."""
    without = {each.id for each in FOUND if each.state == "proven"} - set(OWN)
    assert without == {"AZ-04"}
    assert "tests/walls/test_rule.py::test_every_clause_of_the_rule_is_missed" in next(
        each.proof for each in FOUND if each.id == "AZ-04"
    )


def test_the_page_is_the_table():
    assert register.PAGE.read_text() == register.page(FOUND, OWN)
