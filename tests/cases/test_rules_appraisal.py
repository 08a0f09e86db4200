"""The annual appraisal year by year: reference only, the heavier effect governs."""

from datetime import date

import pytest

from cases.rules.appraisal import WORDS, YEARS, Judged, years_of
from cases.rules.execution import Change, Sanction
from clocks.appraisal import EFFECTS

NAMES = {"PW": "党内警告", "PSW": "党内严重警告", "AR": "政务撤职", "PR": "撤销党内职务"}


def judged(measure, *, on=date(2024, 8, 31), system="party", changes=()):
    names = {**dict.fromkeys(YEARS, "某项处分"), **NAMES}
    return Judged(Sanction("D", system, measure, on, "civil_servant", changes), names)


def told(*cases):
    return [(line.year, line.words) for line in years_of(cases)]


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: effect.measures[0])
def test_the_first_year_reads_as_the_table_of_the_rulebook(effect):
    for measure in effect.measures:
        assert WORDS[YEARS[measure][0]] == effect.this_year


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("PW", [(2024, "不得确定为优秀")]),
        ("PSW", [(2024, "只写评语，不确定等次")]),
        ("PSW-S", [(2024, "只写评语，不确定等次")]),
        ("AD2", [(2024, "不确定等次"), (2025, "不确定等次")]),
        ("PR", [(2024, "确定为不称职"), (2025, "按新的职务确定")]),
        ("PP1", [(2024, "确定为不称职"), (2025, "不确定等次")]),
        ("PP2", [(2024, "确定为不称职"), (2025, "不确定等次"), (2026, "不确定等次")]),
        ("IG", [(2024, "只写评语，不确定等次"), (2025, "只写评语，不确定等次")]),
        ("LT", []),
    ],
)
def test_each_measure_reaches_its_years(measure, expected):
    assert told(judged(measure)) == expected


def test_of_several_the_heavier_governs_year_by_year():
    lines = years_of([judged("AR", system="state"), judged("PW", on=date(2025, 3, 1))])
    assert [(line.year, line.words, line.because) for line in lines] == [
        (2024, "不确定等次", ("政务撤职",)),
        (2025, "不确定等次", ("政务撤职", "党内警告")),
    ]


def test_a_lighter_measure_stands_in_from_the_first_day():
    changed = Change(date(2025, 6, 15), "PW", is_lighter=True)
    assert told(judged("PSW", changes=(changed,))) == [(2024, "不得确定为优秀")]


def test_a_heavier_measure_counts_from_its_change():
    changed = Change(date(2025, 6, 15), "PR", is_lighter=False)
    assert told(judged("PW", changes=(changed,))) == [
        (2024, "不得确定为优秀"),
        (2025, "确定为不称职"),
        (2026, "按新的职务确定"),
    ]


def test_where_the_sources_disagree_the_line_says_so():
    assert years_of([judged("OD", system="organisational")])[0].remark == (
        "资料说法不一，请与组织人事部门核对"
    )
    assert years_of([judged("PW")])[0].remark == ""
