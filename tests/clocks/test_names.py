"""From an office's words to a measure."""

import pytest

from clocks.catalogue import load_catalogue
from clocks.facts import Person
from clocks.names import Ambiguous, Unknown, find_measure, split_measures
from clocks.spelling import name_and_months, number

MEASURES = load_catalogue().measures.values()
CIVIL = Person("member", "civil_servant")
MANAGER = Person("member", "institution_manager")
STAFF = Person("member", "institution_staff")
OUTSIDER = Person("non_member", "civil_servant")

WRITTEN = [
    ("党内警告", "PW"),
    ("党纪警告", "PW"),
    ("党内警告处分", "PW"),
    ("给予党内警告处分", "PW"),
    (" 党内 警告 ", "PW"),
    ("党纪处分：警告", "PW"),
    ("党内警告（影响期12个月）", "PW"),
    ("党内警告（一年）", "PW"),
    ("党内严重警告", "PSW"),
    ("严重警告", "PSW"),
    ("严重警告一年半", "PSW"),
    ("党内严重警告（24个月）", "PSW-S"),
    ("党内严重警告（影响期二十四个月）", "PSW-S"),
    ("党内严重警告（两年）", "PSW-S"),
    ("党内严重警告（按撤销党内职务）", "PSW-S"),
    ("党内严重警告（按撤销党内职务处理）", "PSW-S"),
    ("撤销党内职务", "PR"),
    ("党内撤职", "PR"),
    ("留党察看一年", "PP1"),
    ("留党察看1年", "PP1"),
    ("留党察看（一年）", "PP1"),
    ("留党察看(１年)处分", "PP1"),
    ("留党察看12个月", "PP1"),
    ("留党察看二年", "PP2"),
    ("留党察看两年", "PP2"),
    ("留党察看2年", "PP2"),
    ("留党察看二年（24个月）", "PP2"),
    ("留党察看一年（影响期二年）", "PP1"),
    ("开除党籍", "PE"),
    ("开除党籍（五年）", "PE"),
    ("政务警告（半年）", "AW"),
    ("政务警告（处分期为六个月）", "AW"),
    ("政务记大过（一年半）", "AD2"),
    ("政务警告", "AW"),
    ("政务处分警告", "AW"),
    ("政务处分（警告）", "AW"),
    ("政务记过", "AD1"),
    ("记大过", "AD2"),
    ("行政记大过", "AD2"),
    ("政务降级", "AL"),
    ("降级", "AL"),
    ("撤职", "AR"),
    ("政务撤职", "AR"),
    ("开除公职", "AX"),
    ("政务开除", "AX"),
    ("事业单位警告", "IW"),
    ("事业单位处分：记过", "ID"),
    ("警告（事业单位）", "IW"),
    ("降低岗位等级", "IG"),
    ("停职检查", "OS"),
    ("调整职务", "OA"),
    ("责令辞职", "OR"),
    ("免职", "OD"),
    ("降职", "OG"),
    ("诫勉", "LA"),
    ("诫勉谈话", "LA"),
    ("谈话提醒", "LT"),
    ("提醒谈话", "LT"),
    ("批评教育", "LC"),
    ("责令检查", "LS"),
    ("责令作出书面检查", "LS"),
    ("通报批评", "LN"),
    ("谈话函询", "LI"),
    ("免予处分", "LX"),
    ("免于党纪处分", "LX"),
    ("不予处分", "LZ"),
    ("PSW-S", "PSW-S"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), WRITTEN)
def test_every_way_of_writing_names_one_measure(text, code):
    assert find_measure(text, CIVIL) == code


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_the_printed_name_of_a_measure_is_found_again(measure):
    assert find_measure(measure.name) == measure.code


@pytest.mark.parametrize(
    ("person", "choices"),
    [
        (Person(), ("PW", "AW")),
        (CIVIL, ("PW", "AW")),
        (OUTSIDER, ("PW", "AW")),
        (MANAGER, ("PW", "AW")),
        (STAFF, ("PW", "AW", "IW")),
    ],
)
@pytest.mark.parametrize("text", ["警告", "警告处分", "给予警告", "警告（12个月）"])
def test_a_warning_alone_is_no_measure(text, person, choices):
    found = find_measure(text, person)
    assert isinstance(found, Ambiguous)
    assert found.choices == choices
    assert "“党内警告”或者“政务警告”" in found.message


@pytest.mark.parametrize(
    ("text", "person", "answer"),
    [
        ("记过", CIVIL, "AD1"),
        ("记过", MANAGER, "AD1"),
        ("记过", Person("", "village_cadre"), "AD1"),
        ("记过", STAFF, ("AD1", "ID")),
        ("记过", Person(), ("AD1", "ID")),
        ("行政警告", CIVIL, "AW"),
        ("行政警告", STAFF, ("AW", "IW")),
        ("开除", CIVIL, ("PE", "AX")),
        ("开除", OUTSIDER, "AX"),
        ("开除", STAFF, ("PE", "AX", "IX")),
        ("开除", Person("member", "village_cadre"), "PE"),
        ("留党察看", CIVIL, ("PP1", "PP2")),
        ("撤销职务", CIVIL, ("PR", "AR")),
        ("撤销职务", OUTSIDER, "AR"),
        ("撤销党内外职务", CIVIL, ("PR", "AR")),
    ],
)
def test_identity_decides_or_both_choices_are_shown(text, person, answer):
    found = find_measure(text, person)
    assert (found.choices if isinstance(found, Ambiguous) else found) == answer


@pytest.mark.parametrize(
    ("text", "nearest"),
    [("党内记过", "AD1"), ("政务严重警告", "PSW"), ("党内严重警靠", "PSW"), ("诚勉谈话", "LA")],
)
def test_what_is_not_a_measure_is_answered_with_the_nearest(text, nearest):
    found = find_measure(text, CIVIL)
    assert isinstance(found, Unknown)
    assert nearest in found.nearest
    assert text in found.message


@pytest.mark.parametrize("text", ["", "  ", "处分", "外星人", "=HYPERLINK(1)", "12个月", "、"])
def test_nonsense_is_unknown(text):
    assert isinstance(find_measure(text, CIVIL), Unknown)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("政务记大过（30个月）", "18个月"),
        ("党内警告（18个月）", "12个月"),
        ("免予处分（6个月）", "不设"),
    ],
)
def test_a_length_that_does_not_fit_is_not_swallowed(text, months):
    found = find_measure(text, CIVIL)
    assert isinstance(found, Unknown)
    assert months in found.message


def test_a_long_cell_is_cut_in_the_sentence():
    found = find_measure("文" * 500, CIVIL)
    assert isinstance(found, Unknown)
    assert len(found.message) < 100


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("党内警告、政务记过", ["党内警告", "政务记过"]),
        ("党内警告，政务记过", ["党内警告", "政务记过"]),
        ("党内警告;政务记过", ["党内警告", "政务记过"]),
        ("党内警告和政务记过", ["党内警告", "政务记过"]),
        ("党内警告\n政务记过", ["党内警告", "政务记过"]),
        ("留党察看二年、政务撤职", ["留党察看二年", "政务撤职"]),
        (
            "党内严重警告（24个月，按撤销党内职务）、免职",
            ["党内严重警告（24个月，按撤销党内职务）", "免职"],
        ),
        ("党内警告(一年,含公示)、政务记过", ["党内警告(一年,含公示)", "政务记过"]),
        ("双开", ["开除党籍", "开除公职"]),
        ("党内警告", ["党内警告"]),
        (" 、 ", []),
    ],
)
def test_a_cell_is_split_outside_its_brackets(cell, parts):
    assert split_measures(cell) == parts


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_no_name_or_alias_is_torn_apart_by_splitting(measure):
    for name in (measure.name, *measure.aliases):
        assert split_measures(name) == [name]


@pytest.mark.parametrize(
    ("word", "value"),
    [("12", 12), ("十", 10), ("三十", 30), ("十二", 12), ("二十四", 24), ("六", 6), ("两", 2)],
)
def test_numbers_are_read_in_both_scripts(word, value):
    assert number(word) == value


def test_a_name_without_a_length_has_none():
    assert name_and_months("党内警告") is None
