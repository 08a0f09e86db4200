"""Cells that hold one of a few words: sex, people, politics, rank, identity, form."""

import difflib
import json
from functools import cache
from pathlib import Path

from intake.rules.cells.read import EMPTY, Read, as_text, plain, shown
from intake.rules.reading.sheets import Cell

SOURCE = Path(__file__).parents[1] / "data" / "words.json"
LISTED = 8
# Spellings that do not say which of two values is meant.
OPEN = "?"


@cache
def vocabulary() -> dict[str, dict[str, list[str]]]:
    """field → stored value → the ways it is written; the first is how the screen says it."""
    words: dict[str, dict[str, list[str]]] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return words


@cache
def _lookup(field: str) -> dict[str, str]:
    return {
        _folded(spelling): value
        for value, spellings in vocabulary()[field].items()
        for spelling in spellings
    }


def read_word(field: str, label: str, cell: Cell) -> Read:
    """The stored value; a word outside the list is refused with the nearest one inside."""
    text = as_text(cell)
    if not text:
        return EMPTY
    value = _lookup(field).get(_folded(text))
    if value == OPEN:
        return Read(notice=f"“{shown(text)}”没有写明正职还是副职，这一格未导入，请在档案中补充")
    if value is not None:
        return Read(value)
    return Read(error=f"“{shown(text)}”不在可选范围。{_proposal(field, text)}")


def _proposal(field: str, text: str) -> str:
    spoken = [words[0] for value, words in vocabulary()[field].items() if value != OPEN]
    near = difflib.get_close_matches(_folded(text), list(_lookup(field)), n=1, cutoff=0.5)
    if near:
        value = _lookup(field)[near[0]]
        return f"是否指“{vocabulary()[field][value][0]}”？请改成可选的写法。"
    more = "等" if len(spoken) > LISTED else ""
    return f"请填写：{'、'.join(spoken[:LISTED])}{more}。"


def _folded(text: str) -> str:
    return plain(text).replace("(", "").replace(")", "").casefold()
