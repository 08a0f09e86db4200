"""What a result page may show: rounded last, and never a single rater."""

from fractions import Fraction

import pytest

from evaluation.rules.display import NOT_SHOWN
from evaluation.rules.explain import Explained
from evaluation.rules.outcome import outcome_of
from evaluation.rules.snapshot import snapshot
from evaluation.rules.trend import compare
from tests.evaluation.sheets import HFPJ, ballots, enough, sheet


def explained(sent, *, before=None, reasons=None):
    outcome = outcome_of(sent, HFPJ)
    trend = before and compare(sent, before, instrument=HFPJ, previous=HFPJ)
    return Explained(
        snapshot(outcome, ballots=sent, instrument=HFPJ, reasons=reasons or {}, trend=trend)
    )


def of(sizes, **answers):
    return ballots(**{group: [sheet(group, **answers)] * size for group, size in sizes.items()})


class TestHeadline:
    def test_the_words_and_the_scores(self):
        page = explained(enough(positive=3, negative=1, RC_P1=4))
        # RC-P1 100 beside five items of 75 → RC = 79 1/6, weight 20: 75 + 5/6
        assert (page.verdict, page.total) == ("steady", "75.8")
        assert (page.positive, page.negative) == ("76.7", "75.0")
        assert page.dimensions[1].score == Fraction(475, 6)

    def test_without_a_grade_the_composite_still_shows_in_the_process(self):
        page = explained(ballots(LD=[sheet("LD")]))
        assert (page.verdict, page.total) == ("none", "100.0")
        assert page.shortfalls[-1] == "可计入的有效票有1份，至少需要7份。"

    def test_no_ballots_at_all_can_be_shown(self):
        page = explained([])
        assert (page.total, page.agreement, page.unknown_share) == ("没有得分", "", "")
        assert page.least_known == ""
        assert {each.shown for each in page.dimensions} == {"没有得分"}
        assert page.items[0].cells == ()

    def test_care_is_explained_only_when_it_mattered(self):
        assert explained(enough()).care == ""
        # JT 68.8 with care items is below the floor of 75
        assert explained(enough(JT_P2=0, JT_N1=1)).care == (
            "需要关心的迹象（关怀指标）不影响等次：计入时98.4分，不计入时99.6分，以较好的一次为准。"
        )

    def test_agreement_with_its_numbers(self):
        page = explained(enough())
        assert (page.agreement, page.sigma, page.reach) == ("高度一致", "0.0", "0.0")

    def test_groups_that_tip_the_grade_are_named(self):
        sent = ballots(
            LD=[sheet("LD", positive=2, negative=2)] * 2,
            TS=[sheet("TS")] * 3,
            FW=[sheet("FW")] * 2,
            NJ=[sheet("NJ")],
        )
        assert explained(sent).unstable == "单位及党组织领导"

    def test_the_grade_lines_speak_in_the_words_of_the_screen(self):
        assert explained(enough()).lines == (
            "表现突出：90.0分以上，每个维度不低于75.0分，核心指标不低于80.0分",
            "表现良好：80.0分以上，每个维度不低于60.0分",
            "表现平稳：60.0分以上",
            "需继续帮助：0.0分以上",
        )


class TestSmallGroups:
    def test_groups_below_three_are_shown_together(self):
        page = explained(of({"LD": 2, "TS": 3, "FW": 2, "NJ": 1}))
        assert {g.name: g.score for g in page.groups if g.present} == {
            "单位及党组织领导": NOT_SHOWN,
            "身边同事": "100.0",
            "服务对象": NOT_SHOWN,
            "内部监督部门": NOT_SHOWN,
        }
        assert page.merged == "单位及党组织领导、服务对象、内部监督部门合并5份，100.0分"
        assert [label for label, _ in page.dimensions[0].dots] == [
            "身边同事100.0",
            "其他主体（合并）100.0",
        ]

    def test_one_small_group_takes_the_next_larger_with_it(self):
        page = explained(of({"LD": 4, "TS": 5, "FW": 3, "NJ": 1}))
        assert page.merged == "服务对象、内部监督部门合并4份，100.0分"
        assert {g.name for g in page.groups if g.score == NOT_SHOWN} == {"服务对象", "内部监督部门"}

    def test_large_groups_stay_apart(self):
        page = explained(of({"LD": 3, "TS": 5, "FW": 3, "NJ": 3}))
        assert page.merged == ""
        assert NOT_SHOWN not in {g.score for g in page.groups}

    def test_two_ballots_in_all_show_no_group(self):
        page = explained(of({"LD": 1, "NJ": 1}))
        assert page.merged == ""
        assert page.dimensions[0].dots == ()
        assert {g.score for g in page.groups if g.present} == {NOT_SHOWN}

    @pytest.mark.parametrize("sizes", [{"LD": 4, "TS": 5, "FW": 3, "NJ": 1}, {"LD": 2, "TS": 9}])
    def test_what_is_hidden_in_an_item_is_three_answers_or_nothing(self, sizes):
        page = explained(of(sizes))
        for item, row in zip(page.data["items"], page.items, strict=True):
            hidden = [name for name, text in row.cells if text == NOT_SHOWN]
            answered = {
                each["name"]: item["cells"][each["code"]]["answered"]
                for each in page.data["groups"]
                if each["code"] in item["cells"]
            }
            total = sum(answered[name] for name in hidden)
            everything = sum(answered.values())
            assert total == 0 or total >= 3 or total == everything, row

    def test_a_mean_of_two_answers_is_hidden_even_in_a_large_group(self):
        sent = ballots(
            LD=[sheet("LD")] * 3,
            TS=[sheet("TS"), sheet("TS")] + [sheet("TS", ZZ_P1=None)] * 3,
            NJ=[sheet("NJ")] * 3,
        )
        cells = dict(explained(sent).items[0].cells)
        assert cells["身边同事"] == NOT_SHOWN
        # one of the others joins it, so that the two answers do not follow from the rest
        assert sorted(cells.values()) == ["100.0", NOT_SHOWN, NOT_SHOWN]


class TestGroups:
    def test_trimming_missing_and_reasons_are_said(self):
        sent = of({"LD": 6, "TS": 3, "FW": 1})
        states = {g.name: g.state for g in explained(sent, reasons={"JS": "refused"}).groups}
        assert states["单位及党组织领导"] == "计入，去掉最高、最低各1份后4份"
        assert states["身边同事"] == "计入"
        assert states["家属"] == "未计入（拒绝）"
        assert states["特邀监察员"] == "未计入（没有收回有效票）"


class TestTrend:
    def test_the_first_round_has_none(self):
        page = explained(enough())
        assert page.change is None
        assert page.dimensions[0].change is None
        assert page.basis_of_change == ""

    def test_a_rise_and_a_fall_in_words(self):
        up = explained(enough(), before=enough(positive=3, negative=1))
        assert (up.change.shown_before, up.change.words) == ("75.0", "上升（+25.0）")
        down = explained(enough(positive=3, negative=1), before=enough())
        assert down.dimensions[0].change.words == "下降（-25.0）"
        assert up.basis_of_change == (
            "只比较两轮都有的评价主体（单位及党组织领导、身边同事、服务对象、内部监督部门）"
            "和都有得分的40项指标。"
        )


class TestItems:
    def test_what_raters_did_not_know(self):
        page = explained(enough(RC_P2=None))
        # RC-P2 is asked of LD and NJ here: 3 of 33·2 + 35·3 + 16·2 + 28 = 231 answers
        assert page.items[6].unknown == "3／3"
        assert page.unknown_share == "1.3%"
        assert page.least_known == "第7题最高，占100.0%，建议核对题目是否适用"

    def test_marks_of_an_item(self):
        page = explained(enough(LJ_P2=-1))
        notes = {each.seq: each.note for each in page.items}
        assert (notes[6], notes[34], notes[1]) == ("核心", "关怀", "")
        assert notes[19] == "不适用（3份），不计"

    def test_items_name_their_dimension_and_side(self):
        row = explained(enough()).items[3]
        assert (row.dimension, row.side, row.score) == ("政治思想", "反向", "100.0")
