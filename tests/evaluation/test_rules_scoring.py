"""Steps 2 to 9 and 14 of the computation, worked out by hand."""

from fractions import Fraction

import pytest

from evaluation.rules.ballots import Ballot, converted
from evaluation.rules.instrument import Group
from evaluation.rules.outcome import outcome_of
from evaluation.rules.scoring import cells, combine, one_decimal, turnouts, weighted
from tests.evaluation.sheets import WORKED, WORKED_BALLOTS, item, numbered, small


def scores(ballots, instrument, **chosen):
    return combine(cells(turnouts(ballots, instrument), instrument), instrument, **chosen)


class TestWorkedCheck:
    """practice B.4, the table below the rules."""

    def test_group_item_means(self):
        table = cells(turnouts(WORKED_BALLOTS, WORKED), WORKED)
        assert {key: cell.mean for key, cell in table.items()} == {
            ("LD", "A1+"): Fraction("87.5"),
            ("LD", "A2-"): Fraction("87.5"),
            ("LD", "B2-"): Fraction(75),
            ("TS", "A1+"): Fraction("62.5"),
            ("TS", "A2-"): Fraction("87.5"),
            ("TS", "B1+"): Fraction(75),
        }

    def test_items_dimensions_and_composite_are_exact(self):
        found = scores(WORKED_BALLOTS, WORKED)
        assert found.items == {
            "A1+": Fraction("78.125"),
            "A2-": Fraction("87.5"),
            "B1+": Fraction(75),
            "B2-": Fraction(75),
        }
        assert found.dimensions == {"A": Fraction("82.8125"), "B": Fraction(75)}
        assert found.total == Fraction("79.6875")

    def test_it_shows_79_7_and_grades_below_80(self):
        outcome = outcome_of(WORKED_BALLOTS, WORKED)
        assert one_decimal(outcome.scores.total) == "79.7"
        assert outcome.grade.code == "C"

    def test_group_scores_and_agreement(self):
        outcome = outcome_of(WORKED_BALLOTS, WORKED)
        assert {code: each.total for code, each in outcome.groups.items()} == {
            "LD": Fraction("82.5"),
            "TS": Fraction(75),
        }
        assert outcome.agreement.mean == Fraction("79.6875")
        # sigma ≈ 3.631
        assert outcome.agreement.variance == Fraction(50 * 30, 80 * 80) * Fraction("7.5") ** 2
        assert outcome.agreement.range == Fraction("7.5")
        assert outcome.agreement.level == "high"

    def test_sub_scores_run_the_same_pipeline_on_one_side(self):
        outcome = outcome_of(WORKED_BALLOTS, WORKED)
        # A1+ 78.125 and B1+ 75; A2- 87.5 and B2- 75
        assert outcome.positive == Fraction("0.6") * Fraction("78.125") + Fraction("0.4") * 75
        assert outcome.negative == Fraction("0.6") * Fraction("87.5") + Fraction("0.4") * 75


@pytest.mark.parametrize(
    ("raw", "praise", "blame"), [(4, 100, 0), (3, 75, 25), (2, 50, 50), (1, 25, 75), (0, 0, 100)]
)
def test_raw_answers_convert_by_polarity(raw, praise, blame):
    assert (converted(raw, positive=True), converted(raw, positive=False)) == (praise, blame)


@pytest.mark.parametrize("raw", [None, -1])
def test_not_known_and_not_applicable_do_not_count(raw):
    assert converted(raw, positive=True) is None
    assert converted(raw, positive=False) is None


class TestMissing:
    def test_a_missing_group_drops_out_and_the_rest_renormalises(self):
        two = item(1, "A1+", "A", ["LD", "TS", "QZ"])
        found = scores(numbered(("LD", 4), ("QZ", 2)), small([two]))
        # (50·100 + 20·50) / 70, not / 100
        assert found.items == {"A1+": Fraction(600, 7)}

    def test_a_group_below_its_minimum_is_missing(self):
        instrument = small(
            [item(1, "A1+", "A", ["LD", "TS"])],
            groups=(Group("LD", "领导", Fraction(50), 1), Group("TS", "同事", Fraction(50), 3)),
        )
        one = numbered(("LD", 4), ("TS", 0), ("TS", 0))
        assert scores(one, instrument).total == 100
        assert [turnout.present for turnout in turnouts(one, instrument)] == [True, False]

    def test_a_group_with_a_minimum_of_zero_and_no_ballots_is_missing(self):
        instrument = small(
            [item(1, "A1+", "A", ["LD", "TS"])],
            groups=(Group("LD", "领导", Fraction(50), 0), Group("TS", "同事", Fraction(50), 0)),
        )
        assert [turnout.present for turnout in turnouts([], instrument)] == [False, False]

    def test_a_blank_ballot_is_received_but_not_valid(self):
        sent = turnouts(numbered(("LD", None, -1, None, None)), WORKED)
        assert (sent[0].received, sent[0].valid, sent[0].present) == (1, 0, False)

    def test_an_item_without_answers_leaves_its_dimension_to_the_others(self):
        instrument = small(
            [item(1, "A1+", "A", ["LD", "TS"], weight=3), item(2, "A2+", "A", ["LD", "TS"])]
        )
        assert scores(numbered(("LD", None, 2)), instrument).dimensions == {"A": 50}

    def test_item_weights_count(self):
        instrument = small(
            [item(1, "A1+", "A", ["LD", "TS"], weight=3), item(2, "A2+", "A", ["LD", "TS"])]
        )
        assert scores(numbered(("LD", 4, 0)), instrument).dimensions == {"A": 75}

    def test_a_dimension_without_scores_leaves_the_composite_to_the_others(self):
        assert scores(numbered(("LD", 4, 4, None, None)), WORKED).total == 50

    def test_no_ballots_give_no_composite(self):
        assert scores([], WORKED).total is None

    def test_an_answer_to_an_item_the_group_is_not_asked_is_ignored(self):
        assert scores(numbered(("QZ", 0, 0, 4, 0)), WORKED).items == {
            "A2-": 100,
            "B1+": 100,
            "B2-": 100,
        }


class TestTrimming:
    one = small([item(1, "A1+", "A", ["LD", "TS"]), item(2, "A2-", "A", ["LD", "TS"])])

    def sent(self, *answers):
        return turnouts(numbered(*(("LD", *pair) for pair in answers)), self.one)[0]

    def test_five_ballots_stay_whole(self):
        assert self.sent((4, 0), (4, 0), (0, 4), (2, 2), (3, 1)).dropped == ()

    def test_of_six_the_lowest_and_the_highest_ballot_go(self):
        sent = self.sent((3, 1), (4, 0), (2, 2), (0, 4), (3, 1), (2, 2))
        assert sent.dropped == (4, 2)
        assert [ballot.number for ballot in sent.kept] == [1, 3, 5, 6]

    def test_trimmed_mean_by_hand(self):
        ballots = numbered(*(("LD", value, None) for value in (4, 4, 3, 2, 1, 0)))
        # 100 and 0 go: (100 + 75 + 50 + 25) / 4
        assert scores(ballots, self.one).total == Fraction("62.5")

    def test_equal_ballots_lose_two_and_the_mean_stays(self):
        sent = self.sent(*[(3, 1)] * 6)
        assert sent.dropped == (1, 6)
        assert len(sent.kept) == 4

    def test_blank_ballots_do_not_bring_a_group_over_the_limit(self):
        assert self.sent(*[(3, 1)] * 5, (None, None)).dropped == ()

    def test_another_group_is_not_touched(self):
        ballots = [Ballot(n, "LD", (4, 0)) for n in range(6)] + [Ballot(9, "TS", (0, 4))]
        assert [turnout.dropped for turnout in turnouts(ballots, self.one)] == [(0, 5), (), ()]

    def test_the_minimum_is_counted_before_trimming(self):
        instrument = small(
            [item(1, "A1+", "A", ["LD", "TS"])], groups=(Group("LD", "领导", Fraction(100), 6),)
        )
        assert turnouts(numbered(*[("LD", 3)] * 6), instrument)[0].present is True


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (Fraction("79.6875"), "79.7"),
        (Fraction("79.95"), "80.0"),
        (Fraction("79.949"), "79.9"),
        (Fraction("0.05"), "0.1"),
        (Fraction("62.25"), "62.3"),
        (Fraction("-4.95"), "-5.0"),
        (Fraction("-0.04"), "0.0"),
        (Fraction(100), "100.0"),
        (Fraction(200, 3), "66.7"),
    ],
)
def test_display_rounds_a_half_up(score, shown):
    assert one_decimal(score) == shown


def test_nothing_weighs_nothing():
    assert weighted([(Fraction(0), Fraction(50))]) is None
    assert weighted([(Fraction(3), None)]) is None
