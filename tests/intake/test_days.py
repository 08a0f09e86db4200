"""Dates as offices write them (security.md D01 to D07, D23)."""

import datetime as dt

import pytest

from intake.rules.cells.days import read_day, read_month

TODAY = dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    "cell",
    [
        "2024.3.5", "2024/3/5", "2024-03-05", "20240305", "2024年3月5日", "2024年03月05日",
        "2024年3月5号", "二〇二四年三月五日", "二○二四年三月五日", "二零二四年三月五日",
        "45356", 45356, 20240305,
        ["d", "2024-03-05"], " 2024.3.5 ", "２０２４．３．５", "2024 年 3 月 5 日", "2024.03.05.",
        "2024-03-05 00:00:00", "2024-03-05T00:00", "'2024-03-05", "2024、3、5",
    ],
)  # fmt: skip
def test_many_spellings_of_one_day_are_one_day(cell):
    assert read_day(cell, today=TODAY) == ("2024-03-05", "", "")


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("2024-02-30", "2 月没有 30 日"),
        ("2023-02-29", "2023 年不是闰年，2 月只有 28 日"),
        ("2024.4.31", "4 月没有 31 日"),
        ("2024.13.5", "没有 13 月"),
        ("24-3-5", "年份不清楚"),
        ("3/5/24", "年份不清楚"),
        ("1900-01-00", "年份超出范围"),
        ("0024-05-01", "年份超出范围"),
        ("20240-1-1", "年份不是四位"),
        ("2025年3月", "缺少日"),
        ("2025.3", "缺少日"),
        (2025.3, "缺少日"),
        (202503, "缺少日"),
        ("2025", "缺少月和日"),
        ("正月初五", "农历"),
        ("2024年腊月廿三", "农历"),
        ("2025.3.7、2025.3.9", "两个日期"),
        ("2027-01-01", "晚于今天"),
        ("去年秋天", "不是日期"),
        (True, "不是日期"),
        (["t", "03:04:00"], "不是日期"),
    ],
)
def test_a_day_that_is_unclear_is_refused_with_its_own_sentence(cell, part):
    read = read_day(cell, today=TODAY)
    assert part in read.error
    assert read.value is None


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("1980.03", "1980-03"), ("1980-3", "1980-03"), ("198003", "1980-03"), (198003, "1980-03"),
        ("1980年3月", "1980-03"), (["d", "1980-03-15"], "1980-03"), ("1980.3.15", "1980-03"),
        (1993.12, "1993-12"), (1993.01, "1993-01"), (1993.2, "1993-02"), ("1993.1", "1993-01"),
        ("一九八〇年三月", "1980-03"), (29281, "1980-03"),
    ],
)  # fmt: skip
def test_months_of_birth_are_read_in_every_form(cell, month):
    assert read_month(cell, today=TODAY) == (month, "", "")


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        (1993.1, "分不清是 1 月还是 10 月"),
        ("1899.13", "年份超出范围"),
        ("1980.13", "没有 13 月"),
        ("1980", "缺少月"),
        ("80.03", "年份不清楚"),
        ("2026.12", "晚于今天"),
    ],
)
def test_a_month_that_is_unclear_is_refused(cell, part):
    assert part in read_month(cell, today=TODAY).error


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000"])
def test_an_empty_cell_is_neither_a_day_nor_a_fault(cell):
    assert read_day(cell, today=TODAY) == read_month(cell, today=TODAY) == (None, "", "")
