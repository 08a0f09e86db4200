"""Where what is owed is told from: each app above tells what its own records make of it.

A source is a function of the dossiers that owe anything, with their standings, and of a day. It
works as the system and asks nothing of anybody's sight. It is registered when its app is loaded,
so that this app needs to know none of them.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from visits.facts.case_duties import (
    execution_duties,
    issue_duties,
    need_duties,
    restoration_duties,
)
from visits.rules.owed import Duty, Standing

Source = Callable[[Mapping[int, Standing], date], Mapping[int, Iterable[Duty]]]

_SOURCES: dict[str, Source] = {
    "execution": execution_duties,
    "issues": issue_duties,
    "needs": need_duties,
    "restoration": restoration_duties,
}


def register(name: str, source: Source) -> None:
    """Once for each name; Django loads an app once, a test may load it again."""
    _SOURCES[name] = source


def told_elsewhere(owing: Mapping[int, Standing], *, on: date) -> dict[int, list[Duty]]:
    """Duties by dossier, of every source, each key once."""
    found: dict[int, list[Duty]] = {}
    for name in sorted(_SOURCES):
        for key, duties in _SOURCES[name](owing, on).items():
            found.setdefault(key, []).extend(duties)
    return found
