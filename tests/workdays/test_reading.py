"""A year's arrangement as people write it: lines in, days out, and back."""

import json
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest

from workdays.rules import SpecialDay, read_days, written

ROOT = Path(__file__).resolve().parents[2]
SEEDED = [
    SpecialDay(date.fromisoformat(day), works, name)
    for day, works, name in json.loads((ROOT / "workdays/data/holidays.json").read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("1月1日 元旦 放假", [date(2027, 1, 1)]),
        ("2月14日 春节 上班", [date(2027, 2, 14)]),
        ("5月1日至3日 劳动节 放假", [date(2027, 5, day) for day in (1, 2, 3)]),
        ("９月３０日～１０月１日，国庆节，放假", [date(2027, 9, 30), date(2027, 10, 1)]),
        ("2026年12月31日至2027年1月1日 元旦 放假", [date(2026, 12, 31), date(2027, 1, 1)]),
    ],
)
def test_a_line_is_read(line, days):
    found, faults = read_days(line, 2027)
    assert ([each.day for each in found], faults) == (days, [])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("国庆放七天", "第1行：没有看懂"),
        ("2月30日 春节 放假", "2027年2月没有30日"),
        ("10月7日至1日 国庆节 放假", "结束日期早于开始日期"),
        ("2028年1月1日 元旦 放假", "不在2027年内"),
        ("2月15日 春节 上班", "2027年2月15日本来就是工作日"),
        ("1月1日 元旦 放假\n1月1日至3日 元旦 放假", "第2行：2027年1月1日写了两次"),
        (f"1月1日 {'元' * 21} 放假", "名称最多20个字"),
        ("日 元旦 放假", "没有看懂"),
        ("1日 元旦 放假", "没有看懂"),
    ],
)
def test_a_wrong_line_is_named(line, words):
    _, faults = read_days(line, 2027)
    assert words in "；".join(faults)


def test_every_seeded_year_comes_back_from_its_own_lines():
    for year, days in groupby(SEEDED, key=lambda each: each.day.year):
        expected = list(days)
        assert read_days(written(expected, year), year) == (expected, [])
