"""Read: what a reader answers about one cell; and how a cell is shown."""

import unicodedata
from typing import Any, NamedTuple

from intake.rules.reading.sheets import DATE, ERROR, TIME, Cell

SHOWN_CHARS = 30
# Seen through, but never meant: zero width marks, byte order marks, soft hyphens.
INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD])


class Read(NamedTuple):
    """`value` is plain (text, number, list) so that it can be kept as JSON."""

    value: Any = None
    error: str = ""
    notice: str = ""


EMPTY = Read()


def as_text(cell: Cell) -> str:
    """The cell as somebody sees it, without outer blanks."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, list):
        return str(cell[1])
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return repr(cell) if isinstance(cell, float) else str(cell)


def is_date(cell: Cell) -> bool:
    return isinstance(cell, list) and cell[0] == DATE


def is_error_value(cell: Cell) -> bool:
    return isinstance(cell, list) and cell[0] == ERROR


def is_time(cell: Cell) -> bool:
    return isinstance(cell, list) and cell[0] == TIME


def shown(text: str) -> str:
    """At most thirty characters of what was written."""
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"


def plain(text: str) -> str:
    """Full-width signs become ordinary ones; every blank and invisible mark goes."""
    return "".join(unicodedata.normalize("NFKC", text).translate(INVISIBLE).split())


def control_character(text: str) -> int:
    """The place of the first control character, from 1; 0 when there is none."""
    if text.isprintable():
        return 0
    for place, sign in enumerate(text, 1):
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\r\n\t":
            return place
    return 0
