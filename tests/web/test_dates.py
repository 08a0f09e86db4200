"""Dates as people type them."""

from datetime import date

import pytest

from web.dates import cn_date, cn_month, day_in_month, read_date, read_month

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-21", "2026.11.21", "2026/11/21", "2026年11月21日", "20261121",
        "２０２６．１１．２１", " 2026 年 11 月 21 日 ", "2026年11月21", "2026。11。21",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_shape(typed):
    assert read_date(typed) == DAY


@pytest.mark.parametrize(
    "typed",
    [
        "", "2026-11", "26-11-21", "2026-11-31", "2026-02-29", "1899-01-01", "2100-01-01",
        "11/21/2026", "2026-11-21 14:30", "今天", "2026年十一月", "99999999", "-", "2026--11-21",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011
        read_date(typed)


@pytest.mark.parametrize(
    "typed", ["1980-03", "1980.3", "1980年3月", "198003", "1980/03", "1980.03.17"]
)
def test_a_month_is_kept_as_its_first_day(typed):
    assert read_month(typed) == date(1980, 3, 1)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("2026-02-30", "2026年2月没有30日"),
        ("1980.13", "没有13月"),
        ("1980.0", "没有0月"),
        ("abc", ""),
    ],
)
def test_what_is_wrong_with_a_date_is_said(typed, wrong):
    assert day_in_month(typed) == wrong


def test_dates_are_written_without_leading_zeros():
    assert (cn_date(date(2026, 3, 5)), cn_month(date(2026, 3, 1))) == ("2026年3月5日", "2026年3月")
