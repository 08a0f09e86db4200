"""Scope: what a user holds now beyond his role, asked of the database once per transaction.

The same SQL functions stand behind the policies of row-level security, so a grant or a recusal is
read in one place; `visible_to` writes the answer into the query as plain values, which leaves the
planner its statistics.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from accounts.models import User

ASK = (
    "SELECT hf_organs(%(user)s), hf_kept(%(user)s), hf_assigned(%(user)s), hf_denied(%(user)s),"
    " hf_denied_dossiers(%(user)s), hf_dormant_day()"
)


@dataclass(frozen=True)
class Scope:
    """organs: discipline organs whose files he reads; kept: those whose office he is; assigned:
    dossiers; denied: cadres nothing of whom is shown to him, and their dossiers; a file closed up
    to `dormant_day` rests with the office that keeps it."""

    organs: tuple[int, ...]
    kept: tuple[int, ...]
    assigned: tuple[int, ...]
    denied: tuple[int, ...]
    denied_dossiers: tuple[int, ...]
    dormant_day: date


_known: ContextVar[dict[int, Scope] | None] = ContextVar("scopes", default=None)


@contextmanager
def scopes_remembered() -> Iterator[None]:
    """For one user's transaction: his scope is asked once; the next request asks again."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def scope_of(user: "User") -> Scope:
    known = _known.get()
    if known is not None and user.pk in known:
        return known[user.pk]
    with connection.cursor() as cursor:
        cursor.execute(ASK, {"user": user.pk})
        organs, kept, assigned, denied, denied_dossiers, dormant_day = cursor.fetchone()
    found = Scope(
        organs=tuple(organs),
        kept=tuple(kept),
        assigned=tuple(assigned),
        denied=tuple(denied),
        denied_dossiers=tuple(denied_dossiers),
        dormant_day=dormant_day,
    )
    if known is not None:
        known[user.pk] = found
    return found
