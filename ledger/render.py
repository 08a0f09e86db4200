"""The ledger as a workbook; every cell is plain text, so that nothing in it runs."""

import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from intake.rules.workbook import plain_text
from ledger.choices import Category
from ledger.rules import Line
from web.dates import cn_date

# Practice C.7, in its order, and the column that marks lines.
HEADS = (
    "序号", "日期", "类别", "内容摘要", "思想动态", "工作表现", "改正错误情况", "党组织意见",
    "信访举报和问题线索", "评价", "记录人", "来源文书", "标注",
)  # fmt: skip
WIDTHS = (6, 16, 10, 44, 24, 24, 24, 24, 12, 16, 16, 22, 12)


def workbook(title: str, lines: Sequence[Line]) -> bytes:
    body = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(body, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("纪实台账")
        sheet.write_string(0, 0, plain_text(title), bold)
        for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
            sheet.write_string(1, column, head, bold)
            sheet.set_column(column, column, width)
        for at, line in enumerate(lines, 1):
            for column, cell in enumerate(cells_of(at, line)):
                sheet.write_string(at + 1, column, plain_text(cell), text)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(1)
    return body.getvalue()


def cells_of(at: int, line: Line) -> Iterator[str]:
    yield str(at)
    yield cn_date(line.day)
    yield str(Category(line.category).label)
    yield from (line.summary, line.thought, line.work, line.correction, line.organisation)
    yield from (line.leads, line.rating, line.by, line.paper)
    yield marks_of(line)


def marks_of(line: Line) -> str:
    marks = ("人工登记" if line.is_manual else "", "签字后增补" if line.is_later else "")
    return "、".join(mark for mark in marks if mark)
