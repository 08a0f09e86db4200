"""The built-in instrument and what may not be published."""

import json
from collections import Counter
from copy import deepcopy
from fractions import Fraction

import pytest

from evaluation.rules.instrument import faults, read
from tests.evaluation.sheets import DATA, HFPJ

RAW = json.loads(DATA.read_text(encoding="utf-8"))


def test_the_built_in_instrument_has_no_faults():
    assert faults(HFPJ) == []


def test_it_has_twenty_positive_and_twenty_negative_items_in_eight_dimensions():
    assert Counter(item.positive for item in HFPJ.items) == {True: 20, False: 20}
    assert Counter(item.dim for item in HFPJ.items) == {
        "ZZ": 5, "RC": 6, "LZ": 6, "LJ": 6, "ZF": 5, "KB": 4, "JT": 4, "XX": 4
    }  # fmt: skip


# practice B.2, column "items answered"
@pytest.mark.parametrize(
    ("group", "asked"),
    [
        ("LD", 33),
        ("TS", 35),
        ("QZ", 18),
        ("JS", 10),
        ("FW", 16),
        ("NJ", 28),
        ("SJ", 22),
        ("TY", 17),
    ],
)
def test_each_group_is_asked_as_many_items_as_the_table_says(group, asked):
    assert len(HFPJ.items_for(group)) == asked


def test_core_and_care_items():
    assert [item.code for item in HFPJ.items if item.is_core] == ["RC-P1", "RC-P2", "RC-N1"]
    assert [item.code for item in HFPJ.items if item.is_care] == ["JT-P2", "XX-N2"]


def test_grades_read_their_lines_and_floors():
    assert [(g.code, g.min, g.dim_floor, g.core_floor) for g in HFPJ.grades] == [
        ("A", 90, 75, 80),
        ("B", 80, 60, None),
        ("C", 60, None, None),
        ("D", 0, None, None),
    ]


def test_weights_are_exact_decimals():
    data = deepcopy(RAW)
    data["dimensions"][0]["weight"] = 14.1
    assert read(data).dimensions[0].weight == Fraction(141, 10)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d: d["dimensions"][0].update(weight=14), "维度权重合计为99，应为100。"),
        (lambda d: d["rater_groups"][0].update(weight=30), "评价主体权重合计为105，应为100。"),
        (lambda d: d["items"][1].update(code="ZZ-P1"), "指标代码有重复，每个代码只能用一次。"),
        (lambda d: d["items"].pop(3), "指标序号应从1开始连续编排。"),
        (lambda d: d["items"][0].update(dim="QQ"), "第1项的维度“QQ”不在维度表中。"),
        (lambda d: d["items"][0].update(raters=["LD"]), "第1项只有1类评价主体，至少应有2类。"),
        (
            lambda d: d["items"][0].update(raters=["LD", "XY"]),
            "第1项的评价主体“XY”不在主体表中。",
        ),
        (lambda d: d["grades"][1].update(min=90), "等次分数线应从高到低排列，不能相同。"),
        (
            lambda d: d["grades"].pop(),
            "最低一个等次的分数线应为0且没有其他要求，否则会有分数没有等次。",
        ),
        (
            lambda d: d["grades"][3].update(dim_floor=10),
            "最低一个等次的分数线应为0且没有其他要求，否则会有分数没有等次。",
        ),
    ],
)
def test_a_faulty_instrument_is_named(spoil, sentence):
    data = deepcopy(RAW)
    spoil(data)
    assert faults(read(data)) == [sentence]


REVEALING = (
    "处分",
    "处理",
    "违纪",
    "违法",
    "错误",
    "回访",
    "原失误",
    "认错",
    "悔错",
    "影响期",
    "举报",
)


@pytest.mark.parametrize("group", [g for g in HFPJ.groups if g.outside], ids=lambda g: g.code)
def test_nothing_an_outside_rater_reads_says_that_the_person_was_sanctioned(group):
    read_by_them = [item.text_for(group) for item in HFPJ.items_for(group.code)]
    read_by_them += [dimension.name_for(group) for dimension in HFPJ.dimensions]
    read_by_them.append(HFPJ.public_name)
    assert [text for text in read_by_them for word in REVEALING if word in text] == []


def test_the_organisation_itself_reads_the_plain_wording():
    leader = HFPJ.group["LD"]
    assert [item.text_for(leader) for item in HFPJ.items] == [item.text for item in HFPJ.items]


def test_who_stands_outside():
    assert [group.code for group in HFPJ.groups if group.outside] == ["QZ", "JS", "FW", "TY"]
