"""Half-years, the order of lines, and which were added after a signature; pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date


def half_of(day: date) -> str:
    """2026H1."""
    return f"{day.year}H{1 if day.month <= 6 else 2}"


def half_words(half: str) -> str:
    year, _, number = half.partition("H")
    return f"{year}年{'上' if number == '1' else '下'}半年"


def last_day_of(half: str) -> date:
    year, _, number = half.partition("H")
    return date(int(year), 6, 30) if number == "1" else date(int(year), 12, 31)


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `key` is the same as long as the thing it tells of is the same."""

    key: str
    day: date
    category: str
    summary: str
    thought: str = ""
    work: str = ""
    correction: str = ""
    organisation: str = ""
    leads: str = ""
    rating: str = ""
    by: str = ""
    paper: str = ""
    url: str = ""
    is_manual: bool = False
    is_later: bool = False

    @property
    def half(self) -> str:
        return half_of(self.day)


def in_order(lines: Iterable[Line]) -> list[Line]:
    """By day; within a day in the order of the keys, so that the same facts give the same table."""
    return sorted(lines, key=lambda line: (line.day, line.key))


def marked(lines: Iterable[Line], signed: Mapping[str, Collection[str]]) -> list[Line]:
    """`signed`: half-year → the keys that stood in it when it was signed; others came later."""
    return [
        replace(line, is_later=line.half in signed and line.key not in signed[line.half])
        for line in lines
    ]
