"""record(): the only way to write an entry; it signs the row and lets no text of a person in.

"No audit, no page": when the row cannot be written NotRecorded is raised, and nothing that was
to be shown or changed comes about.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any, Protocol

from django.db import DatabaseError, models

from audit.choices import Outcome, Verb
from audit.mac import digest_of, sign
from audit.models import Entry
from audit.origin import origin
from audit.reading import wrote

MASK = "（已留存于历史）"
# A code of the program: no word that somebody typed looks like this and says something.
CODE = re.compile(r"[A-Za-z0-9_.:+~-]{1,64}")
DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.+]{8,21})?")
# The values of the program's own lists and columns; any other text is kept as a keyed digest.
CODED = frozenset(
    {
        *(
            "answer",
            "changed",
            "code",
            "codes",
            "counts",
            "done",
            "end",
            "ended_as",
            "extended",
            "group",
            "how",
        ),
        *("item", "kind", "lodged_on", "on", "page", "part", "period", "render", "result"),
        *("role", "scope", "sha256", "stage", "state", "term", "to", "tool", "version", "view"),
        *("was", "what"),
    }
)


class Actor(Protocol):
    """Whoever acts: a signed-in user."""

    pk: Any
    role: Any


class NotRecorded(Exception):
    """The entry could not be written, so what it speaks of must not happen."""


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    by: Actor | None,
    cadre_id: int | None = None,
    dossier_id: int | None = None,
    reason: str = "",
    purpose: str = "",
    fields: Iterable[str] = (),
    outcome: Outcome = Outcome.DONE,
    **changes: Any,
) -> None:
    """Write one entry in the caller's transaction. `by=None` means the program itself.

    `fields` are names of columns. What is given as `reason` stays in the row's own history; here
    a digest of it proves later that it is the one that was given.
    """
    detail = _masked(target, changes)
    if reason.strip():
        detail["reason"] = digest_of(reason.strip())
    entry = Entry(
        **_where(),
        **_who(by),
        verb=Verb(verb),
        outcome=outcome,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=target.pk if target is not None else None,
        cadre_id=_anchor(target, "cadre", cadre_id),
        dossier_id=_anchor(target, "dossier", dossier_id),
        fields=sorted(fields),
        purpose=purpose,
        detail=detail,
    )
    _write([entry])
    wrote(entry.verb)


def record_many(
    verb: str, *, by: Actor | None, anchors: Iterable[tuple[int | None, int | None]], **changes: Any
) -> int:
    """One entry per (cadre_id, dossier_id), for acts over many rows; returns their number."""
    detail = _masked(None, changes)
    return _write(
        [
            Entry(
                **_where(),
                **_who(by),
                verb=Verb(verb),
                cadre_id=cadre,
                dossier_id=dossier,
                detail=detail,
            )
            for cadre, dossier in anchors
        ]
    )


def _write(entries: list[Entry]) -> int:
    for entry in entries:
        sign(entry)
    try:
        return len(Entry.objects.bulk_create(entries, batch_size=2000))
    except DatabaseError as fault:
        raise NotRecorded(type(fault).__name__) from fault


class _Clock:
    """The moment by this machine; never the same twice, so that no two signed rows are alike."""

    def __init__(self) -> None:
        self._lock, self._last = Lock(), datetime.min.replace(tzinfo=UTC)

    def next(self) -> datetime:
        with self._lock:
            self._last = max(datetime.now(UTC), self._last + timedelta(microseconds=1))
            return self._last


_clock = _Clock()


def _where() -> dict[str, Any]:
    place = origin()
    return {
        "at": _clock.next(),
        "request_id": place.request_id,
        "session_ref": place.session_ref,
        "terminal_ip": place.terminal_ip,
    }


def _who(by: Actor | None) -> dict[str, Any]:
    return {"actor_id": by.pk, "actor_role": str(by.role)} if by is not None else {}


def _anchor(target: models.Model | None, noun: str, given: int | None) -> int | None:
    if given is not None or target is None:
        return given
    if target._meta.model_name == noun:
        return int(target.pk)
    found = getattr(target, f"{noun}_id", None)
    return found if isinstance(found, int) else None


def _masked(target: models.Model | None, changes: dict[str, Any]) -> dict[str, Any]:
    personal: frozenset[str] = getattr(target, "personal", frozenset())
    return {
        name: MASK if name in personal and value else _plain(value, coded=name in CODED)
        for name, value in changes.items()
    }


def _plain(value: Any, *, coded: bool) -> Any:
    """Numbers, days and codes as they are; any other text as a digest."""
    if isinstance(value, dict):
        return {
            _word(str(name), coded=coded): _plain(each, coded=coded) for name, each in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each, coded=coded) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _word(_text(value), coded=coded)


def _text(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _word(text: str, *, coded: bool) -> str:
    known = not text or DAY.fullmatch(text) or (coded and CODE.fullmatch(text))
    return text if known else digest_of(text)
