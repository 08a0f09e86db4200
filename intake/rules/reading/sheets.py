"""Sheet: one table as read, with what its file says about hidden rows, merges and formulas."""

from dataclasses import dataclass, field
from typing import Any

# A cell is text, a number, a truth value or None; a pair of letter and text is
#   d: a date in ISO form    t: a time of day    e: an error value such as #REF!
Cell = Any
DATE, TIME, ERROR = "d", "t", "e"


@dataclass
class Sheet:
    """Rows start at Excel's row 1, columns at column A; positions are counted from 0."""

    name: str
    rows: list[list[Cell]]
    kind: str = "xlsx"
    hidden: bool = False
    # Ranges as [first row, first column, last row, last column].
    merged: list[list[int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    # [row, column, text of the formula]
    formulas: list[list[Any]] = field(default_factory=list)

    def to_plain(self) -> dict[str, Any]:
        return vars(self)
