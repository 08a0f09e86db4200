"""What python-calamine does not tell of an .xls: formulas, hidden rows, errors, locks, macros."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.rules.reading.limits import Unreadable
from intake.rules.reading.ole import Container
from intake.rules.reading.zipguard import DAMAGED, LOCKED, MACROS

BOF, EOF, SHEET, LOCK = 0x0809, 0x000A, 0x0085, 0x002F
FORMULA, ROW, TRUTH_OR_ERROR = 0x0006, 0x0208, 0x0205
ROW_HIDDEN = 0x20
WORKSHEET = 0x0010
MACRO_SHEETS = frozenset({0x01, 0x06})
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
# The old format keeps formulas as tokens; nobody needs them in words.
FORMULA_TEXT = "=（公式）"


@dataclass
class XlsMarks:
    """Facts about one worksheet, by position counted from 0."""

    hidden: bool = False
    formulas: list[list[object]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def scan(data: bytes) -> list[XlsMarks]:
    """Marks of each worksheet in the order of the file; refuses locks and macros."""
    container = Container(data)
    names = {name.casefold() for name in container.names()}
    if {"encryptedpackage", "encryptioninfo"} & names:
        raise Unreadable(LOCKED)
    if any(name.startswith("_vba_project") or name == "vba" for name in names):
        raise Unreadable(MACROS)
    stream = next((name for name in container.names() if name.casefold() == "workbook"), "")
    if not stream:
        raise Unreadable("文件不是 Excel 97 以后的工作簿。请另存为 .xlsx 后再上传。")
    try:
        return _worksheets(container.stream(stream))
    except (struct.error, IndexError, ValueError):
        raise Unreadable(DAMAGED) from None


def _worksheets(stream: bytes) -> list[XlsMarks]:
    hidden: list[bool] = []
    sheets: list[XlsMarks] = []
    current: XlsMarks | None = None
    depth = 0
    for kind, body in _records(stream):
        if kind in {LOCK, SHEET}:
            hidden += _announced(kind, body)
        elif kind == BOF:
            depth += 1
            if depth == 1 and struct.unpack_from("<H", body, 2)[0] == WORKSHEET:
                current = XlsMarks(dict(enumerate(hidden)).get(len(sheets), False))
                sheets.append(current)
        elif kind == EOF:
            depth -= 1
            current = current if depth else None
        elif current is not None and depth == 1:
            _mark(current, kind, body)
    return sheets


def _announced(kind: int, body: bytes) -> list[bool]:
    """Whether the sheet the book announces is hidden; charts are not announced to anybody."""
    if kind == LOCK:
        raise Unreadable(LOCKED)
    if body[5] in MACRO_SHEETS:
        raise Unreadable(MACROS)
    return [] if body[5] else [bool(body[4] & 0x03)]


def _mark(sheet: XlsMarks, kind: int, body: bytes) -> None:
    if kind == FORMULA:
        row, column = struct.unpack_from("<2H", body)
        sheet.formulas.append([row, column, FORMULA_TEXT])
    elif kind == TRUTH_OR_ERROR and body[7]:
        row, column = struct.unpack_from("<2H", body)
        sheet.errors[row, column] = ERRORS.get(body[6], "#N/A")
    elif kind == ROW and struct.unpack_from("<H", body, 12)[0] & ROW_HIDDEN:
        sheet.hidden_rows.append(struct.unpack_from("<H", body)[0])


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, place)
        place += 4
        yield kind, stream[place : place + length]
        place += length
