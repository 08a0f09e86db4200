"""The examples of the manual: facts from the data file, answers as rules.md 5.5 worked them out."""

import pytest

from clocks.catalogue import load_catalogue
from clocks.examples import examples
from clocks.outcome import Clock
from tests.clocks.build import day

BOOK = load_catalogue()
# (number, how often so far) → (clock, last day under A, B, C, first free day, safe day) …
WORKED = {
    (1, 0): [("d1 bar", "2025-03-14", "2025-03-14", "2025-03-15", "2025-03-15", "2025-03-16")],
    (2, 0): [("d1 bar", "2025-02-27", "2025-02-28", "2025-02-28", "2025-02-28", "2025-03-01")],
    (3, 0): [("d1 bar", "2026-02-27", "2026-02-28", "2026-02-28", "2026-02-28", "2026-03-01")],
    (4, 0): [("d1 bar", "2025-02-27", "2025-02-28", "2025-02-28", "2025-02-28", "2025-03-01")],
    (5, 0): [("d1 bar", "2025-04-29", "2025-04-30", "2025-04-30", "2025-04-30", "2025-05-01")],
    (6, 0): [("d1 bar", "2026-05-30", "2026-05-30", "2026-05-31", "2026-05-31", "2026-06-01")],
    (7, 0): [
        ("d1 bar", "2025-06-17", "2025-06-17", "2025-06-18", "2025-06-18", "2025-06-19"),
        ("d2 bar", "2025-12-17", "2025-12-17", "2025-12-18", "2025-12-18", "2025-12-19"),
    ],
    (8, 0): [
        ("d1 bar", "2025-12-27", "2025-12-27", "2025-12-28", "2025-12-28", "2025-12-29"),
        ("d2 bar", "2026-07-04", "2026-07-04", "2026-07-05", "2026-07-05", "2026-07-06"),
    ],
    (12, 0): [
        ("d1 probation", "2025-01-19", "2025-01-19", "2025-01-20", "2025-01-20", "2025-01-21"),
        ("d1 bar", "2027-01-19", "2027-01-19", "2027-01-20", "2027-01-20", "2027-01-21"),
    ],
    (12, 1): [
        ("d1 probation", "2025-01-19", "2025-01-19", "2025-01-20", "2025-01-21", "2025-01-21"),
        ("d1 bar", "2027-01-20", "2027-01-20", "2027-01-21", "2027-01-22", "2027-01-22"),
    ],
    (19, 0): [("d1 bar", "2029-04-29", "2029-04-29", "2029-04-30", "2029-04-30", "2029-05-01")],
}
# The last day of the last clock under the example's own convention.
LAST = {
    (9, 0): "2026-09-14",
    (10, 0): "2026-10-09",
    (11, 0): "2027-05-31",
    (13, 0): "2028-01-19",
    (14, 0): "2027-11-29",
    (15, 0): "2025-05-09",
    (16, 0): "2025-11-09",
    (17, 0): "2026-03-09",
    (18, 0): "2025-01-15",
    (18, 1): "2025-01-15",
}
COMBINED = {
    (9, 0): ["2026-09-14", "2026-09-12", "2026-09-11"],
    (10, 0): ["2026-10-09", "2026-10-08", "2026-10-09"],
}


def numbered():
    seen: dict[int, int] = {}
    for example in examples():
        nth = seen.get(example.number, 0)
        seen[example.number] = nth + 1
        yield (example.number, nth), example


BY_KEY = dict(numbered())


def told(clock: Clock):
    days = (*clock.by_convention, clock.first_free, clock.safe)
    return (f"{clock.decision} {clock.slot}", *(d.isoformat() for d in days if d))


def test_all_21_rows_are_there_in_order():
    numbers = [example.number for example in examples()]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 22))
    assert {key for key, example in BY_KEY.items() if example.decisions} == {*WORKED, *LAST}


@pytest.mark.parametrize("key", WORKED)
def test_a_row_is_answered_under_all_conventions(key):
    assert [told(clock) for clock in BY_KEY[key].outcome(BOOK).clocks] == WORKED[key]


@pytest.mark.parametrize(("key", "end"), LAST.items())
def test_a_chain_ends_on_its_day(key, end):
    assert BY_KEY[key].outcome(BOOK).clocks[-1].end == day(end)


@pytest.mark.parametrize("key", BY_KEY)
def test_the_three_combinations_stand_beside_each_other_only_where_something_is_added(key):
    example = BY_KEY[key]
    if not example.decisions:
        return
    found = example.under_each_combination(BOOK)
    if key in COMBINED:
        assert [end.isoformat() for end in found.values() if end] == COMBINED[key]
    elif key == (18, 1):
        assert list(found) == ["S1", "S2", "S3"]
    else:
        assert found == {}


def test_row_7_and_17_say_when_everything_is_free():
    assert BY_KEY[7, 0].outcome(BOOK).free_from == day("2025-12-18")
    free = BY_KEY[17, 0].outcome(BOOK)
    assert (free.free_from, free.matters["LEADING_POST"]) == (day("2026-09-10"), day("2025-09-09"))


def test_rows_20_and_21_are_terms_of_the_same_tables():
    announced, reported = BY_KEY[20, 0].terms
    assert (announced.by, announced.longest) == (day("2024-09-30"), day("2025-02-28"))
    assert (reported.by, reported.longest) == (day("2025-02-28"), None)
    (review,) = BY_KEY[21, 0].terms
    assert (review.what, review.by) == ("向作出决定的监察机关申请复审", day("2025-02-28"))


def test_an_example_the_engine_refuses_is_a_fault_not_a_silence():
    from dataclasses import replace

    wrong = replace(BY_KEY[1, 0], convention="D")
    with pytest.raises(ValueError, match="1: "):
        wrong.outcome(BOOK)
