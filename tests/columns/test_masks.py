"""What may be shown of a number, and that nothing longer slips through in free text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columns.masks import masked_digits, masked_id, masked_phone, without_numbers

ID_SHAPE = re.compile(r"[1-9]\d{16}[\dX]")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11010519491231002X", "110105********002X"),
        ("110105 19491231 002x", "110105********002x"),
        ("110105491231002", "110105*****1002"),
        ("1234567", "1234567"),
        ("", ""),
    ],
)
def test_an_id_number_keeps_its_place_and_its_end(text, shown):
    assert masked_id(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0574-87654321", "057****4321"),
        ("87654321", "****321"),
        ("8001", "****"),
        ("13812345678、0574-87654321", "138****5678、057****4321"),
        ("", ""),
    ],
)
def test_each_telephone_is_masked_for_itself(text, shown):
    assert masked_phone(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("证件11010519491231002X，电话13812345678。", "证件110105********002X，电话138****5678。"),
        ("电话 +86 138-1234-5678", "电话 +86****5678"),
        ("旧号110105491231002", "旧号110105*****1002"),
        ("文号临纪〔2026〕12号，20260325", "文号临纪〔2026〕12号，20260325"),
        ("账号6222021234567890123", "账号6222021234567890123"),
    ],
)
def test_numbers_in_free_text_are_masked_and_other_figures_stay(text, shown):
    assert without_numbers(text) == shown


def test_words_in_the_place_of_a_telephone_stay_readable():
    assert masked_digits("见附件") == "见附件"
    assert masked_digits("138123456789转801") == "138****6789转801"


@given(st.text(max_size=20), st.from_regex(ID_SHAPE, fullmatch=True), st.text(max_size=20))
def test_no_whole_id_number_survives(before, number, after):
    text = without_numbers(f"{before}。{number}。{after}")
    assert number not in text


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True))
def test_no_whole_mobile_number_survives(number):
    assert number not in masked_phone(number) + without_numbers(f"请打{number}找他")
