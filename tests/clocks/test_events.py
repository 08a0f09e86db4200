"""What happens to a decision later (engine.md 3)."""

import pytest

from tests.clocks.build import (
    annulled,
    changed,
    clock,
    day,
    decision,
    end_of,
    extended,
    outcome,
    overridden,
    restored,
)


def test_lighter_counts_from_the_original_day_even_when_already_over():
    one = decision("d1", "PSW", "2024-01-10", changed("2026-03-01", "PW"))
    found = clock(outcome(one), "d1")
    assert (found.start, found.end, found.months) == (day("2024-01-10"), day("2025-01-09"), 12)


def test_heavier_before_the_end_counts_from_the_original_day():
    one = decision("d1", "PW", "2024-01-10", changed("2025-01-09", "PR"))
    found = clock(outcome(one), "d1")
    assert (found.start, found.end) == (day("2024-01-10"), day("2026-01-09"))
    assert found.matters == ("EQUAL_OR_HIGHER", "RANK")


def test_heavier_after_the_end_runs_the_difference_from_the_day_of_change():
    one = decision("d1", "PW", "2024-01-10", changed("2025-01-10", "PR"))
    found = clock(outcome(one), "d1")
    assert (found.start, found.end, found.months) == (day("2025-01-10"), day("2026-01-09"), 12)


def test_heavier_of_the_same_length_keeps_the_original_period():
    one = decision("d1", "AL", "2022-01-10", changed("2025-01-10", "AR"))
    assert end_of("d1", one) == "2024-01-09"


def test_changes_follow_one_another():
    twice = decision(
        "d1", "PW", "2024-01-10", changed("2024-03-01", "PR"), changed("2024-06-01", "PSW")
    )
    assert end_of("d1", twice) == "2025-07-09"


def test_the_order_in_which_events_are_given_does_not_matter():
    events = [changed("2024-03-01", "PR"), changed("2024-06-01", "PSW")]
    given = decision("d1", "PW", "2024-01-10", *events)
    turned = decision("d1", "PW", "2024-01-10", *events[::-1])
    assert end_of("d1", given) == end_of("d1", turned)


def test_heavier_after_the_end_and_then_lighter_again_returns_to_the_original_day():
    one = decision(
        "d1", "PW", "2024-01-10", changed("2025-03-01", "PR"), changed("2025-06-01", "PW")
    )
    assert end_of("d1", one) == "2025-01-09"


def test_heavier_twice_after_the_end_runs_both_differences():
    one = decision(
        "d1", "PW", "2023-01-10", changed("2024-03-01", "PSW"), changed("2024-06-01", "PR")
    )
    assert end_of("d1", one) == "2025-02-28"


def test_heavier_thrice_measures_each_difference_from_the_change_before():
    one = decision(
        "d1",
        "AW",
        "2023-01-10",
        changed("2023-03-01", "AD1"),
        changed("2023-06-01", "AD2"),
        changed("2024-06-30", "AR"),
    )
    assert end_of("d1", one) == "2025-01-09"


def test_a_state_period_is_changed_by_its_months():
    one = decision("d1", "AR", "2024-01-10", changed("2024-06-01", "AR", months=36))
    assert end_of("d1", one) == "2027-01-09"


def test_dismissal_changed_to_removal_runs_from_the_original_day():
    assert (
        end_of("d1", decision("d1", "AX", "2024-01-10", changed("2025-06-01", "AR")))
        == "2026-01-09"
    )


def test_removal_changed_to_dismissal_leaves_no_clock():
    one = decision("d1", "AR", "2024-01-10", changed("2025-06-01", "AX"))
    assert outcome(one).clocks == ()


def test_expulsion_changed_to_probation_runs_from_the_expulsion():
    one = decision("d1", "PE", "2024-01-10", changed("2025-06-01", "PP1"), restored("2025-06-01"))
    assert end_of("d1", one, slot="probation") == "2025-01-09"
    assert end_of("d1", one) == "2027-05-31"


def test_a_lesser_measure_changed_to_probation_runs_from_the_change():
    one = decision("d1", "PSW", "2024-01-10", changed("2024-06-01", "PP1"))
    found = clock(outcome(one), "d1", "probation")
    assert (found.start, found.end) == (day("2024-06-01"), day("2025-05-31"))


def test_probation_changed_to_removal_runs_from_the_original_day():
    one = decision("d1", "PP1", "2024-01-10", changed("2024-06-01", "PR"))
    answer = outcome(one)
    assert [(found.slot, found.end) for found in answer.clocks] == [("bar", day("2026-01-09"))]


def test_one_year_of_probation_changed_to_two():
    one = decision("d1", "PP1", "2024-01-10", changed("2024-06-01", "PP2"))
    assert end_of("d1", one, slot="probation") == "2026-01-09"


def test_adjustment_changed_to_removal_from_post_bars_leading_posts_too():
    one = decision("d1", "OA", "2024-01-10", changed("2024-06-01", "OD"))
    assert end_of("d1", one, slot="leading_post") == "2025-01-09"
    assert end_of("d1", one) == "2026-01-09"


def test_adjustment_made_removal_after_its_end_bars_leading_posts_from_the_change():
    one = decision("d1", "OA", "2024-01-10", changed("2025-06-01", "OD"))
    assert end_of("d1", one, slot="leading_post") == "2026-05-31"
    assert end_of("d1", one) == "2026-05-31"


def test_one_removal_made_another_after_its_end_adds_nothing():
    one = decision("d1", "OR", "2022-01-10", changed("2025-06-01", "OD"))
    assert end_of("d1", one, slot="leading_post") == "2023-01-09"
    assert end_of("d1", one) == "2024-01-09"


def test_annulled_leaves_no_clock_from_day_one():
    answer = outcome(decision("d1", "AW", "2026-03-02", annulled("2026-07-28")))
    assert (answer.clocks, answer.overall_end, answer.matters) == ((), None, {})


def test_events_may_fall_on_the_day_of_the_decision_and_on_one_day():
    one = decision("d1", "PSW", "2024-01-10", changed("2024-01-10", "PW"), annulled("2024-01-10"))
    assert outcome(one).clocks == ()
    assert end_of("d1", decision("d1", "PSW", "2024-01-10", changed("2024-01-10", "PW"))) == (
        "2025-01-09"
    )


def test_annulled_no_longer_lengthens_the_others():
    pair = (
        decision("d1", "PW", "2024-03-15", annulled("2024-12-01")),
        decision("d2", "PSW", "2024-10-20"),
    )
    assert end_of("d2", *pair) == "2026-04-19"


def test_a_change_moves_what_was_joined_to_it():
    pair = (
        decision("d1", "PSW", "2024-03-15", changed("2024-12-01", "PW")),
        decision("d2", "PSW", "2024-10-20"),
    )
    assert end_of("d2", *pair) == "2026-09-14"


def test_while_restoration_is_awaited_nothing_is_promised():
    answer = outcome(decision("d1", "PP1", "2024-01-20"))
    waiting = clock(answer, "d1")
    assert (waiting.start, waiting.end, waiting.first_free, waiting.safe) == (None,) * 4
    assert (waiting.months, waiting.method) == (24, "awaiting")
    assert answer.free_from is None
    assert answer.overall_end == day("2025-01-19")
    assert answer.matters == {"EQUAL_OR_HIGHER": None, "RANK": None}
    assert answer.awaiting == ("d1",)


def test_restoration_counts_from_its_stated_day():
    one = decision("d1", "PP1", "2024-01-20", restored("2025-03-05"))
    assert end_of("d1", one) == "2027-03-04"


def test_restoration_on_the_last_day_of_probation_is_allowed():
    one = decision("d1", "PP1", "2024-01-20", restored("2025-01-19"))
    assert end_of("d1", one) == "2027-01-18"


def test_five_days_of_publicity_are_enough():
    event = restored("2025-01-20", publicity_from=day("2025-01-21"), publicity_to=day("2025-01-25"))
    assert end_of("d1", decision("d1", "PP1", "2024-01-20", event)) == "2027-01-19"


def test_extended_probation_is_24_months_from_its_own_day():
    one = decision("d1", "PSW", "2024-01-10", changed("2024-06-01", "PP1"), extended("2025-06-01"))
    assert end_of("d1", one, slot="probation") == "2026-05-31"


@pytest.mark.parametrize("end", ["2024-06-30", "2027-06-30"])
def test_an_override_replaces_the_end_and_names_its_people(end):
    found = clock(outcome(decision("d1", "PW", "2024-03-15", overridden(end))), "d1")
    assert (found.end, found.method, found.certainty) == (day(end), "override", "decided")
    assert "青纪〔2026〕8号" in found.basis
    assert any("2025年3月14日" in step and "冯修远、袁见微" in step for step in found.steps)


def test_an_override_of_probation_moves_the_earliest_restoration():
    one = decision(
        "d1",
        "PP1",
        "2024-01-20",
        overridden("2025-01-10", slot="probation"),
        restored("2025-01-10"),
    )
    assert end_of("d1", one) == "2027-01-09"


def test_an_override_of_the_leading_post_bar_leaves_the_other_bar():
    one = decision("d1", "OD", "2024-09-10", overridden("2025-12-31", slot="leading_post"))
    assert end_of("d1", one, slot="leading_post") == "2025-12-31"
    assert end_of("d1", one) == "2026-09-09"


def test_one_override_for_each_clock_of_a_decision():
    one = decision(
        "d1",
        "OD",
        "2024-09-10",
        overridden("2025-12-31", slot="leading_post"),
        overridden("2026-12-31"),
    )
    assert outcome(one).overall_end == day("2026-12-31")


def test_an_override_survives_a_change():
    one = decision("d1", "PW", "2024-03-15", overridden("2025-02-01"), changed("2024-06-01", "PSW"))
    assert end_of("d1", one) == "2025-02-01"
