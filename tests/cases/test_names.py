"""A Chinese name as a key."""

import pytest

from cases.rules.names import grams, name_key, spelling, typed_forms


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("艾力•买买提", "艾力·买买提"),
        ("艾力・买买提", "艾力·买买提"),
        ("⼀凡", "一凡"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(written, key):
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("单立桐", "slt"),
        ("仇英", "qy"),
        ("解缙", "xj"),
        ("尉迟恭", "ycg"),
        ("万俟卨", "mqx"),
        ("曾巩", "zg"),
    ],
)
def test_surnames_are_read_as_surnames(name, initials):
    assert spelling(name)[1] == initials


def test_a_name_is_cut_into_characters_and_pairs():
    assert grams("许明澈") == sorted(["许", "明", "澈", "许明", "明澈"])


@pytest.mark.parametrize("typed", ["x", "xm", "xmc", "xu", "xuming", "xumingche"])
def test_every_beginning_of_pinyin_and_of_initials_finds_the_name(typed):
    assert typed in typed_forms("许明澈")


def test_a_polyphonic_name_is_found_by_either_reading():
    forms = typed_forms("单立桐")
    assert {"slt", "dlt", "shanlitong", "danlitong"} <= set(forms)
