"""record(): the only way to write an entry; it masks what a model declares personal."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Protocol

from django.db import models

from audit.choices import Outcome
from audit.models import Entry

MASK = "（已留存于历史）"


class Actor(Protocol):
    """Whoever acts: a signed-in user."""

    pk: Any
    role: Any


def record(
    verb: str,
    target: models.Model | None = None,
    *,
    by: Actor | None,
    cadre_id: int | None = None,
    dossier_id: int | None = None,
    reason: str = "",
    outcome: Outcome = Outcome.DONE,
    **changes: Any,
) -> None:
    """Write one entry in the caller's transaction. `by=None` means the program itself."""
    Entry.objects.create(
        **_who(by),
        verb=verb,
        outcome=outcome,
        object_type=target._meta.label_lower if target is not None else "",
        object_id=target.pk if target is not None else None,
        cadre_id=_anchor(target, "cadre", cadre_id),
        dossier_id=_anchor(target, "dossier", dossier_id),
        reason=reason[:300],
        detail=_masked(target, changes),
    )


def record_many(
    verb: str, *, by: Actor | None, anchors: Iterable[tuple[int | None, int | None]], **changes: Any
) -> int:
    """One entry per (cadre_id, dossier_id), for acts over many rows; returns their number."""
    detail = _masked(None, changes)
    entries = [
        Entry(verb=verb, cadre_id=cadre, dossier_id=dossier, detail=detail, **_who(by))
        for cadre, dossier in anchors
    ]
    return len(Entry.objects.bulk_create(entries, batch_size=2000))


def _who(by: Actor | None) -> dict[str, Any]:
    return {"actor_id": by.pk, "actor_role": str(by.role)} if by is not None else {}


def _anchor(target: models.Model | None, noun: str, given: int | None) -> int | None:
    if given is not None or target is None:
        return given
    if target._meta.model_name == noun:
        return int(target.pk)
    return getattr(target, f"{noun}_id", None)


def _masked(target: models.Model | None, changes: dict[str, Any]) -> dict[str, Any]:
    personal: frozenset[str] = getattr(target, "personal", frozenset())
    return {name: MASK if name in personal else _plain(value) for name, value in changes.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, str | int | float | bool | list | dict | None):
        return value
    return str(value)
