"""Rows of a table become what they say of a person and his decisions, or what is wrong in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from columns.masks import masked_digits, masked_id, without_numbers
from intake.rules.cells.judge import MONTHS, Reader, reader_of
from intake.rules.cells.read import as_text
from intake.rules.columns import MEASURE_FIELDS, Column, fields, label_of
from intake.rules.facts import settle
from intake.rules.layout import Layout, is_footer, is_total, repeats_header
from intake.rules.reading.sheets import Cell, Sheet

SHOWN_VALUE = 100
ONE_OR_TEN = re.compile(r"\d{4}\.1")
FORMULA_REFUSED = "这一格是公式。请复制后“选择性粘贴→数值”，再上传。"


@dataclass(slots=True)
class Finding:
    """One wrong cell: where, what stands there, what is wrong and what to do."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    field: str = ""

    def to_plain(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column,
            "value": self.value, "message": self.message, "field": self.field,
        }  # fmt: skip


@dataclass(slots=True)
class LedgerRow:
    """`row` is Excel's number. `values` hold what could be read, `cells` all that stands there."""

    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[Finding] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)

    @property
    def raw(self) -> list[str]:
        return [as_text(cell) for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet read: its rows that count, and what the reader should know of the others."""

    sheet: str
    columns: tuple[Column, ...]
    mapping: dict[int, str]
    rows: list[LedgerRow]
    notices: list[str]


class Scribe:
    """Reads one sheet; knows which column stands for which field."""

    def __init__(
        self, sheet: Sheet, layout: Layout, mapping: Mapping[int, str], *, today: date
    ) -> None:
        self.sheet = sheet
        self.layout = layout
        self.mapping = dict(mapping)
        self.headers = {column.index: column.header for column in layout.columns}
        self.column_of = {key: index for index, key in mapping.items()}
        self.name_at = self.column_of.get("name", len(layout.columns))
        decided = ("decided_on", *MEASURE_FIELDS)
        self.decided_at = [self.column_of[key] for key in decided if key in self.column_of]
        self.plan: list[tuple[int, str, Reader]] = [
            (index, key, reader_of(fields()[key], today=today)) for index, key in mapping.items()
        ]
        self.formulas = {(row, column): text for row, column, text in sheet.formulas}
        self.notices: list[str] = []
        self.is_text = sheet.kind == "csv"

    def table(self) -> Table:
        _fill_merges(self.sheet, self.layout, self.column_of)
        rows = [self._row(number) for number in self._data_rows()]
        self._tell_hidden()
        return Table(self.sheet.name, self.layout.columns, self.mapping, rows, self.notices)

    def _data_rows(self) -> Iterator[int]:
        """Numbers (from 0) of the rows that tell of a person."""
        in_footer = False
        for number in range(self.layout.first_row, len(self.sheet.rows)):
            cells = self.sheet.rows[number]
            if not any(cells):
                continue
            if in_footer or not self._is_usual(cells):
                in_footer, counts = self._judge_odd_row(number, cells, in_footer=in_footer)
                if counts:
                    yield number
            elif cells[self.name_at] == self.headers[self.name_at] and repeats_header(
                cells, self.layout
            ):
                self.notices.append(f"第{number + 1}行是重复的表头，已跳过。")
            elif not is_total([as_text(cell) for cell in cells[:2]]):
                yield number

    def _is_usual(self, cells: list[Cell]) -> bool:
        """It has a name and a decision; only headers and totals look like it."""
        wide = len(cells)
        return (
            self.name_at < wide
            and _filled(cells[self.name_at])
            and any(at < wide and _filled(cells[at]) for at in self.decided_at)
        )

    def _judge_odd_row(
        self, number: int, cells: list[Cell], *, in_footer: bool
    ) -> tuple[bool, bool]:
        """(are we below the table, does the row count) for a row that lacks name or decision."""
        known = {key for index, key, _ in self.plan if index < len(cells) and _filled(cells[index])}
        texts = [as_text(cell) for cell in cells if _filled(cell)]
        if not known or not texts:
            return in_footer, False
        if is_total(texts):
            return in_footer, False
        core = known & {"name", "decided_on", "number", *MEASURE_FIELDS}
        if is_footer(texts) and len(core) < 2:
            return True, False
        if (len(texts) == 1 and "name" not in known) or (in_footer and len(core) < 2):
            self.notices.append(f"第{number + 1}行只有“{texts[0][:30]}”，不像一名人员，已跳过。")
            return in_footer, False
        return False, True

    def _row(self, number: int) -> LedgerRow:
        cells = self.sheet.rows[number]
        made = LedgerRow(self.sheet.name, number + 1, cells=cells)
        values = made.values
        for index, key, read in self.plan:
            cell = cells[index] if index < len(cells) else None
            if (number, index) in self.formulas and self._refuses_formula(made, key, index):
                continue
            if cell is None:
                continue
            found = read(cell)
            if found.error:
                self._wrong(made, key, found.error, as_text(cell))
            elif found.value is not None:
                values[key] = found.value
            notice = found.notice or self._doubt(key, cell)
            if notice:
                made.notices.append(notice)
        for key, message in settle(
            values, {finding.field for finding in made.errors}, made.notices
        ):
            self._wrong(made, key, message, self._text(cells, key))
        return made

    def _doubt(self, key: str, cell: Cell) -> str:
        """A number written into text may have lost its last nought: 1993.10 becomes 1993.1."""
        if not self.is_text or key not in MONTHS or not ONE_OR_TEN.fullmatch(as_text(cell)):
            return ""
        return f"【{label_of(key)}】按 1 月识别，如应为 10 月请写成 .10"

    def _refuses_formula(self, row: LedgerRow, key: str, index: int) -> bool:
        """Who a person is and what was decided must be typed; elsewhere the result will do."""
        if not fields()[key].figures:
            self._wrong(row, key, FORMULA_REFUSED, self.formulas[row.row - 1, index])
            return True
        row.notices.append(f"【{label_of(key)}】是公式，已取表中显示的结果，请核对")
        return False

    def _wrong(self, row: LedgerRow, key: str, message: str, text: str) -> None:
        row.errors.append(self.finding(row.row, key, message, text))

    def finding(self, row: int, key: str, message: str, text: str) -> Finding:
        """The header as in the file; the field's own name where the file has no such column."""
        index = self.column_of.get(key)
        header = self.headers[index] if index is not None else label_of(key)
        spoken = "".join(header.split())
        return Finding(
            self.sheet.name, row, header, shown_value(key, text),
            f"第{row}行【{spoken}】{without_numbers(message)}", key,
        )  # fmt: skip

    def _text(self, cells: list[Cell], key: str) -> str:
        index = self.column_of.get(key, len(cells))
        return as_text(cells[index]) if index < len(cells) else ""

    def _tell_hidden(self) -> None:
        hidden = [row + 1 for row in self.sheet.hidden_rows if row >= self.layout.first_row]
        if hidden:
            listed = "、".join(map(str, hidden[:20])) + ("等" if len(hidden) > 20 else "")
            self.notices.append(
                f"工作表“{self.sheet.name}”有 {len(hidden)} 个隐藏行"
                f"（第 {listed} 行），已一并读入，请核对。"
            )


def shown_value(key: str, text: str) -> str:
    """What stands in a wrong cell, as a message may repeat it: no number of a person in full."""
    if key == "id_number":
        return masked_id(text)[:SHOWN_VALUE]
    shown = without_numbers(text)
    return (masked_digits(shown) if key == "phone" else shown)[:SHOWN_VALUE]


def _filled(cell: Cell) -> bool:
    return cell is not None and (type(cell) is not str or not cell.isspace())


def _fill_merges(sheet: Sheet, layout: Layout, column_of: Mapping[str, int]) -> None:
    """A range merged downwards speaks for each of its rows; a merged name for the whole person."""
    name_at = column_of.get("name")
    personal = [index for key, index in column_of.items() if fields()[key].of == "person"]
    for top, left, bottom, _right in sheet.merged:
        if top < layout.first_row or bottom <= top or top >= len(sheet.rows):
            continue
        columns = {left, *personal} if left == name_at else {left}
        for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
            for column in columns:
                _inherit(sheet.rows[row], sheet.rows[top], column)


def _inherit(cells: list[Cell], above: list[Cell], column: int) -> None:
    if column >= len(above) or not _filled(above[column]):
        return
    cells.extend([None] * (column + 1 - len(cells)))
    if not _filled(cells[column]):
        cells[column] = above[column]
