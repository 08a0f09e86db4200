"""What python-calamine does not tell about an .xlsx: formulas, hidden rows, error values, reach."""

import posixpath
import zipfile
from dataclasses import dataclass, field

from intake.rules.reading.limits import MAX_COLUMNS, MAX_SHEET_ROWS, MAX_SHEETS, Unreadable
from intake.rules.reading.zipguard import DAMAGED, feed, local, parser

DIGITS = "0123456789"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass
class Marks:
    """Facts about one sheet, by position counted from 0."""

    formulas: list[list[object]] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def worksheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """(name, part, hidden) of each worksheet, in the order of the workbook."""
    targets: dict[str, str] = {}
    found: list[tuple[str, str, bool]] = []

    def on_relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def on_sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "sheet":
            return
        link = next((attributes[key] for key in attributes if local(key) == "id"), "")
        target = targets.get(link, "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        hidden = attributes.get("state", "visible") != "visible"
        found.append((attributes.get("name", ""), posixpath.normpath(part), hidden))

    for part, handler in (
        ("xl/_rels/workbook.xml.rels", on_relation),
        ("xl/workbook.xml", on_sheet),
    ):
        made = parser()
        made.StartElementHandler = handler
        feed(made, archive, part)
    if not found:
        raise Unreadable(DAMAGED)
    if len(found) > MAX_SHEETS:
        raise Unreadable(
            f"文件有 {len(found)} 个工作表，超过 {MAX_SHEETS} 个。请删去无关工作表后再上传。"
        )
    return [each for each in found if "worksheets/" in each[1]]


class Scan:
    """Streams one sheet's XML; keeps formulas, error values, hidden rows and how far it reaches."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.marks = Marks()
        self.columns: set[str] = set()
        self.row = 0
        self.last_row = 0
        self.seen = 0
        self.cell = ""
        self.is_error = False
        self.text: list[str] | None = None

    def run(self, archive: zipfile.ZipFile, part: str) -> Marks:
        made = parser()
        made.buffer_text = True
        made.StartElementHandler = self.start
        self.parser = made
        feed(made, archive, part)
        self._refuse_far_columns()
        return self.marks

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = local(name)
        if name == "c":
            self.seen += 1
            # The reference is optional; cells without one follow each other.
            self.cell = attributes.get("r") or f"{column_letters(self.seen)}{self.row}"
            self.is_error = attributes.get("t") == "e"
        elif name in {"v", "is"}:
            self.columns.add(self.cell.rstrip(DIGITS))
            self.last_row = self.row
            if self.is_error:
                self._collect()
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._collect()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) if number.isdecimal() else self.row + 1
        self.seen = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.marks.hidden_rows.append(self.row - 1)

    def _collect(self) -> None:
        """Listen to text until the element closes; rare, so the handlers come and go."""
        self.text = []
        self.parser.CharacterDataHandler = self.text.append
        self.parser.EndElementHandler = self.end

    def end(self, name: str) -> None:
        self.parser.CharacterDataHandler = None
        self.parser.EndElementHandler = None
        text, place = "".join(self.text or ()), position(self.cell)
        if place is None:
            return
        if local(name) == "f":
            self.columns.add(self.cell.rstrip(DIGITS))
            self.marks.formulas.append([*place, f"={text}"])
        else:
            self.marks.errors[place] = text

    def _refuse_far_columns(self) -> None:
        furthest = max((column_number(letters) for letters in self.columns), default=0)
        if furthest > MAX_COLUMNS or self.last_row > MAX_SHEET_ROWS:
            raise Unreadable(reach_message(self.name, furthest, self.last_row))


def reach_message(sheet: str, columns: int, rows: int) -> str:
    if columns > MAX_COLUMNS:
        return (
            f"工作表“{sheet}”的有效区域异常（共 {columns} 列，最多 {MAX_COLUMNS} 列）。"
            "请新建工作簿，只复制有内容的行和列后再上传。"
        )
    return f"工作表“{sheet}”共 {rows} 行，一次最多导入 20000 行。请拆成几份上传。"


def column_number(letters: str) -> int:
    """A → 1, Z → 26, XFD → 16384; anything else → 0."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def position(reference: str) -> tuple[int, int] | None:
    """B5 → (4, 1)."""
    letters = reference.rstrip(DIGITS)
    number = reference[len(letters) :]
    column = column_number(letters)
    return (int(number) - 1, column - 1) if number and column else None
