"""The office's sample ledger: every clock of its answer sheet under A, B and C."""

import json
from pathlib import Path

import pytest

from clocks.names import find_measure
from tests.clocks.build import clock, decision, outcome

ANSWERS = Path(__file__).parents[1] / "fixtures" / "ledgers" / "回访对象明细清单-答案.json"
PEOPLE = json.loads(ANSWERS.read_text(encoding="utf-8"))


def test_the_answer_sheet_is_whole():
    assert len(PEOPLE) == 86
    assert sum(len(person["clocks"]) for person in PEOPLE) == 95


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: f"row {person['excel_row']}")
@pytest.mark.parametrize("convention", ["A", "B", "C"])
def test_every_clock_of_the_sheet(person, convention):
    decisions = [
        decision(f"d{n}", find_measure(told["measure"]), told["start"])
        for n, told in enumerate(person["clocks"])
    ]
    answer = outcome(*decisions, convention=convention)
    for n, told in enumerate(person["clocks"]):
        found = clock(answer, f"d{n}", told["kind"])
        assert found.start.isoformat() == told["start"]
        assert found.end.isoformat() == told["end"][convention]
        if told["kind"] == "bar":
            assert found.months == told["months"]
        else:
            assert found.months == told["months"]
            assert told["then"] == "bar waits for restored_on"
            assert clock(answer, f"d{n}").start is None
            assert f"d{n}" in answer.awaiting
