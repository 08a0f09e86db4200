"""Questions other rooms may ask the record, without reading it."""

from collections.abc import Collection
from datetime import datetime

from audit.models import Entry


def dossiers_worked_on(
    dossier_ids: Collection[int], *, since: datetime, besides: Collection[str]
) -> set[int]:
    """Which of the dossiers someone has acted on since then, leaving out the named verbs."""
    entries = Entry.objects.filter(
        dossier_id__in=dossier_ids, at__gt=since, actor_id__isnull=False
    ).exclude(verb__in=besides)
    return {found for found in entries.values_list("dossier_id", flat=True) if found is not None}
