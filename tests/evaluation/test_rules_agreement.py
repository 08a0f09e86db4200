"""Agreement between groups: exact on the lines."""

from fractions import Fraction

import pytest

from evaluation.rules.agreement import level, sigma_text, spread
from evaluation.rules.instrument import Constants
from evaluation.rules.outcome import outcome_of
from tests.evaluation.sheets import HFPJ, WORKED, ballots, sheet


@pytest.mark.parametrize(
    ("sigma", "reach", "word"),
    [
        (Fraction(0), 0, "high"),
        (Fraction(6), 20, "high"),
        (Fraction("6.0001"), 20, "fair"),
        (Fraction(12), 30, "fair"),
        (Fraction("12.0001"), 30, "split"),
        (Fraction(1), Fraction("30.001"), "split"),
    ],
)
def test_the_lines_belong_to_the_better_word(sigma, reach, word):
    assert level(sigma**2, Fraction(reach), Constants()) == word


def test_weights_of_the_groups_count():
    found = spread({"LD": Fraction(90), "QZ": Fraction(55)}, WORKED)
    # mean (50·90 + 20·55)/70 = 80; variance (50·100 + 20·625)/70 = 250
    assert (found.mean, found.variance, found.range) == (80, 250, 35)
    assert found.level == "split"


def test_one_group_alone_has_no_agreement():
    assert spread({"LD": Fraction(90)}, WORKED) is None
    assert spread({}, WORKED) is None


@pytest.mark.parametrize(
    ("variance", "shown"),
    [
        (Fraction(1500 * 225, 25600), "3.6"),
        (Fraction(36), "6.0"),
        (Fraction(0), "0.0"),
        (Fraction(2), "1.4"),
    ],
)
def test_sigma_is_shown_with_one_decimal(variance, shown):
    assert sigma_text(variance) == shown


def test_a_dimension_can_split_while_the_whole_agrees():
    sent = ballots(
        LD=[sheet("LD")] * 2,
        TS=[sheet("TS", KB_P1=0, KB_P2=0)] * 3,
        FW=[sheet("FW")] * 2,
        NJ=[sheet("NJ")],
    )
    outcome = outcome_of(sent, HFPJ)
    assert outcome.agreement.level == "high"
    assert outcome.dimension_agreement["KB"].range == Fraction(200, 3)
    assert outcome.dimension_agreement["KB"].level == "split"
