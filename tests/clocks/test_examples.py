"""The 21 worked examples of rules.md 5.5, each by its row, and the cases of practice E.1."""

import pytest

from clocks.deadlines import (
    announce_by,
    execution_report_by,
    extended_announce_by,
    review_request_by,
)
from tests.clocks.build import (
    changed,
    clock,
    day,
    decision,
    end_of,
    extended,
    outcome,
    restored,
)

SINGLE = [  # row, measure, months stated, decided on, A, B, C, first free, safe
    (1, "PW", None, "2024-03-15", "2025-03-14", "2025-03-14", "2025-03-15", "2025-03-15",
     "2025-03-16"),
    (2, "AW", None, "2024-08-31", "2025-02-27", "2025-02-28", "2025-02-28", "2025-02-28",
     "2025-03-01"),
    (3, "PSW", None, "2024-08-31", "2026-02-27", "2026-02-28", "2026-02-28", "2026-02-28",
     "2026-03-01"),
    (4, "AD1", None, "2024-02-29", "2025-02-27", "2025-02-28", "2025-02-28", "2025-02-28",
     "2025-03-01"),
    (5, "LA", None, "2024-10-31", "2025-04-29", "2025-04-30", "2025-04-30", "2025-04-30",
     "2025-05-01"),
    (6, "PSW", 24, "2024-05-31", "2026-05-30", "2026-05-30", "2026-05-31", "2026-05-31",
     "2026-06-01"),
    (19, "PE", None, "2024-04-30", "2029-04-29", "2029-04-29", "2029-04-30", "2029-04-30",
     "2029-05-01"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "measure", "months", "on", "a", "b", "c", "free", "safe"), SINGLE)
def test_rows_1_to_6_and_19_single_periods(row, measure, months, on, a, b, c, free, safe):
    one = decision("d1", measure, on, months=months)
    assert [end_of("d1", one, convention=name) for name in "ABC"] == [a, b, c]
    found = clock(outcome(one), "d1")
    assert (found.first_free, found.safe) == (day(free), day(safe))


def test_row_6_the_substitute_bars_equal_or_higher():
    found = clock(outcome(decision("d1", "PSW", "2024-05-31", months=24)), "d1")
    assert found.matters == ("EQUAL_OR_HIGHER", "RANK")
    assert found.months == 24


def test_row_7_party_and_state_on_one_day_run_side_by_side():
    pair = decision("d1", "PW", "2024-06-18"), decision("d2", "AD2", "2024-06-18")
    assert [end_of("d1", *pair), end_of("d2", *pair)] == ["2025-06-17", "2025-12-17"]
    assert [end_of(name, *pair, convention="C") for name in ("d1", "d2")] == [
        "2025-06-18",
        "2025-12-18",
    ]
    answer = outcome(*pair)
    assert clock(answer, "d1").first_free == day("2025-06-18")
    assert answer.free_from == day("2025-12-18")


def test_row_8_party_and_state_on_different_days():
    pair = decision("d1", "PSW", "2024-06-28"), decision("d2", "AL", "2024-07-05")
    assert [end_of(name, *pair) for name in ("d1", "d2")] == ["2025-12-27", "2026-07-04"]
    assert [end_of(name, *pair, convention="C") for name in ("d1", "d2")] == [
        "2025-12-28",
        "2026-07-05",
    ]
    assert outcome(*pair).free_from == day("2026-07-05")


@pytest.mark.parametrize(
    ("row", "first", "second", "name", "combination", "end"),
    [
        (9, ("PW", "2024-03-15"), ("PSW", "2024-10-20"), "d2", "S1", "2026-09-14"),
        (9, ("PW", "2024-03-15"), ("PSW", "2024-10-20"), "d2", "S2", "2026-09-12"),
        (9, ("PW", "2024-03-15"), ("PSW", "2024-10-20"), "d2", "S3", "2026-09-11"),
        (10, ("AD1", "2024-04-10"), ("AD2", "2024-12-01"), "d2", "S1", "2026-10-09"),
        (10, ("AD1", "2024-04-10"), ("AD2", "2024-12-01"), "d2", "S2", "2026-10-08"),
        (10, ("AD1", "2024-04-10"), ("AD2", "2024-12-01"), "d2", "S3", "2026-10-09"),
    ],
)
def test_rows_9_and_10_a_second_decision_inside(row, first, second, name, combination, end):
    pair = decision("d1", *first), decision("d2", *second)
    assert end_of(name, *pair, combination=combination) == end
    assert clock(outcome(*pair, combination=combination), "d2").method == f"A+{combination}"


def test_row_11_the_third_state_decision_meets_the_cap():
    three = (
        decision("d1", "AR", "2022-07-01"),
        decision("d2", "AL", "2023-01-10"),
        decision("d3", "AD2", "2023-06-01"),
    )
    assert [end_of(name, *three) for name in ("d1", "d2", "d3")] == [
        "2024-06-30",
        "2026-06-30",
        "2027-05-31",
    ]
    found = clock(outcome(*three), "d3")
    assert (found.method, found.first_free, found.certainty) == ("cap48", day("2027-06-01"), "low")


@pytest.mark.parametrize(
    ("convention", "probation", "restored_on", "bar"),
    [
        ("A", "2025-01-19", "2025-01-20", "2027-01-19"),
        ("C", "2025-01-20", "2025-01-21", "2027-01-21"),
    ],
)
def test_row_12_one_year_of_probation_restored_on_time(convention, probation, restored_on, bar):
    one = decision("d1", "PP1", "2024-01-20", restored(restored_on))
    assert end_of("d1", one, slot="probation", convention=convention) == probation
    assert end_of("d1", one, convention=convention) == bar


def test_row_12_the_form_proposes_the_first_free_day_of_probation():
    waiting = outcome(decision("d1", "PP1", "2024-01-20"))
    assert clock(waiting, "d1", "probation").first_free == day("2025-01-20")
    done = outcome(decision("d1", "PP1", "2024-01-20", restored("2025-01-20")))
    assert clock(done, "d1").first_free == day("2027-01-20")


def test_row_13_extended_by_one_year_then_restored():
    one = decision("d1", "PP1", "2024-01-20", extended("2025-01-15"), restored("2026-01-20"))
    assert end_of("d1", one, slot="probation") == "2026-01-19"
    assert end_of("d1", one) == "2028-01-19"
    assert clock(outcome(one), "d1").first_free == day("2028-01-20")


def test_row_14_two_years_of_probation():
    one = decision("d1", "PP2", "2023-11-30", restored("2025-11-30"))
    assert end_of("d1", one, slot="probation") == "2025-11-29"
    assert end_of("d1", one) == "2027-11-29"
    assert clock(outcome(one), "d1").first_free == day("2027-11-30")


def test_row_15_changed_to_lighter_counts_from_the_original_day():
    one = decision("d1", "PSW", "2024-05-10", changed("2024-11-08", "PW"))
    found = clock(outcome(one), "d1")
    assert (found.end, found.first_free) == (day("2025-05-09"), day("2025-05-10"))


def test_row_16_changed_to_heavier_is_the_original_day_with_the_new_length():
    one = decision("d1", "PW", "2024-05-10", changed("2024-11-08", "PSW"))
    found = clock(outcome(one), "d1")
    assert (found.end, found.first_free) == (day("2025-11-09"), day("2025-11-10"))


def test_row_17_removal_from_post_beside_a_party_warning():
    answer = outcome(decision("d1", "OD", "2024-09-10"), decision("d2", "PSW", "2024-09-10"))
    assert clock(answer, "d2").end == day("2026-03-09")
    assert answer.matters["LEADING_POST"] == day("2025-09-09")
    assert answer.matters["PROMOTE_OR_USE"] == day("2026-09-09")
    assert answer.free_from == day("2026-09-10")


@pytest.mark.parametrize(
    ("convention", "second_on", "method", "end"),
    [
        ("A", "2024-01-16", "A", "2025-01-15"),
        ("A", "2024-01-15", "A+S1", "2025-01-15"),
        ("C", "2024-01-16", "C+S1", "2025-01-17"),
        ("C", "2024-01-15", "C+S1", "2025-01-17"),
    ],
)
def test_row_18_the_edge_of_inside(convention, second_on, method, end):
    pair = decision("d1", "PW", "2023-01-16"), decision("d2", "PW", second_on)
    found = clock(outcome(*pair, convention=convention), "d2")
    assert (found.method, found.end) == (method, day(end))


def test_row_19_expulsion_bars_rejoining_only_from_its_own_day():
    answer = outcome(decision("d1", "PE", "2024-04-30"))
    assert clock(answer, "d1").first_free == day("2029-04-30")
    assert answer.matters["REJOIN_PARTY"] == day("2029-04-29")


def test_row_20_execution_deadlines_clip_at_the_end_of_a_month():
    decided_on = day("2024-08-31")
    assert announce_by(decided_on) == day("2024-09-30")
    assert extended_announce_by(decided_on) == day("2025-02-28")
    assert execution_report_by(decided_on) == day("2025-02-28")


def test_row_21_review_is_asked_for_within_a_month_of_receipt():
    assert review_request_by(day("2025-01-31")) == day("2025-02-28")


def test_e1_severe_warning_then_removal_inside():
    pair = decision("d1", "PSW", "2025-09-01"), decision("d2", "PR", "2026-06-20")
    assert [end_of(name, *pair) for name in ("d1", "d2")] == ["2027-02-28", "2029-02-28"]
    assert end_of("d2", *pair, combination="S2") == "2029-02-28"


def test_e1_the_cap_after_an_extended_period():
    """An extended period to 2029-08-30, then a 撤职 of 2026-01-10: capped 48 months from then."""
    pair = decision("d1", "AR", "2025-08-31", months=48), decision("d2", "AR", "2026-01-10")
    assert [end_of(name, *pair) for name in ("d1", "d2")] == ["2029-08-30", "2030-01-09"]
    assert clock(outcome(*pair), "d2").method == "cap48"


def test_e1_two_single_state_decisions_never_reach_the_cap():
    pair = decision("d1", "AR", "2025-08-31"), decision("d2", "AR", "2025-08-31")
    found = clock(outcome(*pair), "d2")
    assert (found.method, found.end) == ("A+S1", day("2029-08-30"))


@pytest.mark.parametrize(
    ("first", "then", "end"), [("PSW", "PW", "2027-01-07"), ("PW", "PSW", "2027-07-07")]
)
def test_e1_changed_in_either_direction(first, then, end):
    assert end_of("d1", decision("d1", first, "2026-01-08", changed("2026-06-15", then))) == end


def test_e1_severe_warning_and_removal_from_post_on_one_day():
    answer = outcome(decision("d1", "PSW", "2025-04-10"), decision("d2", "OD", "2025-04-10"))
    assert [clock(answer, name).end for name in ("d1", "d2")] == [
        day("2026-10-09"),
        day("2027-04-09"),
    ]
    assert answer.overall_end == day("2027-04-09")
