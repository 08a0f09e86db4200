"""Where an act comes from: the request, its session and terminal, known without being passed on.

The outer middleware sets it for a request. Outside of requests (commands, tasks, tests) every
entry has a request id of its own.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from audit.choices import Outcome, Verb
from audit.mac import digest_of


@dataclass(frozen=True)
class Refusal:
    """Kept until the request's own transaction is over; written in one of its own."""

    verb: Verb
    facts: dict[str, Any]
    outcome: Outcome = Outcome.REFUSED


@dataclass(frozen=True)
class Origin:
    """`session` is asked when an entry is written: signing in gives a session its key."""

    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    session: Callable[[], str | None] = lambda: None
    terminal_ip: str | None = None
    refusals: list[Refusal] = field(default_factory=list)
    # Verbs of the entries this request has made.
    written: set[str] = field(default_factory=set)

    @property
    def session_ref(self) -> str:
        """Never the key itself, which opens the session."""
        key = self.session()
        return digest_of(key) if key else ""


_present: ContextVar[Origin | None] = ContextVar("audit_origin", default=None)


def origin() -> Origin:
    return _present.get() or Origin()


@contextmanager
def coming_from(place: Origin) -> Iterator[Origin]:
    token = _present.set(place)
    try:
        yield place
    finally:
        _present.reset(token)


def refuse(verb: Verb, *, outcome: Outcome = Outcome.REFUSED, **facts: Any) -> None:
    """The request did not do what was asked; without a request there is nobody to tell of."""
    place = _present.get()
    if place is not None:
        place.refusals.append(Refusal(verb, facts, outcome))
