"""The two ledgers of the shelf: every clock and every wrong cell as their answer sheets say."""

import json

import pytest

from cases.models import Cadre, Clock, Decision, Dossier, HelperDesignation, Policy
from intake.models import ImportRow
from tests.intake.conftest import CLEAN, CLEAN_ANSWERS, FAULTY, FAULTY_ANSWERS

ANSWERS = json.loads(CLEAN_ANSWERS.read_text())
WRONG = json.loads(FAULTY_ANSWERS.read_text())


def clocks_of(row):
    # 诫勉 is written out in the answer sheet.
    codes = {"LA": "诫勉"}
    return sorted(
        (
            codes.get(clock.decision.measure_id, clock.decision.measure_id),
            clock.months,
            clock.start.isoformat() if clock.start else None,
            clock.kind,
            clock.end.isoformat() if clock.end else None,
        )
        for clock in Clock.objects.filter(
            cadre=ImportRow.objects.get(row=row).cadre_id
        ).select_related("decision")
        if clock.start
    )


def expected(answer, convention):
    return sorted(
        (each["measure"], each["months"], each["start"], each["kind"], each["end"][convention])
        for each in answer["clocks"]
    )


@pytest.mark.parametrize("convention", ["A", "B", "C"])
def test_every_clock_of_the_clean_ledger_is_as_in_the_answer_sheet(run, office, convention):
    Policy.objects.filter(office=office).update(end_convention=convention)
    answer = run(CLEAN)
    assert answer == {
        "rows": 86, "new": 86, "changed": 0, "same": 0, "wrong": 0, "errors": [], "exit": 0
    }  # fmt: skip
    assert Cadre.objects.count() == Dossier.objects.count() == 86
    assert Decision.objects.count() == 95
    assert HelperDesignation.objects.count() == 86
    for each in ANSWERS:
        assert clocks_of(each["excel_row"]) == expected(each, convention), each["name"]


def test_the_same_ledger_again_adds_nothing(run):
    run(CLEAN)
    again = run(CLEAN)
    assert again == {
        "rows": 86, "new": 0, "changed": 0, "same": 86, "wrong": 0, "errors": [], "exit": 0
    }  # fmt: skip
    assert (Cadre.objects.count(), Decision.objects.count()) == (86, 95)


def test_exactly_the_planted_cells_are_refused_each_with_its_own_sentence(run):
    answer = run(FAULTY)
    cells = sorted((error["row"], error["column"]) for error in answer["errors"])
    assert cells == sorted((each["row"], each["column"]) for each in WRONG["errors"])
    assert answer["wrong"] == WRONG["wrong"]
    assert answer["new"] == WRONG["rows"] - WRONG["wrong"]
    sentences = [error["message"] for error in answer["errors"]]
    assert len(set(sentences)) == len(sentences)


def test_the_wrong_ledger_shows_what_stood_in_each_cell(run):
    values = {error["row"]: error["value"] for error in run(FAULTY, commit=False)["errors"]}
    assert values == {each["row"]: each["planted"][:100] for each in WRONG["errors"]}


def test_both_ledgers_live_in_one_database(run):
    run(CLEAN)
    assert run(FAULTY)["new"] == 48
    assert Cadre.objects.count() == 86 + 48


def test_without_commit_nothing_is_written(run):
    assert run(CLEAN, commit=False)["new"] == 86
    assert Cadre.objects.count() == 0
