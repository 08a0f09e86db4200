"""The reader of each field, with the checks every cell must pass; the same cell is read once."""

from collections.abc import Callable
from datetime import date

from intake.rules.cells import numbers, texts
from intake.rules.cells.days import read_day, read_month
from intake.rules.cells.names import read_name
from intake.rules.cells.read import Read, as_text, control_character, is_error_value
from intake.rules.cells.words import read_word
from intake.rules.columns import Field
from intake.rules.reading.sheets import Cell

Reader = Callable[[Cell], Read]
WORDS = frozenset({"sex", "ethnicity", "politics", "identity", "rank", "form"})
MONTHS = frozenset({"born", "joined", "worked"})
DAYS = frozenset({"decided_on", "announced_on"})
TIGHT = frozenset(
    {"unit", "post", "organ", "number", "helper_post", "printed_unit", "printed_post"}
)


def reader_of(field: Field, *, today: date) -> Reader:
    """A reader with a memory: ledgers repeat the same units, dates and words."""
    inner = _inner(field, today)
    memory: dict[object, Read] = {}

    def read(cell: Cell) -> Read:
        # 1, 1.0 and True are equal as keys and not as cells.
        key = (type(cell), cell) if not isinstance(cell, list) else tuple(cell)
        found = memory.get(key)
        if found is None:
            found = memory[key] = _refusal(field, cell) or inner(cell)
        return found

    return read


def _inner(field: Field, today: date) -> Reader:
    key = field.key
    if key in WORDS:
        return lambda cell: read_word(key, field.label, cell)
    if key in MONTHS:
        return lambda cell: read_month(cell, today=today)
    if key in DAYS:
        return lambda cell: read_day(cell, today=today)
    if key in TIGHT:
        return texts.read_tight
    special: dict[str, Reader] = {
        "name": read_name,
        "id_number": numbers.read_id,
        "phone": numbers.read_phone,
        "printed_end": texts.read_printed_end,
    }
    return special.get(key, texts.read_text)


def _refusal(field: Field, cell: Cell) -> Read | None:
    """What no field accepts: error values, control characters, too much text."""
    if is_error_value(cell):
        return Read(error=f"这一格是错误值 {cell[1]}。请改成正确内容。")
    if not isinstance(cell, str):
        return None
    place = control_character(cell)
    if place:
        return Read(error=f"这一格含有看不见的控制字符（第 {place} 个字）。请删除后重新输入。")
    length = len(as_text(cell))
    if length > field.limit:
        return Read(error=f"这一格共 {length} 字，超过 {field.limit} 字上限。请缩短后再导入。")
    return None
