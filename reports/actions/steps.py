"""One conditional step of a letter: right status, right version, one row, or a refusal."""

from collections.abc import Collection
from typing import Any

from django.db.models import F

from columns.refusal import Refused
from reports.models import Letter

FASTER = "这份文书刚被他人办理过，请刷新页面后再办理。"


def step(
    letter: Letter, *, was: Collection[str], version: int | None = None, **columns: Any
) -> None:
    """Write the columns if the letter still stands where it did when the page was opened."""
    rows = Letter.objects.filter(pk=letter.pk, status__in=was)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1, **columns):
        raise Refused(FASTER)
    letter.refresh_from_db()
