"""Where what is owed is told from: each app above tells what its own records make of it.

A source is a function of the dossiers that owe anything, with their standings, and of a day. It
works as the system and asks nothing of anybody's sight. Settings name them all, so that this app
need know none of those above it.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from visits.rules.owed import Duty, Standing

Source = Callable[[Mapping[int, Standing], date], Mapping[int, Iterable[Duty]]]


@cache
def _sources() -> tuple[Source, ...]:
    return tuple(import_string(path) for path in settings.DUTY_SOURCES)


def told_elsewhere(owing: Mapping[int, Standing], *, on: date) -> dict[int, list[Duty]]:
    """Duties by dossier, of every source, each key once."""
    found: dict[int, list[Duty]] = {}
    for source in _sources():
        for key, duties in source(owing, on).items():
            found.setdefault(key, []).extend(duties)
    return found
