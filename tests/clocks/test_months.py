"""Month arithmetic: the golden dates of practice E.1 and the table of rules.md 5.2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks.months import add_months, between, last_day, month_length, summed
from tests.clocks.build import UNHURRIED, day

GOLDEN = [  # practice E.1, "Golden dates (rule A / B / C)"
    ("2025-03-20", 24, "2027-03-19", "2027-03-19", "2027-03-20"),
    ("2025-09-01", 18, "2027-02-28", "2027-02-28", "2027-03-01"),
    ("2024-02-29", 12, "2025-02-27", "2025-02-28", "2025-02-28"),
    ("2024-02-29", 18, "2025-08-28", "2025-08-28", "2025-08-29"),
    ("2025-08-30", 6, "2026-02-27", "2026-02-28", "2026-02-28"),
    ("2025-08-31", 6, "2026-02-27", "2026-02-28", "2026-02-28"),
    ("2025-08-31", 12, "2026-08-30", "2026-08-30", "2026-08-31"),
    ("2024-12-31", 6, "2025-06-29", "2025-06-30", "2025-06-30"),
    ("2025-01-01", 12, "2025-12-31", "2025-12-31", "2026-01-01"),
]


@pytest.mark.parametrize(("start", "months", "a", "b", "c"), GOLDEN)
def test_golden_dates_of_practice_e1(start, months, a, b, c):
    ends = [last_day(day(start), months, convention).isoformat() for convention in "ABC"]
    assert ends == [a, b, c]


@pytest.mark.parametrize(
    ("year", "length"), [(2023, 28), (2024, 29), (1900, 28), (2000, 29), (2100, 28)]
)
def test_february_knows_leap_years(year, length):
    assert month_length(year, 2) == length


@pytest.mark.parametrize(
    ("start", "end", "months", "days"),
    [
        ("2024-10-20", "2025-03-15", 4, 23),  # rules 5.5 row 9
        ("2024-12-01", "2025-04-10", 4, 9),  # rules 5.5 row 10
        ("2025-01-31", "2025-02-28", 1, 0),  # the clipped day counts as the matching one
        ("2025-01-31", "2025-03-01", 1, 1),
        ("2025-05-05", "2025-05-05", 0, 0),
    ],
)
def test_a_remainder_is_months_and_days(start, end, months, days):
    assert between(day(start), day(end)) == (months, days)


@pytest.mark.parametrize(
    ("combination", "a", "b", "c"),
    [
        ("S1", "2026-09-14", "2026-09-14", "2026-09-15"),
        ("S2", "2026-09-12", "2026-09-12", "2026-09-13"),
        ("S3", "2026-09-11", "2026-09-11", "2026-09-12"),
    ],
)
def test_the_three_ways_to_add_with_one_old_end(combination, a, b, c):
    """rules 5.5 row 9; under C from the same old end, to see the method alone."""
    ends = [
        summed(
            day("2024-10-20"), 18, day("2025-03-14"), convention=name, combination=combination
        ).isoformat()
        for name in "ABC"
    ]
    assert ends == [a, b, c]


days = st.dates(min_value=day("1990-01-01"), max_value=day("2060-12-31"))
lengths = st.integers(min_value=1, max_value=60)


@UNHURRIED
@given(start=days, months=lengths)
def test_a_is_never_after_b_nor_b_after_c_and_c_at_most_a_day_after_a(start, months):
    a, b, c = (last_day(start, months, name) for name in "ABC")
    assert a <= b <= c
    assert (c - a).days == 1
    assert b == (c if c.day != start.day else a)


@UNHURRIED
@given(one=days, other=days, months=lengths, convention=st.sampled_from("ABC"))
def test_a_later_start_never_ends_earlier(one, other, months, convention):
    first, second = sorted([one, other])
    assert last_day(first, months, convention) <= last_day(second, months, convention)


@UNHURRIED
@given(start=days, months=lengths)
def test_months_and_days_between_lead_back(start, months):
    end = add_months(start, months)
    whole, left = between(start, end)
    assert (add_months(start, whole) - start).days + left == (end - start).days
    assert whole == months
