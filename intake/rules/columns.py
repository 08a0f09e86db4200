"""Which column means what: headers by their many names, from data/columns.json."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from intake.rules.cells.read import plain

SOURCE = Path(__file__).parent / "data" / "columns.json"
BRACKETED = re.compile(r"\([^()]*\)")
FRAME = "*:.。、#"
# One of them says what was decided.
MEASURE_FIELDS = ("measures", "party_measures", "state_measures", "other_measures")
NEEDED = ("name", "decided_on")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a ledger tells of a person, of his decision or of his helper."""

    key: str
    label: str
    limit: int
    of: str
    figures: bool
    """Whether the result of a formula may be taken."""
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Column:
    """`header` is the text as in the file; `path` the same with the groups above it."""

    index: int
    header: str
    path: tuple[str, ...]

    @property
    def title(self) -> str:
        return "/".join(self.path)


def fields() -> Mapping[str, Field]:
    return _book().fields


def label_of(key: str) -> str:
    return fields()[key].label


def map_columns(columns: Iterable[Column]) -> dict[int, str]:
    """Column index → field; each field at most once, the plainest header first."""
    offers = sorted(
        (fitness, column.index, key)
        for column in columns
        for fitness, key in [_meaning(column.path)]
        if key
    )
    taken: dict[str, int] = {}
    for _fitness, index, key in offers:
        taken.setdefault(key, index)
    return {index: key for key, index in sorted(_settled(taken).items(), key=lambda kv: kv[1])}


def lacking(mapping: Mapping[int, str]) -> list[str]:
    """Labels of what no ledger can do without and this mapping does not have."""
    have = set(mapping.values())
    missing = [label_of(key) for key in NEEDED if key not in have]
    if not have & {"unit", "unit_and_post"}:
        missing.insert(1, label_of("unit"))
    if not have & set(MEASURE_FIELDS):
        missing.append(label_of("measures"))
    return missing


def is_ignored(header: str) -> bool:
    return folded(header) in _book().ignored


@cache
def folded(text: str) -> str:
    """A header as a key: no blanks, brackets or stars; 日期 and 时间 are one word."""
    text = plain(text).casefold().strip(FRAME)
    return text.replace("日期", "时间").replace("(", "").replace(")", "").replace("／", "/")


def _settled(taken: dict[str, int]) -> dict[str, int]:
    """A ledger that knows only the unit and post of the day of the decision has just those."""
    for then, now in (("printed_unit", "unit"), ("printed_post", "post")):
        combined = "unit_and_post" in taken
        if then in taken and now not in taken and not combined:
            taken[now] = taken.pop(then)
    return taken


def _meaning(path: Sequence[str]) -> tuple[int, str]:
    """(how far from the plain name, field); the group above decides what 姓名 or 时间 means."""
    leaf, groups = path[-1], path[:-1]
    book = _book()
    name = folded(leaf)
    for group in groups:
        for rule in book.groups:
            if any(word in folded(group) for word in rule["has"]):
                key = rule["names"].get(name)
                if key is not None:
                    return 0, key
                if rule["own"]:
                    return 1, _within(rule, name)
    if name in book.ignored:
        return 0, ""
    return _by_name(leaf)


def _by_name(leaf: str) -> tuple[int, str]:
    book = _book()
    spellings = (folded(leaf), folded(BRACKETED.sub("", plain(leaf))))
    for fitness, name in enumerate(spellings, 1):
        if name in book.by_name:
            return fitness, book.by_name[name]
    for words, key in book.contains:
        if all(word in spellings[0] for word in words):
            return 3, key
    return 9, ""


def _within(rule: Mapping[str, Any], name: str) -> str:
    """Inside a group of its own a column keeps only a meaning that belongs to that group."""
    key = _by_name(name)[1]
    return key if key in set(rule["names"].values()) else ""


@dataclass(frozen=True, slots=True)
class _Book:
    fields: Mapping[str, Field]
    by_name: Mapping[str, str]
    groups: Sequence[Mapping[str, Any]]
    contains: Sequence[tuple[Sequence[str], str]]
    ignored: frozenset[str]


@cache
def _book() -> _Book:
    data = json.loads(SOURCE.read_text(encoding="utf-8"))
    known = {
        row["key"]: Field(
            key=row["key"],
            label=row["label"],
            limit=row["limit"],
            of=row["of"],
            figures=row.get("figures", True),
            names=frozenset(folded(name) for name in row["names"]),
        )
        for row in data["fields"]
    }
    return _Book(
        fields=known,
        by_name={name: field.key for field in known.values() for name in field.names},
        groups=data["groups"],
        contains=[(words, key) for words, key in data["contains"]],
        ignored=frozenset(folded(name) for name in data["ignored"]),
    )
