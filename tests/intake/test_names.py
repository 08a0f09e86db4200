"""Names and numbers of people (security.md N01 to N14, I01 to I08, P01, P02, X21)."""

import pytest

from columns.masks import masked_id
from intake.rules.cells.names import read_name
from intake.rules.cells.numbers import read_id, read_phone

MINORITY = "艾力\u00b7买买提"


@pytest.mark.parametrize(
    ("cell", "name", "notice"),
    [
        ("许明澈", "许明澈", ""),
        ("张 三", "张三", "已去掉姓名中的空格"),
        ("张\u3000三", "张三", "已去掉姓名中的空格"),
        (" 苏云起", "苏云起", ""),
        ("张\u200b三", "张三", "看不见的字符"),
        ("艾力•买买提", MINORITY, "已统一间隔号"),
        ("艾力・买买提", MINORITY, "已统一间隔号"),
        ("艾力.买买提", MINORITY, "已统一间隔号"),
        (MINORITY, MINORITY, ""),
        ("𠮷𡨴", "𠮷𡨴", ""),
        ("㛃儿", "㛃儿", ""),
        ("\u2f00鸣", "一鸣", "部首"),
        ("John   Smith", "John Smith", "空格"),
    ],
)
def test_a_name_is_tidied_and_what_was_tidied_is_told(cell, name, notice):
    read = read_name(cell)
    assert (read.value, read.error) == (name, "")
    assert notice in read.notice
    assert bool(read.notice) is bool(notice)


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("", "姓名是空的"),
        ("张", "2 至 50 个字"),
        ("张" * 51, "2 至 50 个字"),
        ("张\u202e三", "文字方向"),
        ("张😀三", "第 2 个字“😀”不是汉字"),
        ("张3三", "第 2 个字“3”不是汉字"),
        ("张\ue863", "自造字"),
        ("张\ufe00三", "异体选择符"),
        ("<script>", "有符号"),
        ("{{7*7}}", "有符号"),
        ("';--", "有符号"),
        ("无", "不是姓名"),
        ("null", "不是姓名"),
        ("待补", "不是姓名"),
        (12, "不是姓名"),
        (["d", "2024-01-01"], "不是姓名"),
    ],
)
def test_what_is_no_name_is_refused(cell, part):
    assert part in read_name(cell).error


@pytest.mark.parametrize(
    ("cell", "value", "part"),
    [
        ("11010519491231002X", "11010519491231002X", ""),
        ("11010519491231002x", "11010519491231002X", ""),
        ("１１０１０５ 19491231 002x", "11010519491231002X", ""),
        ("1101051949123100", None, "应为 18 位"),
        ("110105194912310021", None, "校验位不对"),
        ("110105194913310021", None, "无效"),
        ("1101051949123100OX", None, "字母“O”"),
        ("110105491231002", None, "15 位身份证号已停用"),
        (110105194912310000, None, "后几位已丢失"),
        ("", None, ""),
    ],
)
def test_id_numbers_are_checked_to_the_last_digit(cell, value, part):
    read = read_id(cell)
    assert read.value == value
    assert part in read.error
    assert bool(read.error) is bool(part)


def test_no_message_shows_a_whole_id_number():
    assert masked_id("11010519491231002X") == "110105********002X"
    assert "11010519491231002" not in read_id("110105194912310021").error


@pytest.mark.parametrize(
    ("cell", "value", "part"),
    [
        ("+86 138-0000-0000", "13800000000", ""),
        (13800000000, "13800000000", ""),
        ("0574-87654321", "057487654321", ""),
        ("1380000000", None, "应为 11 位"),
        ("见备注", None, "不是电话号码"),
    ],
)
def test_telephones_are_brought_to_one_form(cell, value, part):
    read = read_phone(cell)
    assert read.value == value
    assert part in read.error
    assert bool(read.error) is bool(part)
