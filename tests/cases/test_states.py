"""Spans of duty and months, as decisions 1.10 has them."""

from datetime import date

import pytest

from cases.choices import NEXT_STATUSES, SHUT_STATUSES, DossierStatus
from cases.rules.states import (
    Span,
    add_months,
    duty_span,
    first_of_quarter,
    may_become,
    out_of_scope,
)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(day, months, expected):
    assert add_months(day, months) == expected


def test_the_quarter_of_a_day_begins_with_its_first_month():
    assert [first_of_quarter(date(2026, month, 9)).month for month in (1, 3, 4, 9, 12)] == [
        1, 1, 4, 7, 10,
    ]  # fmt: skip


def test_duty_runs_to_the_last_restricted_day():
    span = duty_span(
        first_decided=date(2026, 3, 25),
        overall_end=date(2027, 3, 24),
        awaiting=False,
        has_clock=True,
        care_months=6,
    )
    assert span == Span(date(2026, 3, 25), date(2027, 3, 24))


def test_while_restoration_is_awaited_duty_has_no_end():
    span = duty_span(
        first_decided=date(2026, 3, 25),
        overall_end=None,
        awaiting=True,
        has_clock=True,
        care_months=6,
    )
    assert span.last is None


def test_a_measure_without_a_clock_is_cared_for_some_months():
    span = duty_span(
        first_decided=date(2026, 3, 25),
        overall_end=None,
        awaiting=False,
        has_clock=False,
        care_months=6,
    )
    assert span == Span(date(2026, 3, 25), date(2026, 9, 24))


@pytest.mark.parametrize("to", list(DossierStatus))
def test_a_shut_dossier_goes_nowhere(to):
    for shut in SHUT_STATUSES:
        assert not may_become(shut, to, order=NEXT_STATUSES)


def test_expelled_and_dismissed_is_out_of_scope_and_either_alone_is_not():
    assert "不列入" in out_of_scope(["PE", "AX"])
    assert out_of_scope(["PE"]) == ""
    assert out_of_scope(["AX", "PW"]) == ""
