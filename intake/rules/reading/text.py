"""A .csv file: which encoding, which delimiter, then rows of text."""

import csv
import io

from intake.rules.reading.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_SHEET_ROWS, Unreadable
from intake.rules.reading.sheets import Sheet
from intake.rules.reading.sheetxml import reach_message

# What GBK bytes look like when read as UTF-8 and saved again, and the other way round.
MOJIBAKE = ("锟斤拷", "ï»¿", "\ufffd")
DELIMITERS = ",\t;|"
SAMPLE_LINES = 30


def read_csv(data: bytes, name: str) -> Sheet:
    text = decoded(data)
    # One field may hold what one Excel cell holds, no more.
    csv.field_size_limit(MAX_CELL_CHARS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        table = [list(row) for row, _ in zip(rows, range(MAX_SHEET_ROWS + 1), strict=False)]
    except csv.Error:
        raise Unreadable(
            f"第 {rows.line_num} 行的引号不成对，或有一格超过 {MAX_CELL_CHARS} 字。"
            "请检查该行，或另存为 .xlsx 后再上传。"
        ) from None
    columns = max((len(row) for row in table), default=0)
    if len(table) > MAX_SHEET_ROWS or columns > MAX_COLUMNS:
        raise Unreadable(reach_message(name, columns, len(table)))
    return Sheet(name, [list(row) for row in table], kind="csv")


def decoded(data: bytes) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else GB18030, of which GBK is a part."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode(data, "gb18030")
    if any(sign in text for sign in MOJIBAKE):
        raise _unknown()
    return text


def delimiter_of(text: str) -> str:
    """The sign that cuts the first lines into the most, and the most even, fields."""
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]

    def fitness(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        usual = max(set(counts), key=lambda count: (counts.count(count) * bool(count), count))
        return (counts.count(usual) if usual else 0, usual)

    return max(DELIMITERS, key=fitness) if lines else ","


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise _unknown() from None


def _unknown() -> Unreadable:
    return Unreadable("无法识别文件编码。请另存为 .xlsx，或“CSV UTF-8”格式后再上传。")
