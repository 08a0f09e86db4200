"""Where in a sheet the table stands: titles above, headers of one or more rows, footers below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intake.rules.cells.read import as_text, plain
from intake.rules.columns import MEASURE_FIELDS, Column, folded, map_columns
from intake.rules.reading.sheets import Cell, Sheet

SEARCHED_ROWS = 30
MAX_HEADER_ROWS = 3
MAX_HEADER_CHARS = 40
# A sheet is a ledger when it names people and at least three more things we know.
LIKELY_FIELDS = 4
FOOTER = re.compile(
    r"(说明|备注|注)[:：\d.、]|^(说明|注)$|填表(人|单位|日期)|制表(人|单位|日期)?|审核(人|签字|意见)?[:：]|"
    r"(单位)?负责人|填报(人|单位|日期)|联系人[:：]|经办人|本表|以上|共\d+人|共计|截至|（?(未完|完)）?$"
)
TOTAL = re.compile(r"(合计|总计|小计|共计|总数|总人数|平均)[:：]?\d*人?$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Header rows are counted from 0; `first_row` is the first row below them."""

    columns: tuple[Column, ...]
    header_row: int
    first_row: int
    mapping: dict[int, str]

    @property
    def fit(self) -> int:
        return len(self.mapping)

    @property
    def is_likely(self) -> bool:
        have = set(self.mapping.values())
        return (
            "name" in have
            and len(have) >= LIKELY_FIELDS
            and bool(have & {*MEASURE_FIELDS, "decided_on"})
        )


def find_layout(sheet: Sheet) -> Layout | None:
    """The header that explains most columns; None when the sheet is no ledger."""
    spread = _spread_merges(sheet)
    found = [layout for layout in _candidates(sheet, spread) if layout.is_likely]
    if not found:
        return None
    # Most fields, then most named columns, then the fewest and topmost header rows.
    return max(
        found,
        key=lambda each: (
            each.fit,
            len(each.columns),
            each.header_row - each.first_row,
            -each.header_row,
        ),
    )


def is_footer(texts: Sequence[str]) -> bool:
    """Texts of a row, first cell first: 说明, 填表人, 合计 and their like."""
    first = plain(texts[0]) if texts else ""
    return bool(TOTAL.match(first) or FOOTER.match(first))


def is_total(texts: Sequence[str]) -> bool:
    return any(TOTAL.match(plain(text)) for text in texts[:2])


def repeats_header(row: Sequence[Cell], layout: Layout) -> bool:
    """The header printed again at the top of a page."""
    same = sum(
        1
        for column in layout.columns
        if column.index < len(row)
        and column.index in layout.mapping
        and folded(as_text(row[column.index])) == folded(column.header)
    )
    return same >= LIKELY_FIELDS - 1


def _candidates(sheet: Sheet, spread: dict[tuple[int, int], str]) -> Iterator[Layout]:
    for last in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for depth in range(1, MAX_HEADER_ROWS + 1):
            first = last - depth + 1
            if first < 0 or not _may_be_header(sheet, spread, first, is_lowest=depth == 1):
                break
            columns = tuple(_columns(sheet, spread, first, last))
            if columns:
                yield Layout(columns, first, last + 1, map_columns(columns))


def _may_be_header(
    sheet: Sheet, spread: dict[tuple[int, int], str], row: int, *, is_lowest: bool
) -> bool:
    """At least two different texts; a row of groups holds no line of a form head (填报单位：…)."""
    texts = {_text(sheet, spread, row, column) for column in range(_width(sheet))} - {""}
    if len(texts) < 2 or is_lowest:
        return len(texts) > 1
    return not any(":" in text or len(text) > MAX_HEADER_CHARS for text in texts)


def _columns(
    sheet: Sheet, spread: dict[tuple[int, int], str], first: int, last: int
) -> Iterator[Column]:
    above = [_filled(sheet, spread, row) for row in range(first, last)]
    for index in range(_width(sheet)):
        parts = [texts[index] for texts in above]
        parts.append(_text(sheet, spread, last, index))
        path = tuple(part for place, part in enumerate(parts) if part and part not in parts[:place])
        raw = _own_text(sheet, first, last, index)
        if path and raw:
            yield Column(index, raw, path)


def _own_text(sheet: Sheet, first: int, last: int, index: int) -> str:
    """The lowest header text that stands in the column itself, exactly as in the file."""
    for row in range(last, first - 1, -1):
        cells = sheet.rows[row]
        if index < len(cells) and isinstance(cells[index], str) and cells[index].strip():
            return str(cells[index])
    return ""


def _filled(sheet: Sheet, spread: dict[tuple[int, int], str], row: int) -> list[str]:
    """Group names reach to the right until the next one; without merges a blank says so."""
    texts = [_text(sheet, spread, row, column) for column in range(_width(sheet))]
    if any(top <= row <= bottom and left < right for top, left, bottom, right in sheet.merged):
        return texts
    carried = ""
    for index, text in enumerate(texts):
        if text:
            carried = text
        elif _text(sheet, spread, row + 1, index):
            texts[index] = carried
        else:
            carried = ""
    return texts


def _spread_merges(sheet: Sheet) -> dict[tuple[int, int], str]:
    """Text of the merged ranges near the top, at every place they cover."""
    spread = {}
    for top, left, bottom, right in sheet.merged:
        if top > SEARCHED_ROWS or top >= len(sheet.rows) or left >= len(sheet.rows[top]):
            continue
        text = as_text(sheet.rows[top][left])
        for row in range(top, min(bottom, SEARCHED_ROWS) + 1):
            for column in range(left, min(right, _width(sheet) - 1) + 1):
                spread[row, column] = text
    return spread


def _text(sheet: Sheet, spread: dict[tuple[int, int], str], row: int, column: int) -> str:
    covered = spread.get((row, column))
    if covered is not None:
        return plain(covered)
    if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
        return ""
    cell = sheet.rows[row][column]
    return plain(cell) if isinstance(cell, str) else ""


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.rows[: SEARCHED_ROWS + 1]), default=0)
