"""What the mapping page shows of a file: its sheets, columns, and three rows of each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from columns.masks import masked_id, without_numbers
from intake.rules.cells.judge import DAYS, MONTHS, reader_of
from intake.rules.cells.read import as_text, shown
from intake.rules.columns import Column, fields
from intake.rules.ledger import Found

SAMPLES = 3
HIDDEN = "（不显示）"


def describe(found: Iterable[Found], *, today: date) -> list[dict[str, Any]]:
    """Plain values, to be kept with the batch; numbers of people are masked."""
    return [
        {
            "name": each.sheet.name,
            "hidden": each.sheet.hidden,
            "rows": max(len(each.sheet.rows) - each.layout.first_row, 0),
            "header_row": each.layout.header_row + 1,
            "lacking": each.lacking,
            "columns": [
                _column(each, column, each.layout.mapping.get(column.index, ""), today)
                for column in each.layout.columns
            ],
        }
        for each in found
    ]


def _column(found: Found, column: Column, key: str, today: date) -> dict[str, Any]:
    return {
        "index": column.index,
        "header": column.header,
        "title": column.title,
        "key": key,
        "samples": [_sample(cell, key, today) for cell in _cells(found, column.index)],
    }


def _cells(found: Found, index: int) -> list[Any]:
    below = found.sheet.rows[found.layout.first_row :]
    filled = (row[index] for row in below if index < len(row) and as_text(row[index]))
    return [cell for cell, _ in zip(filled, range(SAMPLES), strict=False)]


def _sample(cell: Any, key: str, today: date) -> dict[str, str]:
    text = shown(as_text(cell))
    if key == "id_number":
        return {"text": masked_id(text), "read": ""}
    if key == "phone":
        return {"text": HIDDEN, "read": ""}
    read = ""
    if key in DAYS | MONTHS:
        value = reader_of(fields()[key], today=today)(cell).value
        read = _spoken(value) if value else ""
    # A column nobody has matched yet may hold numbers of people too.
    return {"text": without_numbers(text), "read": read}


def _spoken(value: str) -> str:
    """1980-03 → 1980年3月, 2024-03-05 → 2024年3月5日."""
    parts = [str(int(part)) for part in value.split("-")]
    return "".join(map("".join, zip(parts, "年月日", strict=False)))
