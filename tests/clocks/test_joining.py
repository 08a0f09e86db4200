"""A second decision in the same system (engine.md 2): what joins, what is capped, what is not."""

import pytest

from clocks.facts import Person
from clocks.months import last_day
from tests.clocks.build import (
    changed,
    clock,
    day,
    decision,
    end_of,
    outcome,
    overridden,
    restored,
)

STAFF = Person("non_member", "institution_staff")


def test_the_party_has_no_cap():
    three = [decision(f"d{n}", "PR", f"202{n}-03-01") for n in (4, 5, 6)]
    assert [end_of(f"d{n}", *three) for n in (4, 5, 6)] == [
        "2026-02-28",
        "2028-02-29",
        "2030-02-28",
    ]


def test_the_sum_counts_from_the_effective_overridden_end():
    first = decision("d1", "PSW", "2024-03-01", overridden("2024-12-31"))
    inside = decision("d2", "PW", "2024-12-31")
    assert end_of("d2", first, inside) == "2025-12-31"
    outside = decision("d2", "PW", "2025-01-01")
    assert clock(outcome(first, outside), "d2").method == "A"


def test_the_old_clock_keeps_its_own_end():
    pair = decision("d1", "PW", "2024-03-15"), decision("d2", "PSW", "2024-10-20")
    assert end_of("d1", *pair) == "2025-03-14"


def test_a_joined_period_starts_with_the_new_decision():
    pair = decision("d1", "PW", "2024-03-15"), decision("d2", "PSW", "2024-10-20")
    found = clock(outcome(*pair), "d2")
    assert (found.start, found.months) == (day("2024-10-20"), 18)


def test_the_heavier_bar_holds_to_the_old_end_and_then_the_new_one():
    answer = outcome(decision("d1", "PR", "2024-01-10"), decision("d2", "PW", "2025-06-01"))
    assert answer.matters == {
        "EQUAL_OR_HIGHER": day("2026-01-09"),
        "RANK": day("2027-01-09"),
        "PROMOTE_OR_USE": day("2027-01-09"),
    }


def test_systems_run_in_parallel():
    five = [
        decision("d1", "PW", "2024-03-15"),
        decision("d2", "AD1", "2024-03-15"),
        decision("d3", "OA", "2024-03-15"),
        decision("d4", "LA", "2024-03-15"),
        decision("d5", "ID", "2024-03-15"),
    ]
    person = Person("member", "institution_staff")
    ends = [end_of(each.id, *five, person=person) for each in five]
    assert ends == ["2025-03-14", "2025-03-14", "2025-03-14", "2024-09-14", "2025-03-14"]


@pytest.mark.parametrize(
    ("stated", "end", "method"),
    [
        (24, "2028-12-31", "A+S1"),
        (36, "2029-12-31", "A+S1"),
        (37, "2029-12-31", "cap48"),
        (48, "2029-12-31", "cap48"),
    ],
)
def test_the_state_cap_counts_48_months_from_the_second_decision(stated, end, method):
    pair = decision("d1", "AR", "2025-01-01"), decision("d2", "AR", "2026-01-01", months=stated)
    found = clock(outcome(*pair), "d2")
    assert (found.end, found.method) == (day(end), method)


def test_the_cap_never_ends_before_the_old_period():
    """Three periods reach 2030-02; 48 months from the fourth decision would end before."""
    first = decision("d1", "AR", "2025-01-01", overridden("2030-06-30"))
    second = decision("d2", "AW", "2025-02-01")
    found = clock(outcome(first, second), "d2")
    assert (found.end, found.method) == (day("2030-06-30"), "cap48")


@pytest.mark.parametrize("combination", ["S1", "S2", "S3"])
def test_the_cap_holds_under_every_combination(combination):
    pair = decision("d1", "AR", "2025-08-31", months=48), decision("d2", "AR", "2026-01-10")
    assert end_of("d2", *pair, combination=combination) == "2030-01-09"


def test_institution_staff_are_capped_like_civil_servants():
    three = [decision(f"d{n}", "IG", f"2025-0{n}-01") for n in (1, 2, 3)]
    found = clock(outcome(*three, person=STAFF), "d3")
    assert (found.end, found.method) == (day("2029-02-28"), "cap48")


def test_two_decisions_of_one_day_join_shorter_first_whatever_their_order():
    pair = [decision("b", "PSW", "2024-08-31"), decision("a", "PW", "2024-08-31")]
    for order in (pair, pair[::-1]):
        answer = outcome(*order)
        assert clock(answer, "a").end == day("2025-08-30")
        assert clock(answer, "b").end == last_day(day("2025-08-31"), 18, "A")
        assert clock(answer, "b").certainty == "low"


def test_a_leading_post_bar_joins_only_another_leading_post_bar():
    pair = decision("d1", "OA", "2024-01-10"), decision("d2", "OD", "2024-06-10")
    assert end_of("d2", *pair, slot="leading_post") == "2025-06-09"
    assert end_of("d2", *pair) == "2027-01-09"


def test_probation_starts_on_its_own_day_and_adds_the_unserved_days_to_its_later_bar():
    pair = (
        decision("d1", "PSW", "2024-03-01"),  # to 2025-08-31
        decision("d2", "PP1", "2024-09-01", restored("2025-09-01")),  # 365 days unserved
    )
    assert end_of("d1", *pair) == "2025-08-31"
    assert end_of("d2", *pair, slot="probation") == "2025-08-31"
    found = clock(outcome(*pair), "d2")
    assert (found.start, found.end) == (day("2025-09-01"), day("2028-08-30"))
    assert (found.method, found.certainty) == ("A+unserved", "low")


def test_unserved_days_are_days_under_every_combination():
    pair = (
        decision("d1", "PSW", "2024-03-01"),
        decision("d2", "PP1", "2024-09-01", restored("2025-09-01")),
    )
    assert {end_of("d2", *pair, combination=way) for way in ("S1", "S2", "S3")} == {"2028-08-30"}


def test_probation_after_the_earlier_period_adds_nothing():
    pair = (
        decision("d1", "PW", "2023-03-01"),  # to 2024-02-29
        decision("d2", "PP1", "2024-03-01", restored("2025-03-01")),
    )
    assert end_of("d2", *pair) == "2027-02-28"


def test_a_decision_after_restoration_joins_the_bar():
    pair = (
        decision("d1", "PP1", "2022-01-20", restored("2023-01-20")),  # bar to 2025-01-19
        decision("d2", "PW", "2024-06-01"),
    )
    assert end_of("d2", *pair) == "2026-01-19"


def test_a_decision_after_probation_but_before_restoration_is_awaited_too():
    answer = outcome(decision("d1", "PP1", "2024-01-20"), decision("d2", "PW", "2025-03-01"))
    waiting = clock(answer, "d2")
    assert (waiting.start, waiting.end, waiting.safe) == (None, None, None)
    assert answer.free_from is None
    assert answer.awaiting == ("d1",)


def test_expulsion_stands_alone():
    alone = outcome(decision("d1", "PSW", "2024-03-01"))
    both = outcome(decision("d1", "PSW", "2024-03-01"), decision("d2", "PE", "2024-06-01"))
    assert clock(both, "d2").end == day("2029-05-31")
    assert (clock(both, "d1").certainty, clock(both, "d2").certainty) == ("high", "low")
    assert any("如何衔接没有明文规定" in step for step in clock(both, "d2").steps)
    assert clock(both, "d1").end == clock(alone, "d1").end
    assert both.overall_end == alone.overall_end == day("2025-08-31")
    assert both.matters["REJOIN_PARTY"] == day("2029-05-31")
    assert both.matters["EQUAL_OR_HIGHER"] == day("2029-05-31")


def test_a_person_only_expelled_has_no_overall_end():
    answer = outcome(decision("d1", "PE", "2024-06-01"))
    assert (answer.overall_end, answer.free_from) == (None, None)


@pytest.mark.parametrize("expelled_on", ["2024-01-20", "2024-06-01"])
def test_expulsion_during_probation_is_allowed_and_ends_the_wait(expelled_on):
    answer = outcome(decision("d1", "PP1", "2024-01-20"), decision("d2", "PE", expelled_on))
    assert clock(answer, "d1", "probation").end == day("2025-01-19")
    assert clock(answer, "d1").end is None
    assert answer.free_from is None
    assert answer.awaiting == ()


def test_an_expulsion_before_the_probation_does_not_end_the_wait():
    answer = outcome(decision("d1", "PE", "2015-06-01"), decision("d2", "PP1", "2024-01-20"))
    assert answer.awaiting == ("d2",)


def test_dismissal_has_no_clock_and_shortens_nothing():
    answer = outcome(decision("d1", "AR", "2024-06-01"), decision("d2", "AX", "2024-09-01"))
    assert [found.decision for found in answer.clocks] == ["d1"]
    assert answer.overall_end == day("2026-05-31")


def test_a_party_decision_after_expulsion_is_kept_with_a_doubt():
    answer = outcome(decision("d1", "PE", "2018-06-01"), decision("d2", "PW", "2024-09-01"))
    found = clock(answer, "d2")
    assert (found.end, found.certainty) == (day("2025-08-31"), "low")
    assert any("是否已经重新入党" in step for step in found.steps)


@pytest.mark.parametrize(
    ("first_on", "second_on", "certainty"),
    [("2024-02-01", "2024-06-01", "medium"), ("2023-12-31", "2024-06-01", "low")],
)
def test_summing_across_the_text_of_2024_is_doubtful(first_on, second_on, certainty):
    pair = decision("d1", "PW", first_on), decision("d2", "PW", second_on)
    assert clock(outcome(*pair), "d2").certainty == certainty


def test_doubt_is_inherited_by_what_is_built_upon_it():
    three = (
        decision("d1", "PW", "2023-12-31"),
        decision("d2", "PW", "2024-06-01"),
        decision("d3", "PW", "2025-06-01"),
    )
    assert clock(outcome(*three), "d3").certainty == "low"


def test_a_change_found_after_the_end_joins_what_runs_on_the_day_of_change():
    """d1 ran out in 2025-01; made heavier in 2025-06 while d2 runs, its rest follows d2."""
    pair = (
        decision("d1", "PW", "2024-01-10", changed("2025-06-10", "PSW")),
        decision("d2", "PW", "2025-02-01"),  # to 2026-01-31
    )
    assert end_of("d2", *pair) == "2026-01-31"
    assert end_of("d1", *pair) == "2026-07-31"


def test_a_change_after_the_end_leaves_what_joined_the_period_when_it_ran():
    pair = (
        decision("d1", "PW", "2024-01-10", changed("2025-12-01", "PR")),  # over on 2025-01-09
        decision("d2", "PW", "2024-06-01"),
    )
    assert end_of("d2", *pair) == "2026-01-09"
    assert end_of("d1", *pair) == "2027-01-09"


def test_safe_follows_the_whole_chain_under_each_convention():
    pair = decision("d1", "PW", "2024-03-15"), decision("d2", "PSW", "2024-10-20")
    found = clock(outcome(*pair), "d2")
    assert [each.isoformat() for each in found.by_convention] == [
        "2026-09-14",
        "2026-09-14",
        "2026-09-16",
    ]
    assert (found.first_free, found.safe) == (day("2026-09-15"), day("2026-09-17"))


def test_safe_is_the_day_after_an_override():
    found = clock(outcome(decision("d1", "PW", "2024-03-15", overridden("2025-02-01"))), "d1")
    assert (found.first_free, found.safe) == (day("2025-02-02"), day("2025-02-02"))
    assert found.conventions_differ is False


def test_two_conventions_of_three_may_agree_and_still_differ():
    found = clock(outcome(decision("d1", "PW", "2024-03-15")), "d1")
    assert len(set(found.by_convention)) == 2
    assert found.conventions_differ is True
