"""The bytes of a file become sheets; runs only inside the limited process."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from intake.rules.reading import biff, ole
from intake.rules.reading.limits import MAX_FILE_BYTES, MAX_SHEET_ROWS, MB, Unreadable
from intake.rules.reading.odsxml import OdsScan
from intake.rules.reading.sheets import DATE, ERROR, TIME, Cell, Sheet
from intake.rules.reading.sheetxml import Scan, reach_message, worksheet_parts
from intake.rules.reading.text import read_csv
from intake.rules.reading.zipguard import DAMAGED, open_checked, workbook_kind


def read(data: bytes, name: str) -> list[Sheet]:
    """Every sheet with content. What the file is, its bytes decide, not its name."""
    if len(data) > MAX_FILE_BYTES:
        raise Unreadable(
            f"文件 {len(data) / MB:.1f} MB，超过 10 MB 上限。请删去图片和无关工作表后再上传。"
        )
    if not data.strip(b"\0\r\n\t "):
        raise Unreadable("文件是空的或没有传完。请重新选择。")
    if data.startswith(b"PK"):
        sheets = _read_zip(open_checked(data), data)
    elif data.startswith(ole.SIGNATURE):
        sheets = _read_xls(data)
    else:
        _refuse_strangers(data)
        sheets = [read_csv(data, name.rpartition(".")[0] or name)]
    return [sheet for sheet in sheets if sheet.rows]


def _read_zip(archive: zipfile.ZipFile, data: bytes) -> list[Sheet]:
    if workbook_kind(archive) == "ods":
        return _read_ods(archive, data)
    parts = worksheet_parts(archive)
    marks = [Scan(name).run(archive, part) for name, part, _hidden in parts]
    book = _opened(data)
    sheets = []
    for (name, _part, hidden), mark in zip(parts, marks, strict=True):
        sheet = _sheet_of(book, name, "xlsx")
        sheet.hidden, sheet.hidden_rows, sheet.formulas = hidden, mark.hidden_rows, mark.formulas
        _put_errors(sheet, mark.errors)
        sheets.append(sheet)
    return sheets


def _read_ods(archive: zipfile.ZipFile, data: bytes) -> list[Sheet]:
    marks = OdsScan().run(archive)
    book = _opened(data)
    sheets = []
    for mark in marks:
        sheet = _sheet_of(book, mark.name, "ods")
        sheet.hidden, sheet.hidden_rows = mark.hidden, mark.hidden_rows
        sheet.formulas, sheet.merged = mark.formulas, mark.merged
        sheets.append(sheet)
    return sheets


def _read_xls(data: bytes) -> list[Sheet]:
    marks = biff.scan(data)
    book = _opened(data)
    worksheets = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    sheets = []
    for number, meta in enumerate(worksheets):
        sheet = _sheet_of(book, meta.name, "xls")
        sheet.hidden = meta.visible != SheetVisibleEnum.Visible
        if number < len(marks):
            sheet.hidden_rows, sheet.formulas = marks[number].hidden_rows, marks[number].formulas
            _put_errors(sheet, marks[number].errors)
        sheets.append(sheet)
    return sheets


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None


def _sheet_of(book: CalamineWorkbook, name: str, kind: str) -> Sheet:
    try:
        table = book.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None
    if table.total_height > MAX_SHEET_ROWS:
        raise Unreadable(reach_message(name, 0, table.total_height))
    rows = [[_plain(value) for value in row] for row in table.to_python(skip_empty_area=False)]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    merged = [[*first, *last] for first, last in table.merged_cell_ranges or ()]
    return Sheet(name, rows, kind=kind, merged=merged)


def _plain(value: Any) -> Cell:
    """Text, numbers and truth values stay; whole numbers lose their point; dates get a letter."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return _dated(value) if isinstance(value, date | time | timedelta) else value


def _dated(value: date | time | timedelta) -> Cell:
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return [DATE, day.isoformat()]
    return [TIME, str(value)]


def _put_errors(sheet: Sheet, errors: dict[tuple[int, int], str]) -> None:
    for (row, column), text in errors.items():
        while len(sheet.rows) <= row:
            sheet.rows.append([])
        cells = sheet.rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = [ERROR, text]


def _refuse_strangers(data: bytes) -> None:
    """Pictures, PDFs and programs are not text in any encoding."""
    head = data[:4096]
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")):
        raise Unreadable("文件不是表格。请上传 .xlsx、.xls、.ods 或 .csv 文件。")
    if head[:200].lstrip().lower().startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise Unreadable("文件实际是网页。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。")
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("文件不是表格，或含有无法识别的内容。请另存为 .xlsx 后再上传。")
