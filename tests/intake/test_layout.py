"""Headers of one, two and three rows, with titles above and footers below."""

import datetime as dt

import pytest

from intake.rules.columns import Column, map_columns
from intake.rules.layout import find_layout
from intake.rules.ledger import find_tables, read_ledger
from intake.rules.reading.limits import Unreadable
from intake.rules.reading.sheets import Sheet
from tests.intake import ledgers

TODAY = dt.date(2026, 11, 21)
H, P = ledgers.HEADERS, ledgers.PEOPLE


def fields_of(*headers):
    """What each header is understood as; a tuple is a path."""
    paths = [(header,) if isinstance(header, str) else header for header in headers]
    columns = [Column(index, path[-1], path) for index, path in enumerate(paths)]
    mapping = map_columns(columns)
    return [mapping.get(column.index, "") for column in columns]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("姓 名", "name"), ("*姓名", "name"), ("姓名（必填）", "name"), ("受处分人员姓名", "name"),
        ("身份证号码", "id_number"), ("出生\n年月", "born"), ("出生日期", "born"),
        ("工作单位及职务", "unit_and_post"), ("现任职务", "post"), ("职级", "rank"),
        ("处分（处理）种类", "measures"), ("受到何种处分", "measures"),
        ("党纪处分", "party_measures"),
        ("政务处分", "state_measures"), ("处分决定（生效）日期", "decided_on"),
        ("处分决定时间（填作出决定之日，例：2024-03-05）", "decided_on"), ("决定书文号", "number"),
        ("影响期止", "printed_end"), ("影响期起", ""), ("影响期满日期", "printed_end"),
        ("帮扶人单位及职务", "helper_post"), ("帮扶人联系电话", ""), ("序号", ""), ("年龄", ""),
        ("主要违纪违法事实", "reason"), ("处分决定机关", "organ"), ("联系方式", "phone"),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_many_names(header, field):
    assert fields_of(header) == [field]


def test_the_group_above_says_whose_name_and_which_time():
    assert fields_of(
        ("基本情况", "姓名"), ("帮扶责任", "姓名"), ("帮扶责任", "职务"), ("处分情况", "种类"),
        ("处分情况", "时间"), ("处分情况", "文号"), ("受处分时", "单位"), ("现任", "单位"),
        ("影响期", "起"), ("影响期", "止"), ("帮扶责任", "联系电话"),
    ) == [
        "name", "helper", "helper_post", "measures", "decided_on", "number", "printed_unit", "unit",
        "", "printed_end", "",
    ]  # fmt: skip


def test_a_field_goes_to_the_plainest_of_two_columns():
    assert fields_of("处分决定日期", "处分时间（宣布）") == ["decided_on", ""]


def test_the_unit_of_that_day_stands_in_when_there_is_no_other():
    assert fields_of("姓名", "受处分时单位", "受处分时职务") == ["name", "unit", "post"]


@pytest.mark.parametrize("titles", [0, 1, 3])
def test_titles_above_the_header_are_passed_over(titles):
    above = [["2026年台账"], ["填报单位：审理室", None, "填报日期：2026年11月20日"], [None]][
        :titles
    ]
    layout = find_layout(Sheet("表", [*above, H, *P]))
    assert (layout.header_row, layout.first_row) == (titles, titles + 1)


def two_rows():
    groups = [
        "序号",
        "基本情况",
        None,
        None,
        None,
        None,
        None,
        None,
        "处分情况",
        None,
        None,
        "备注",
    ]
    leaves = [None, *H[:7], *H[7:], None]
    return [groups, leaves, *[[n, *row, "无"] for n, row in enumerate(P, 1)]]


def test_a_header_of_two_rows_is_a_path_with_and_without_merges():
    merged = [[0, 0, 1, 0], [0, 1, 0, 7], [0, 8, 0, 10], [0, 11, 1, 11]]
    for ranges in (merged, []):
        layout = find_layout(Sheet("表", two_rows(), merged=ranges))
        titles = [column.title for column in layout.columns]
        assert titles[:2] == ["序号", "基本情况/姓名"]
        assert titles[-2:] == ["处分情况/处分决定时间", "备注"]
        assert [column.header for column in layout.columns][1] == "姓名"


def test_merges_among_the_rows_do_not_hide_the_groups():
    layout = find_layout(Sheet("表", two_rows(), merged=[[3, 1, 4, 1]]))
    assert layout.columns[1].title == "基本情况/姓名"


def test_footers_totals_blank_rows_and_repeated_headers_are_no_people():
    rows = [
        H, P[0], [None] * 10, H, P[1], ["望川区（2人）"], P[2],
        ["合计", None, None, None, None, None, None, "3人"],
        ["说明：1.本表一人一行。"], ["2.处分决定时间填作出决定之日。"], [None, "填表人：冯某"],
    ]  # fmt: skip
    ledger = read_ledger([Sheet("表", rows)], today=TODAY)
    assert [row.row for row in ledger.rows if not row.errors] == [2, 5, 7]


def test_a_row_without_a_name_but_with_a_decision_is_a_wrong_row():
    ledger = read_ledger([Sheet("表", [H, P[0], [None, *P[1][1:]]])], today=TODAY)
    assert [(e.row, e.column) for row in ledger.rows for e in row.errors] == [(3, "姓名")]


def test_the_header_in_an_error_is_exactly_the_one_of_the_file():
    headers = [h.replace("处分决定时间", "处分\n决定时间") for h in H]
    ledger = read_ledger([Sheet("表", [headers, [*P[0][:9], "昨天"]])], today=TODAY)
    (error,) = ledger.rows[0].errors
    assert error.column == "处分\n决定时间"
    assert error.message.startswith("第2行【处分决定时间】")


def test_a_name_in_a_sheet_of_something_else_makes_no_ledger():
    with pytest.raises(Unreadable, match="没有找到回访对象的表头"):
        find_tables([Sheet("通讯录", [["姓名", "电话", "单位"], ["许明澈", "1", "x"]])])


def test_a_month_that_may_have_lost_its_nought_in_text_is_told():
    row = ["许明澈", "男", "1978.1", *P[0][3:]]
    ledger = read_ledger([Sheet("表", [H, row], kind="csv")], today=TODAY)
    assert "按 1 月识别" in ledger.rows[0].notices[0]


def test_columns_for_each_system_are_read_together():
    headers = [*H[:7], "党纪处分", "政务处分", *H[8:]]
    rows = [[*P[0][:7], "警告", "无", *P[0][8:]], [*P[1][:7], "严重警告", "记过", *P[1][8:]]]
    ledger = read_ledger([Sheet("表", [headers, *rows])], today=TODAY)
    assert [row.values["measures"] for row in ledger.rows] == [["PW"], ["PSW", "AD1"]]
