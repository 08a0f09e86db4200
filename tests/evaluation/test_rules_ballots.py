"""What a ballot may hold, and when a person should look at it."""

import pytest

from evaluation.choices import Suspicion
from evaluation.rules.ballots import Ballot, needs_example, refused_items, suspicions
from tests.evaluation.sheets import HFPJ, item, sheet, small


def filled(group, **changed):
    answers = {each.seq: 3 if each.positive else 1 for each in HFPJ.items_for(group)}
    return answers | {int(seq[1:]): value for seq, value in changed.items()}


def test_a_complete_sheet_is_taken():
    assert refused_items(filled("JS"), group="JS", instrument=HFPJ) == {}


def test_an_unanswered_item_is_named():
    answers = filled("JS")
    del answers[3]
    assert refused_items(answers, group="JS", instrument=HFPJ) == {
        3: "第3项还没有选择，不清楚的请选“不了解”。"
    }


def test_an_item_of_another_group_is_refused():
    assert refused_items(filled("JS", i1=4), group="JS", instrument=HFPJ) == {
        1: "第1项不由这一类评价主体填写，请留空。"
    }


@pytest.mark.parametrize("value", [5, -2, -3])
def test_a_value_off_the_scale_is_refused(value):
    assert refused_items(filled("JS", i3=value), group="JS", instrument=HFPJ) == {
        3: "第3项只能选0至4、不了解或不适用。"
    }


@pytest.mark.parametrize("value", [0, 4, -1, None])
def test_the_ends_of_the_scale_and_both_ways_out_are_taken(value):
    assert refused_items(filled("JS", i3=value), group="JS", instrument=HFPJ) == {}


@pytest.mark.parametrize(
    ("seq", "raw", "needed"),
    [(4, 4, True), (4, 2, True), (4, 1, False), (4, None, False), (4, -1, False), (1, 4, False)],
)
def test_only_a_negative_item_answered_two_or_more_needs_an_example(seq, raw, needed):
    assert needs_example(HFPJ.items[seq - 1], raw) is needed


def suspected(answers, group="LD", instrument=HFPJ, seconds=None):
    return suspicions(Ballot(1, group, answers, seconds), instrument)


class TestSuspicion:
    def test_an_ordinary_ballot_is_not_suspect(self):
        assert suspected(sheet("LD", positive=3, negative=1)) == ()

    def test_praise_and_blame_alike_is_suspect_twice(self):
        assert suspected(sheet("LD", positive=4, negative=4)) == (
            Suspicion.SAME_VALUE,
            Suspicion.ONE_SIDED,
        )

    def test_the_middle_everywhere_is_the_same_value(self):
        assert suspected(sheet("LD", positive=2, negative=2)) == (Suspicion.SAME_VALUE,)

    def test_one_differing_answer_lifts_the_suspicion(self):
        assert suspected(sheet("LD", positive=2, negative=2, ZZ_P1=3)) == ()

    def test_the_same_value_needs_fifteen_answers(self):
        fifteen = small([item(n, f"A{n}{'+-'[n % 2]}", "A", ["LD", "TS"]) for n in range(1, 16)])
        assert suspected((2,) * 15, instrument=fifteen) == (Suspicion.SAME_VALUE,)
        assert suspected((2,) * 14 + (None,), instrument=fifteen) == ()

    def test_the_same_value_needs_both_polarities(self):
        praise = small([item(n, f"A{n}+", "A", ["LD", "TS"]) for n in range(1, 21)])
        assert suspected((4,) * 20, instrument=praise) == ()

    def test_a_gap_of_exactly_fifty_is_not_one_sided(self):
        # 100 against 50
        assert suspected(sheet("LD", positive=4, negative=2)) == ()
        # 100 against 25
        assert suspected(sheet("LD", positive=4, negative=3)) == (Suspicion.ONE_SIDED,)

    def test_more_than_sixty_percent_not_known(self):
        ten = small([item(n, f"A{n}+", "A", ["LD", "TS"]) for n in range(1, 11)])
        assert suspected((3,) * 4 + (None,) * 6, instrument=ten) == ()
        assert suspected((3,) * 3 + (None,) * 7, instrument=ten) == (Suspicion.UNKNOWN,)

    def test_not_applicable_is_not_unknown(self):
        ten = small([item(n, f"A{n}+", "A", ["LD", "TS"]) for n in range(1, 11)])
        assert suspected((3,) * 3 + (-1,) * 7, instrument=ten) == ()

    def test_items_the_group_is_not_asked_are_not_unknown(self):
        assert suspected(sheet("JS", positive=3, negative=1), group="JS") == ()

    @pytest.mark.parametrize(("seconds", "hurried"), [(59, True), (60, False), (None, False)])
    def test_under_a_minute_is_hurried_and_paper_has_no_time(self, seconds, hurried):
        answers = sheet("LD", positive=3, negative=1)
        found = suspected(answers, seconds=seconds)
        assert found == ((Suspicion.HURRIED,) if hurried else ())
