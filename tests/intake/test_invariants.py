"""Whatever the cells hold: no fault, rows in = the sum, and every wrong row says why."""

import datetime as dt
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clocks.catalogue import load_catalogue
from clocks.engine import compute
from clocks.facts import Policy
from intake.rules.ledger import read_ledger
from intake.rules.persons import Book, Verdict
from intake.rules.reading.sheets import Sheet
from intake.rules.verdicts import counts, judge
from tests.intake import ledgers

TODAY = dt.date(2026, 11, 21)
H, P = ledgers.HEADERS, ledgers.PEOPLE

# Cells as people fill them: right ones, near misses, and anything at all.
ANYTHING = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-10, 10**19), st.floats(allow_nan=False),
    st.booleans(), st.dates().map(lambda day: ["d", day.isoformat()]),
    st.sampled_from([["e", "#N/A"], ["t", "03:04:00"], "2025.3", 1993.1, "警告", "=1+1", " "]),
)  # fmt: skip
CELLS = [
    st.one_of(st.sampled_from([row[column] for row in P]), ANYTHING) for column in range(len(H))
]
ROWS = st.lists(st.tuples(*CELLS).map(list), min_size=1, max_size=8)


def verdicts_of(rows):
    sheet = Sheet("明细清单", [H, *[list(row) for row in rows]])
    ledger = read_ledger([sheet], today=TODAY)
    book = Book({}, {}, partial(compute, policy=Policy(), today=TODAY, catalogue=load_catalogue()))
    verdicts = [Verdict(place, row) for place, row in enumerate(ledger.rows)]
    judge(verdicts, [], book)
    return verdicts


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_rows_in_are_new_changed_same_and_wrong(rows):
    verdicts = verdicts_of([P[0], *rows])
    found = counts(verdicts)
    assert found["rows"] == len(verdicts)
    assert found["rows"] == found["new"] + found["changed"] + found["same"] + found["wrong"]
    for verdict in verdicts:
        assert (verdict.kind == "wrong") is bool(verdict.row.errors)
        for error in verdict.row.errors:
            assert error.message.startswith(f"第{verdict.row.row}行【")
            assert len(error.value) <= 100


@settings(max_examples=100, deadline=None)
@given(st.permutations(P), st.integers(1, 3))
def test_rows_told_again_add_nothing(people, times):
    verdicts = verdicts_of(people * times)
    assert counts(verdicts)["new"] == len(P)
    assert counts(verdicts)["same"] == len(P) * (times - 1)
