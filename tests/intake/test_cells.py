"""Words, measures and free text of single cells."""

import datetime as dt

import pytest

from intake.rules.cells.judge import reader_of
from intake.rules.cells.measures import read_measures
from intake.rules.cells.texts import key_of, read_printed_end, split_unit_and_post
from intake.rules.cells.words import read_word, vocabulary
from intake.rules.columns import fields

TODAY = dt.date(2026, 11, 21)


def read(key, cell):
    return reader_of(fields()[key], today=TODAY)(cell)


def test_every_stored_word_is_a_choice_of_the_spine():
    from cases.choices import Form, Identity, Politics, Rank, Sex

    for field, choice in {
        "sex": Sex, "politics": Politics, "identity": Identity, "rank": Rank, "form": Form,
    }.items():  # fmt: skip
        assert set(vocabulary()[field]) - {"?"} == set(choice.values), field


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("sex", "男", "male"), ("sex", "女性", "female"), ("politics", "党员", "member"),
        ("politics", "预备党员", "probationary"), ("politics", "九三学社", "democratic"),
        ("identity", "参公", "reference_managed"), ("identity", "村（社区）干部", "village_cadre"),
        ("rank", "正科级", "town_head"), ("rank", "四级调研员", "county_deputy"),
        ("form", "第二种形态", "2"), ("form", 3, "3"), ("ethnicity", "汉", "汉族"),
    ],
)  # fmt: skip
def test_words_are_known_by_their_many_spellings(field, cell, value):
    assert read_word(field, field, cell).value == value


def test_an_unknown_word_is_answered_with_the_nearest_or_the_list():
    assert "是否指“中共党员”" in read_word("politics", "政治面貌", "中共党人").error
    assert "请填写：中共党员" in read_word("politics", "政治面貌", "外星人").error


def test_a_rank_that_does_not_say_which_of_two_is_left_out_with_a_notice():
    assert read_word("rank", "职级层次", "乡科级").value is None
    assert "正职还是副职" in read_word("rank", "职级层次", "乡科级").notice


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("党内警告、政务记过", ["PW", "AD1"]),
        ("党内严重警告", ["PSW"]),
        ("留党察看二年，政务撤职", ["PP2", "AR"]),
        ("党内严重警告（24个月）", ["PSW-S"]),
        ("诫勉", ["LA"]),
        ("开除党籍、开除公职", ["PE", "AX"]),
        ("党内严重警告\n免职", ["PSW", "OD"]),
    ],
)
def test_measures_are_found_one_by_one(text, codes):
    assert read_measures(text, "measures", "member", "civil_servant").value == codes


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("警告", ["“党内警告”", "“政务警告”"]),
        ("党内警告、党内严重警告", ["两项党纪处分"]),
        ("政务警告、政务记过", ["两项政务处分"]),
        ("党内记过", ["没有“党内记过”"]),
        ("表扬", ["没有“表扬”"]),
    ],
)
def test_measures_that_do_not_stand_are_refused(text, parts):
    error = read_measures(text, "measures", "member", "civil_servant").error
    assert all(part in error for part in parts), error


def test_a_column_of_its_own_says_which_system_a_bare_warning_is():
    assert read_measures("警告", "party_measures", "member", "").value == ["PW"]
    assert read_measures("警告", "state_measures", "member", "").value == ["AW"]


@pytest.mark.parametrize(
    ("key", "cell", "part"),
    [
        ("number", "X" * 61, "超过 60 字上限"),
        ("reason", "事" * 301, "超过 300 字上限"),
        ("unit", "望川区\x07财政局", "控制字符（第 4 个字）"),
        ("unit", ["e", "#REF!"], "错误值 #REF!"),
        ("number", ["d", "2026-01-01"], "应填文字"),
    ],
)
def test_what_no_text_may_hold_is_refused(key, cell, part):
    assert part in read(key, cell).error


def test_blanks_inside_units_and_numbers_are_alignment_only():
    assert read("unit", "望川区　财 政 局").value == "望川区财政局"
    assert read("number", "望纪 〔2026〕 1 号").value == "望纪〔2026〕1号"
    assert key_of("望纪[2026]1号") == key_of("望纪〔2026〕1 号")


def test_a_cell_is_judged_once_and_true_is_not_one():
    judge = reader_of(fields()["form"], today=TODAY)
    assert judge(1).value == "1"
    assert judge(True).error


@pytest.mark.parametrize(
    ("text", "unit", "post"),
    [
        ("临澜市望川区财政局副局长", "临澜市望川区财政局", "副局长"),
        ("临澜市望川区财政局 副局长", "临澜市望川区财政局", "副局长"),
        ("北渡镇农业服务中心原主任", "北渡镇农业服务中心", "原主任"),
        ("临澜市望川区财政局", "临澜市望川区财政局", ""),
    ],
)
def test_unit_and_post_in_one_cell_are_parted(text, unit, post):
    assert split_unit_and_post(text) == (unit, post)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2025.3.7-2026.3.6", "2026-03-06"),
        (["d", "2026-03-06"], "2026-03-06"),
        ("2026年3月6日", "2026-03-06"),
        ("2026.03", "2026-03"),
        ("12个月", "12个月"),
    ],
)
def test_a_printed_period_is_read_but_never_refused(cell, value):
    read = read_printed_end(cell)
    assert (read.value, read.error) == (value, "")
