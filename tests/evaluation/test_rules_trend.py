"""A person compared with himself, on what both rounds asked and heard."""

from fractions import Fraction

import pytest

from evaluation.rules.trend import compare, direction
from tests.evaluation.sheets import HFPJ, WORKED, ballots, enough, item, numbered, sheet, small


@pytest.mark.parametrize(
    ("delta", "word"),
    [
        ("5", "up"), ("4.99", "flat"), ("0", "flat"), ("-4.99", "flat"), ("-5", "down"),
    ],
)  # fmt: skip
def test_five_points_make_a_trend(delta, word):
    assert direction(Fraction(delta), Fraction(5)) == word


def test_the_same_group_and_items_compare_directly():
    found = compare(enough(), enough(positive=3, negative=1), instrument=HFPJ, previous=HFPJ)
    assert (found.total.before, found.total.now, found.total.delta) == (75, 100, 25)
    assert found.total.direction == "up"
    assert {change.direction for change in found.dimensions.values()} == {"up"}
    assert found.groups == ("LD", "TS", "FW", "NJ")


def test_a_group_heard_only_once_is_left_out_of_both():
    before = ballots(LD=[sheet("LD", positive=2, negative=2)] * 2, SJ=[sheet("SJ")])
    found = compare(enough(), before, instrument=HFPJ, previous=HFPJ)
    assert found.groups == ("LD",)
    assert (found.total.before, found.total.now) == (50, 100)


def test_an_item_scored_only_once_is_left_out_of_both():
    now = numbered(("LD", 4, None, None, 0))
    before = numbered(("LD", 2, 4, None, None))
    found = compare(now, before, instrument=WORKED, previous=WORKED)
    assert found.items == ("A1+",)
    assert (found.total.before, found.total.now) == (50, 100)


def test_items_of_two_versions_meet_by_their_code():
    newer = small([item(1, "B1+", "B", ["TS", "LD"]), item(2, "A1+", "A", ["LD", "TS"])])
    found = compare(
        numbered(("LD", 4, 3)), numbered(("LD", 2, 0, None, 0)), instrument=newer, previous=WORKED
    )
    assert found.items == ("A1+",)
    assert (found.total.before, found.total.now) == (50, 75)


def test_rounds_that_share_nothing_do_not_compare():
    assert (
        compare(
            numbered(("LD", 4, 0, None, 0)),
            numbered(("TS", 4, 0, 4, None)),
            instrument=WORKED,
            previous=WORKED,
        )
        is None
    )
