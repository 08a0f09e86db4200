"""Gates and notes in front of the issue of a letter."""

from dataclasses import replace
from datetime import date

import pytest

from reports.rules.checks import findings
from reports.rules.facts import OpinionFacts
from reports.rules.letter import draft
from tests.reports.samples import FULL, PARTY_CLOCK

TODAY = FULL.as_of


def told(facts=FULL, *, today=TODAY, addressee="中共示例县委组织部", paper="", **edited):
    found = findings(facts, draft(facts) | edited, paper=paper, addressee=addressee, today=today)
    return [(finding.text, finding.blocks) for finding in found]


def test_a_complete_letter_has_nothing_to_settle():
    assert told() == []


@pytest.mark.parametrize(
    ("part", "name"),
    [("duty", "履职担当方面"), ("opinion", "意见建议"), ("sanction", "处分及执行情况")],
)
def test_an_empty_part_blocks(part, name):
    assert told(**{part: " \n"}) == [(f"“{name}”还没有内容。", True)]


def test_a_letter_without_a_formal_visit_blocks():
    facts = replace(FULL, work=replace(FULL.work, visits=0))
    assert ("还没有两人以上的正式回访记录，暂不能发函。", True) in told(facts)


def test_a_letter_without_addressee_blocks():
    assert told(addressee="") == [("还没有选主送机关。", True)]


def test_a_period_that_ended_after_the_facts_were_taken_blocks():
    chosen = OpinionFacts(choice="continue")
    facts = replace(FULL, as_of=date(2026, 11, 1), opinion=chosen, bound=True)
    assert told(facts, today=date(2026, 11, 11)) == []
    assert told(facts, today=date(2026, 11, 12)) == [
        ("影响期已于2026年11月11日届满，草稿写的仍是期内，请重新取数。", True)
    ]


@pytest.mark.parametrize(
    ("bound", "choice", "expected"),
    [
        (True, "ordinary", [("影响期尚未全部届满，意见不能选“影响期已满”。", True)]),
        (True, "continue", []),
        (False, "ordinary", []),
        (False, "continue", [("影响期已全部届满，意见不能选“尚在影响期内”。", True)]),
    ],
)
def test_the_opinion_must_agree_with_the_periods(bound, choice, expected):
    assert told(replace(FULL, bound=bound, opinion=OpinionFacts(choice=choice))) == expected


def test_a_measure_without_a_period_may_be_told_as_ordinary():
    assert told(replace(FULL, clocks=())) == []


def test_a_period_without_an_end_blocks():
    waiting = replace(PARTY_CLOCK, measure="留党察看一年", start=None, end=None)
    facts = replace(FULL, clocks=(waiting,), opinion=OpinionFacts(choice="help"))
    assert told(facts) == [
        ("“留党察看一年”的影响期还没有届满日，请先核对决定和恢复权利情况。", True)
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("综合得分82.4分。", True),
        ("该同志可提拔。", True),
        ("建议予以提拔。", True),
        ("性格色彩为红色。", True),
        ("未发现问题线索。", True),
        ("其妻子反映情况良好。", False),
        ("该同志曾得过且过。", False),
    ],
)
def test_words_a_letter_does_not_carry(text, blocks):
    assert [blocking for _, blocking in told(style=text)] == [blocks]


@pytest.mark.parametrize(
    "text", ["谈话30分钟。", "分3次完成。", "主动与组织谈心。", "完成工程8项。"]
)
def test_ordinary_words_are_left_alone(text):
    assert told(style=text) == []


def test_a_character_of_no_font_blocks_and_a_borrowed_one_is_shown():
    assert told(paper="张\U000323af喆") == [
        ("字体里没有“\U000323af”（U+323AF），印不出来，请核对或换用规范字。", True),
        ("仿宋没有“喆”（U+5586），将用宋体补印，请核对字形。", False),
    ]
