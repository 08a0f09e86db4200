"""What one page shows, collected while the view works and written as one entry when it answers.

The guard of the views (accounts.access) opens a Reading; the doors through which a view finds its
rows note them here. Outside of a guarded view the notes go nowhere.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from audit.choices import Verb
from audit.mac import digest_of
from audit.origin import origin

# A page shows fifty rows; what is longer is a file, and its number of rows is what matters.
MOST_IDS = 200


@dataclass
class Reading:
    target: models.Model | None = None
    cadre_id: int | None = None
    dossier_id: int | None = None
    verb: Verb | None = None
    purpose: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    # Verbs an act has recorded meanwhile: a download is written down by what hands the file out.
    written: set[str] = field(default_factory=set)


_present: ContextVar[Reading | None] = ContextVar("audit_reading", default=None)


@contextmanager
def reading() -> Iterator[Reading]:
    """One for each view; what a view inside a view notes is its own."""
    notes = Reading()
    token = _present.set(notes)
    try:
        yield notes
    finally:
        _present.reset(token)


def _notes() -> Reading:
    return _present.get() or Reading()


def saw(
    target: models.Model, *, cadre_id: int | None = None, dossier_id: int | None = None
) -> None:
    """The row the page is about."""
    notes = _notes()
    notes.target = target
    notes.cadre_id = cadre_id if cadre_id is not None else notes.cadre_id
    notes.dossier_id = dossier_id if dossier_id is not None else notes.dossier_id


def saw_as(verb: Verb) -> None:
    """Another verb than the declared one, where a page shows two kinds of things."""
    _notes().verb = verb


def saw_rows(ids: Iterable[int]) -> None:
    """The rows of a list, by the ids of what they lead to."""
    shown = list(ids)
    _notes().facts |= {"rows": len(shown), "ids": shown[:MOST_IDS]}


def saw_figures(**dimensions: str | int | bool | list[str]) -> None:
    """Counts without names: only how they were cut."""
    _notes().facts |= dimensions


def searched(term: str, *, found: int) -> None:
    """Never the term: a name looked for is a name."""
    notes = _notes()
    notes.verb = Verb.SEARCH
    notes.facts |= {"term": digest_of("".join(term.split()).lower()), "found": found}


def wrote(verb: str) -> None:
    """Told by record(), so that one look is never written twice."""
    _notes().written.add(verb)
    origin().written.add(verb)


def with_purpose(purpose: str) -> None:
    _notes().purpose = purpose
