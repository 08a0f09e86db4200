"""Money: exact fen from what people type, a sentence for what is no amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.forms.money import MoneyField
from cases.rules.money import MOST_FEN, NotMoney, read_fen, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("18,640.00", 1_864_000),
        ("18640", 1_864_000),
        ("¥18,640.5", 1_864_050),
        ("￥18640.05", 1_864_005),
        ("１８６４０．０１元", 1_864_001),
        (" 18 640 元 ", 1_864_000),
        ("18640。29", 1_864_029),
        ("0", 0),
        ("0.01", 1),
        ("1,234,567,890.12", 123_456_789_012),
        ("9999999999.99", MOST_FEN - 1),
    ],
)
def test_amounts_are_read_exactly(typed, fen):
    assert read_fen(typed) == fen


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("", "只写数字"),
        ("一万八", "不用万元"),
        ("一百", "只写数字"),
        ("1.8万元", "不用万元"),
        ("-3.00", "不能是负数"),
        ("3.123", "最多写到分"),
        ("1,86,40", "只写数字"),
        ("18,64", "只写数字"),
        ("1e3", "只写数字"),
        (".5", "只写数字"),
        ("10.", "只写数字"),
        ("٣٤", "只写数字"),
        ("NaN", "只写数字"),
        ("10000000000", "金额太大"),
    ],
)
def test_what_is_no_amount_is_refused_in_a_sentence_with_an_example(typed, part):
    with pytest.raises(NotMoney) as refusal:
        read_fen(typed)
    assert part in str(refusal.value)
    assert "18,640.00" in str(refusal.value)


@given(st.integers(min_value=0, max_value=MOST_FEN - 1))
def test_what_is_shown_reads_back_as_the_same_fen(fen):
    assert read_fen(yuan(fen)) == fen


def test_amounts_show_thousands_and_two_decimals():
    assert [yuan(fen) for fen in (0, 5, 1_864_000, -318_000)] == [
        "0.00",
        "0.05",
        "18,640.00",
        "-3,180.00",
    ]


def test_a_field_names_itself_in_its_refusal_and_keeps_empty_apart_from_nothing():
    field = MoneyField(label="发现金额", required=False)
    assert (field.clean(""), field.clean("0")) == (None, 0)
    with pytest.raises(Exception, match="发现金额不对：金额不能是负数"):
        field.clean("-1")
