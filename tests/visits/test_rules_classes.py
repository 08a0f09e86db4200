"""The class a person's facts speak for, in words; likeness of plans; days of a template."""

from datetime import date

import pytest

from visits.choices import State
from visits.choices.planning import VisitClass
from visits.choices.visiting import Depth
from visits.rules.classes import Facts, age, proposal
from visits.rules.guidance import FOR_EVERYBODY, GUIDANCE, guidance_for
from visits.rules.plans import missing_lanes, missing_view, needs_group, wrong_body
from visits.rules.similar import likest, shingles
from visits.rules.templates import DEFAULTS, Span

TODAY = date(2026, 9, 30)


def said(facts, young_age=35):
    found = proposal(facts, today=TODAY, young_age=young_age)
    return found.grade, found.depth, found.reason


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), ("general", "standard", "不属于必访、重点情形。其余用标准访。")),
        (Facts(rank="town_head"), ("must", "standard", "乡科级以上领导干部。其余用标准访。")),
        (Facts(identity="civil_servant"), ("must", "standard", "公务员。其余用标准访。")),
        (Facts(forms=["2"]), ("must", "standard", "第二、三种形态处理。其余用标准访。")),
        (Facts(measures=["PR"]), ("key", "deep", "受重处分。重处分用深度访。")),
        (
            Facts(born_month=date(1995, 1, 1)),
            ("key", "warm", "年轻干部（不满35岁）。年轻干部用暖心访。"),
        ),
        (
            Facts(state="disagreeing", identity="civil_servant"),
            ("key", "standard", "对处分仍有不同意见；公务员。其余用标准访。"),
        ),
        (
            Facts(differs=True),
            ("key", "standard", "最近一次谈话对处分还有不同意见。其余用标准访。"),
        ),
        (Facts(reasons=["因失职被问责"]), ("key", "standard", "因失职失责被问责。其余用标准访。")),
        (Facts(ended_as="died", measures=["PR"]), ("out", "", "本人已去世。")),
        (Facts(in_scope=False), ("out", "", "已开除党籍、开除公职，退出回访范围。")),
    ],
)
def test_a_class_is_proposed_with_its_reason(facts, expected):
    assert said(facts) == expected


def test_a_heavy_measure_goes_before_youth():
    assert said(Facts(measures=["AR"], born_month=date(1995, 1, 1)))[1] == Depth.DEEP


def test_without_an_age_of_its_own_an_office_has_no_young_cadres():
    assert said(Facts(born_month=date(2000, 1, 1)), young_age=None)[0] == VisitClass.GENERAL


@pytest.mark.parametrize(
    ("born", "years"),
    [(date(1991, 9, 1), 35), (date(1991, 10, 1), 34), (date(1991, 8, 1), 35)],
)
def test_age_counts_full_years_from_the_first_of_the_month(born, years):
    assert age(born, TODAY) == years


def test_every_state_has_its_guidance_and_nothing_else_has():
    assert set(GUIDANCE) == set(State.values)
    assert guidance_for("") == FOR_EVERYBODY


def test_what_everybody_reads_names_no_state():
    words = " ".join([FOR_EVERYBODY.response, *FOR_EVERYBODY.begin, *FOR_EVERYBODY.avoid])
    assert [label for label in State.labels if label in words] == []


WORDS = "每两周到分管领导处当面汇报一次项目进展并把遇到的困难逐项列出来一起商量办法"


def test_a_copied_plan_is_found_and_another_is_not():
    mine = shingles([WORDS])
    assert likest(mine, [(7, shingles(["完全不同的另一份方案内容"])), (8, mine)]).key == 8
    assert likest(mine, [(7, shingles(["完全不同的另一份方案内容"]))]) is None


def test_the_words_of_a_template_are_no_copy():
    assert shingles([WORDS], known=[WORDS]) == frozenset()
    assert likest(frozenset(), [(1, shingles([WORDS]))]) is None


def test_a_few_words_in_common_are_chance():
    few = shingles(["参加业务培训"])
    assert likest(few, [(1, few)]) is None


@pytest.mark.parametrize("template", DEFAULTS, ids=lambda each: each.key)
def test_every_template_fills_what_a_plan_needs(template):
    measures = [row for row in template.rows if row.part == "measure"]
    assert {row.area for row in measures} == {"thought", "work", "life"}
    assert {row.kind for row in measures} == {"untie", "enable"}
    assert "visit" in {row.step for row in template.rows}
    assert "evaluation" in {row.step for row in template.rows}


def test_days_of_a_template_count_from_their_anchor_and_lie_ahead():
    span = Span(date(2026, 9, 1), date(2027, 8, 31))
    assert span.day("decided", 30, today=TODAY) == date(2026, 10, 1)
    assert span.day("middle", 0, today=TODAY) == date(2027, 3, 2)
    assert span.day("end", -20, today=TODAY) == date(2027, 8, 11)
    assert span.day("decided", 5, today=TODAY) == TODAY


def test_a_person_without_a_clock_is_planned_for_a_year():
    assert Span(date(2026, 9, 1), None).day("end", 0, today=TODAY) == date(2027, 9, 1)


def test_three_lanes_and_one_body_each():
    every = [("help", "帮扶"), ("use", "使用")]
    assert len(missing_lanes({"help"}, every=every)) == 1
    assert wrong_body("财政局", lane="帮扶") == ""
    assert "只写一个责任单位" in wrong_body("财政局、教育局", lane="帮扶")


def test_the_person_is_asked_or_the_reason_is_told():
    assert missing_view("agrees", "同意", TODAY, asked=True) == []
    assert missing_view("not_asked", "", TODAY, asked=False) == ["请写明未能征求的原因。"]
    assert len(missing_view("", "", None, asked=True)) == 1


def test_the_group_decides_for_the_highest_rank_and_for_joint_cases():
    asked = [(["department"], False), (["county_head"], False), ([], True)]
    assert [needs_group(ranks=ranks, is_joint=joint) for ranks, joint in asked] == [
        True,
        False,
        True,
    ]
