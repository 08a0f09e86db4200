"""Which kept form belongs to which page of a session: digests only, nothing that was typed."""

import hashlib
from collections.abc import Iterable

from django.contrib.sessions.backends.base import SessionBase

from signin.actions.kept import read
from signin.models import KeptForm

KEPT = "signin_kept"


def remember_kept(session: SessionBase, forms: Iterable[KeptForm]) -> None:
    """The newest of a page wins; `forms` come newest first."""
    waiting: dict[str, list[str]] = {}
    for kept in forms:
        typed = read(kept)
        waiting.setdefault(_mark(typed.page), [kept.code, _mark(typed.address)])
    if waiting:
        session[KEPT] = waiting


def kept_for(session: SessionBase, page: str) -> str | None:
    """The code of the form that waits for this page."""
    found = session.get(KEPT, {}).get(_mark(page))
    return found[0] if found else None


def settled(session: SessionBase, address: str) -> list[str]:
    """Codes of forms sent to this address: they have arrived, and wait no longer."""
    waiting: dict[str, list[str]] = session.get(KEPT, {})
    done = {page: code for page, (code, target) in waiting.items() if target == _mark(address)}
    if done:
        session[KEPT] = {page: each for page, each in waiting.items() if page not in done}
    return list(done.values())


def drop(session: SessionBase, code: str) -> None:
    waiting: dict[str, list[str]] = session.get(KEPT, {})
    session[KEPT] = {page: each for page, each in waiting.items() if each[0] != code}


def _mark(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()[:24]
