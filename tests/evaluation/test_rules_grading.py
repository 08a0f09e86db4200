"""Sufficiency, grades, floors, care items, facts, vetoes and stability."""

from dataclasses import replace
from fractions import Fraction

import pytest

from evaluation.rules.grading import Facts, with_facts
from evaluation.rules.instrument import Dimension
from evaluation.rules.outcome import outcome_of
from tests.evaluation.sheets import HFPJ, ballots, enough, item, numbered, sheet, small


def grade(sent, instrument=HFPJ, **facts):
    found = outcome_of(sent, instrument, facts=Facts(**facts)).grade
    return found and found.code


ALL = (Dimension("A", "甲", Fraction(100), 1),)


class TestLines:
    """One dimension of five items, 5 points a step."""

    five = small([item(n, f"A{n}+", "A", ["LD", "TS"]) for n in range(1, 6)], dimensions=ALL)

    @pytest.mark.parametrize(
        ("answers", "total", "code"),
        [
            ((4, 4, 4, 4, 2), 90, "A"),
            ((4, 4, 4, 3, 2), 85, "B"),
            ((4, 4, 4, 2, 2), 80, "B"),
            ((4, 4, 3, 2, 2), 75, "C"),
            ((3, 3, 2, 2, 2), 60, "C"),
            ((3, 2, 2, 2, 2), 55, "D"),
        ],
    )
    def test_a_line_itself_belongs_to_the_higher_grade(self, answers, total, code):
        outcome = outcome_of(numbered(("LD", *answers)), self.five)
        assert (outcome.scores.total, outcome.grade.code) == (total, code)

    def test_the_unrounded_value_decides(self):
        heavy = small(
            [
                item(1, "A1+", "A", ["LD", "TS"], weight=799),
                item(2, "A2+", "A", ["LD", "TS"], weight=4),
                item(3, "A3+", "A", ["LD", "TS"], weight=197),
            ],
            dimensions=ALL,
        )
        outcome = outcome_of(numbered(("LD", 4, 1, 0)), heavy)
        assert outcome.scores.total == Fraction(799 * 100 + 4 * 25, 1000) == 80
        just_below = outcome_of(numbered(("LD", 4, 0, 0)), heavy)
        assert just_below.scores.total == Fraction("79.9")
        assert (outcome.grade.code, just_below.grade.code) == ("B", "C")


class TestFloors:
    def test_all_best_is_the_highest(self):
        assert grade(enough()) == "A"

    def test_a_dimension_under_75_costs_the_highest_only(self):
        # KB: both praising items 不太符合 → (25+25+100+100)/4 = 62.5; total 97
        low = enough(KB_P1=1, KB_P2=1)
        outcome = outcome_of(low, HFPJ)
        assert outcome.scores.dimensions["KB"] == Fraction("62.5")
        assert outcome.scores.total == 97
        assert outcome.grade.code == "B"
        assert outcome.grade.floors == ("群众口碑62.5分，优秀要求每个维度不低于75.0分。",)

    def test_a_dimension_under_60_costs_the_second_too(self):
        low = enough(KB_P1=0, KB_P2=0, KB_N1=1)
        outcome = outcome_of(low, HFPJ)
        assert outcome.scores.dimensions["KB"] == Fraction("43.75")
        assert outcome.grade.code == "C"
        assert outcome.grade.floors == (
            "群众口碑43.8分，优秀要求每个维度不低于75.0分。",
            "群众口碑43.8分，良好要求每个维度不低于60.0分。",
        )

    def test_a_dimension_at_the_floor_holds(self):
        outcome = outcome_of(enough(KB_P1=2, KB_P2=2), HFPJ)
        assert outcome.scores.dimensions["KB"] == 75
        assert outcome.grade.code == "A"

    def test_a_core_item_under_80_costs_the_highest(self):
        outcome = outcome_of(enough(RC_P1=3), HFPJ)
        assert outcome.grade.code == "B"
        assert outcome.grade.floors == ("第6项（核心指标）75.0分，优秀要求不低于80.0分。",)

    def test_a_core_item_nobody_could_judge_costs_the_highest(self):
        outcome = outcome_of(enough(RC_P2=None), HFPJ)
        assert outcome.grade.code == "B"
        assert outcome.grade.floors == ("第7项（核心指标）没有得分，优秀要求核心指标都有得分。",)

    def test_a_core_item_that_does_not_apply_costs_nothing(self):
        outcome = outcome_of(enough(RC_P2=-1), HFPJ)
        assert outcome.removed == {"RC-P2"}
        assert outcome.grade.code == "A"

    def test_one_not_applicable_does_not_remove_what_others_scored(self):
        sent = ballots(
            LD=[sheet("LD", RC_P2=-1), sheet("LD")],
            TS=[sheet("TS")] * 3,
            FW=[sheet("FW")] * 2,
            NJ=[sheet("NJ")],
        )
        outcome = outcome_of(sent, HFPJ)
        assert outcome.removed == frozenset()
        assert outcome.scores.items["RC-P2"] == 100


class TestFacts:
    def test_bonus_and_penalty_are_capped(self):
        assert with_facts(Fraction(70), Facts(bonus=Fraction(9)), HFPJ) == 75
        assert with_facts(Fraction(70), Facts(penalty=Fraction(25)), HFPJ) == 50

    def test_the_result_stays_between_0_and_100(self):
        assert with_facts(Fraction(98), Facts(bonus=Fraction(5)), HFPJ) == 100
        assert with_facts(Fraction(10), Facts(penalty=Fraction(20)), HFPJ) == 0

    def test_a_verified_negative_fact_costs_the_highest_grade(self):
        assert grade(enough(), penalty=Fraction(1)) == "B"

    def test_a_bonus_can_carry_over_a_line(self):
        # everybody 3 and 1 → 75 everywhere
        assert grade(enough(positive=3, negative=1)) == "C"
        assert grade(enough(positive=3, negative=1), bonus=Fraction(5)) == "B"

    def test_a_veto_is_the_lowest_grade_whatever_the_score(self):
        assert grade(enough(), vetoes=("再次违纪违法受到处理处分",)) == "D"

    def test_a_veto_stands_even_with_too_few_ballots(self):
        assert grade(ballots(LD=[sheet("LD")]), vetoes=("拒不退缴",)) == "D"


class TestSufficiency:
    def lacking(self, **groups):
        outcome = outcome_of(ballots(**groups), HFPJ)
        assert (outcome.grade is None) is bool(outcome.shortfalls)
        return outcome.shortfalls

    def test_the_least_that_is_enough(self):
        assert outcome_of(enough(), HFPJ).shortfalls == ()

    def test_nothing_at_all(self):
        assert self.lacking() == (
            "缺少必须有的评价主体：单位及党组织领导（单位及党组织领导至少1份，现有有效0份）。",
            "缺少必须有的评价主体：身边同事或群众（身边同事至少3份，现有有效0份；群众至少3份，现有有效0份）。",
            "缺少必须有的评价主体：内部监督部门或同级或上级监督单位（内部监督部门至少1份，现有有效0份；"
            "同级或上级监督单位至少1份，现有有效0份）。",
            "达到最低份数的评价主体有0类，至少需要4类。",
            "可计入的有效票有0份，至少需要7份。",
            "有得分的指标有0项，至少需要32项。",
            *(f"维度“{each.name}”没有一项指标有得分，至少需要1项。" for each in HFPJ.dimensions),
        )

    def test_two_colleagues_are_too_few(self):
        assert self.lacking(
            LD=[sheet("LD")] * 4,
            TS=[sheet("TS")] * 2,
            JS=[sheet("JS")],
            FW=[sheet("FW")] * 2,
            NJ=[sheet("NJ")],
        ) == (
            "缺少必须有的评价主体：身边同事或群众（身边同事至少3份，现有有效2份；群众至少3份，现有有效0份）。",
        )

    def test_the_public_may_stand_for_colleagues_and_a_superior_for_the_inner_supervisor(self):
        assert (
            self.lacking(
                LD=[sheet("LD")] * 2,
                QZ=[sheet("QZ")] * 3,
                FW=[sheet("FW")] * 2,
                SJ=[sheet("SJ")],
            )
            == ()
        )

    def test_three_groups_are_too_few(self):
        assert self.lacking(LD=[sheet("LD")] * 3, TS=[sheet("TS")] * 3, NJ=[sheet("NJ")]) == (
            "达到最低份数的评价主体有3类，至少需要4类。",
        )

    def test_six_ballots_are_too_few(self):
        assert self.lacking(
            LD=[sheet("LD")], TS=[sheet("TS")] * 3, NJ=[sheet("NJ")], JS=[sheet("JS")]
        ) == ("可计入的有效票有6份，至少需要7份。",)

    def test_ballots_of_a_missing_group_do_not_fill_the_seven(self):
        assert self.lacking(
            LD=[sheet("LD")],
            TS=[sheet("TS")] * 3,
            NJ=[sheet("NJ")],
            JS=[sheet("JS")],
            FW=[sheet("FW")],
        ) == ("可计入的有效票有6份，至少需要7份。",)

    @pytest.mark.parametrize(
        ("unknown", "found"), [(8, ()), (9, ("有得分的指标有31项，至少需要32项。",))]
    )
    def test_thirty_two_items_need_a_score(self, unknown, found):
        # one of each dimension first, so that every dimension keeps a scored item
        codes = [each.code for each in HFPJ.items if each.code.endswith("P1")][:8]
        codes += [each.code for each in HFPJ.items if each.code.endswith("N1")]
        silent = {code.replace("-", "_"): None for code in codes[:unknown]}
        assert outcome_of(enough(**silent), HFPJ).shortfalls == found

    def test_every_dimension_needs_one_scored_item(self):
        silent = {code.replace("-", "_"): None for code in ("JT-P1", "JT-P2", "JT-N1", "JT-N2")}
        assert outcome_of(enough(**silent), HFPJ).shortfalls == (
            "维度“家庭与生活”没有一项指标有得分，至少需要1项。",
        )


class TestCare:
    def test_signs_of_distress_do_not_cost_a_grade(self):
        # JT-P2 0 of 100: JT = (100+0+100+100)/4 = 75; XX-N2 0: XX = 75; total 97
        outcome = outcome_of(enough(JT_P2=0, JT_N1=1, XX_N2=4), HFPJ)
        assert outcome.scores.dimensions["JT"] == Fraction("68.75")
        assert outcome.full.code == "B"
        assert outcome.without_care.code == "A"
        assert outcome.grade == outcome.without_care

    def test_without_signs_the_full_set_of_items_stands(self):
        outcome = outcome_of(enough(positive=3, negative=1, JT_P2=4), HFPJ)
        assert outcome.full.total > outcome.without_care.total
        assert outcome.grade == outcome.full

    def test_the_full_score_is_kept_when_the_grade_is_the_same(self):
        outcome = outcome_of(enough(JT_P2=3), HFPJ)
        assert outcome.grade == outcome.full


class TestStability:
    def test_a_round_in_which_all_agree_is_stable(self):
        assert outcome_of(enough(), HFPJ).unstable == ()

    def test_the_group_that_tips_the_grade_is_named(self):
        sent = ballots(
            LD=[sheet("LD", positive=2, negative=2)] * 2,
            TS=[sheet("TS")] * 3,
            FW=[sheet("FW")] * 2,
            NJ=[sheet("NJ")],
        )
        outcome = outcome_of(sent, HFPJ)
        assert outcome.grade.code == "C"
        assert outcome.unstable == ("LD",)

    def test_without_a_grade_nothing_is_unstable(self):
        assert outcome_of([], HFPJ).unstable == ()


def test_the_displayed_grade_never_depends_on_the_order_of_ballots():
    sent = enough(RC_P1=3, KB_P1=1)
    again = [replace(ballot, number=ballot.number) for ballot in reversed(sent)]
    assert outcome_of(sent, HFPJ).grade == outcome_of(again, HFPJ).grade
