"""The wrong rows as a workbook: the rows as they were, and why each was left out."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from intake.rules.cells.names import TURNING
from intake.rules.cells.read import as_text

WIDEST = 40
REASON = "原因（改好后可把本表再次上传）"
# A cell that a spreadsheet would take for a command is marked as text by an apostrophe.
COMMANDS = ("=", "+", "-", "@", "\t", "\r")


def wrong_rows(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[tuple[Sequence[Any], str]]]],
) -> bytes:
    """(name, headers, (cells, reason)) of each sheet; every cell is written as plain text."""
    body = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(body, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for number, (_name, headers, rows) in enumerate(sheets, 1):
            sheet = book.add_worksheet(f"有问题的行{number}")
            titles = [*headers, REASON]
            for column, title in enumerate(titles):
                sheet.write_string(0, column, plain_text(title), bold)
            for line, (cells, reason) in enumerate(rows, 1):
                for column in range(len(headers)):
                    cell = cells[column] if column < len(cells) else None
                    sheet.write_string(line, column, plain_text(as_text(cell)), text)
                sheet.write_string(line, len(headers), reason, text)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(headers) - 1, 14)
            sheet.set_column(len(headers), len(headers), WIDEST)
    return body.getvalue()


def plain_text(text: str) -> str:
    """Nothing that a spreadsheet would run, nothing that it cannot hold."""
    safe = "".join(sign for sign in TURNING.sub("", text) if sign.isprintable() or sign == "\n")
    return f"'{safe}" if safe.startswith(COMMANDS) else safe[:32_000]
