"""Verbs of a draft: keep what was typed, let it go."""

from datetime import datetime

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from cases.models import Dossier
from columns.refusal import Refused
from columns.sealed import sealed_for
from visits.choices import FormKind
from visits.models import Draft, Talk, UnitNote, Visit


class StaleDraft(Refused):
    """Another page saved this draft after the one that now asks."""


@act
def save_draft(
    dossier: Dossier,
    *,
    kind: FormKind,
    key: str,
    data: dict[str, list[str]],
    base_version: int,
    by: User,
    at: datetime,
) -> int:
    """Returns the new version; `base_version` is the one the page knows, 0 before the first."""
    if _is_recorded(dossier, kind, key):
        raise StaleDraft("这份记录已经提交，草稿不再保存。")
    mine = Draft.objects.filter(author=by, dossier=dossier, kind=kind, key=key)
    made = Draft(author=by, dossier=dossier, kind=kind, key=key, saved_at=at)
    made.sealed = Draft.packed(data)
    saved = mine.filter(version=base_version).update(
        sealed=sealed_for(made, "sealed"), saved_at=at, version=F("version") + 1
    )
    if saved:
        return base_version + 1
    if base_version or mine.exists():
        raise StaleDraft("这份草稿在另一个页面保存过，请重新打开后选择。")
    Draft.objects.bulk_create([made], ignore_conflicts=True)
    if not mine.filter(version=1, saved_at=at).exists():
        raise StaleDraft("这份草稿在另一个页面保存过，请重新打开后选择。")
    return 1


@act
def discard_draft(dossier: Dossier, *, kind: FormKind, key: str, by: User) -> None:
    """After the record is made, or because its author asks."""
    Draft.objects.filter(author=by, dossier=dossier, kind=kind, key=key).delete()


def _is_recorded(dossier: Dossier, kind: FormKind, key: str) -> bool:
    """A page that is being left may save once more after its record was made."""
    if kind == FormKind.VISIT:
        return Visit.objects.filter(dossier=dossier, token=key).exists()
    if kind == FormKind.NOTE:
        return UnitNote.objects.filter(dossier=dossier, token=key).exists()
    return kind == FormKind.TALK and Talk.objects.filter(dossier=dossier, token=key).exists()
