"""What python-calamine does not tell about an .ods: formulas, hidden rows, merges, repeats."""

import zipfile
from dataclasses import dataclass, field

from intake.rules.reading.limits import MAX_COLUMNS, MAX_SHEET_ROWS, MAX_SHEETS, Unreadable
from intake.rules.reading.sheetxml import reach_message
from intake.rules.reading.zipguard import feed, local, parser


@dataclass
class OdsMarks:
    """Facts about one table, by position counted from 0."""

    name: str
    hidden: bool = False
    formulas: list[list[object]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    merged: list[list[int]] = field(default_factory=list)


class OdsScan:
    """Walks content.xml once. Repeats count as what they expand to, before anything expands."""

    def __init__(self) -> None:
        self.tables: list[OdsMarks] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.row = self.column = 0
        self.repeats = 1
        self.depth = 0

    def run(self, archive: zipfile.ZipFile) -> list[OdsMarks]:
        made = parser()
        made.StartElementHandler = self.start
        made.EndElementHandler = self.end
        feed(made, archive, "content.xml")
        if len(self.tables) > MAX_SHEETS:
            raise Unreadable(
                f"文件有 {len(self.tables)} 个工作表，超过 {MAX_SHEETS} 个。请删去无关工作表。"
            )
        return self.tables

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "style":
            self.style = _of(attributes, "name")
        elif name == "table-properties" and _of(attributes, "display") == "false":
            self.hidden_styles.add(self.style)
        elif name == "table":
            self._table(attributes)
        elif name == "table-row":
            self._row(attributes)
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(attributes)

    def end(self, name: str) -> None:
        name = local(name)
        if name == "table-row":
            self.row += self.repeats
        elif name == "table":
            self.depth -= 1

    def _table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            raise Unreadable("工作表里嵌有另一个表格，无法识别。请新建工作簿，只粘贴需要的数据。")
        hidden = _of(attributes, "style-name") in self.hidden_styles
        self.tables.append(OdsMarks(_of(attributes, "name"), hidden))
        self.row = 0

    def _row(self, attributes: dict[str, str]) -> None:
        self.repeats = _count(attributes, "number-rows-repeated")
        self.column = 0
        if _of(attributes, "visibility") in {"collapse", "filter"} and self.row < MAX_SHEET_ROWS:
            last = min(self.row + self.repeats, MAX_SHEET_ROWS)
            self.tables[-1].hidden_rows.extend(range(self.row, last))

    def _cell(self, attributes: dict[str, str]) -> None:
        if not self.tables:
            return
        table, repeats = self.tables[-1], _count(attributes, "number-columns-repeated")
        if _of(attributes, "value-type"):
            columns, rows = self.column + repeats, self.row + self.repeats
            if columns > MAX_COLUMNS or rows > MAX_SHEET_ROWS:
                raise Unreadable(reach_message(table.name, columns, rows))
        formula = _of(attributes, "formula")
        if formula:
            text = "=" + formula.partition("=")[2]
            table.formulas.extend(
                [row, column, text]
                for row in range(self.row, min(self.row + self.repeats, MAX_SHEET_ROWS))
                for column in range(self.column, min(self.column + repeats, MAX_COLUMNS))
            )
        wide = _count(attributes, "number-columns-spanned")
        high = _count(attributes, "number-rows-spanned")
        if wide > 1 or high > 1:
            table.merged.append(
                [self.row, self.column, self.row + high - 1, self.column + wide - 1]
            )
        self.column += repeats


def _of(attributes: dict[str, str], wanted: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == wanted), "")


def _count(attributes: dict[str, str], wanted: str) -> int:
    text = _of(attributes, wanted)
    return max(int(text), 1) if text.isdecimal() and len(text) < 9 else 1
