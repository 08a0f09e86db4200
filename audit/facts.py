"""Questions other rooms may ask the record, without reading it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Subquery
from django.db.models.functions import Coalesce

from audit.choices import Verb
from audit.models import Entry, StatedPurpose

PURPOSE_MINUTES = 30


def dossiers_worked_on(dossier_ids: Collection[int], *, after: Verb, of: int) -> set[int]:
    """Which of the dossiers someone has acted on after that act of that row; looking is no work.

    By the order of entries, not by their times: two machines' clocks differ.
    """
    acts = Entry.objects.filter(verb=after, object_id=of).order_by("-pk").values("pk")
    entries = Entry.objects.worked_on(dossier_ids).filter(pk__gt=Coalesce(Subquery(acts[:1]), 0))
    return {found for found in entries.values_list("dossier_id", flat=True) if found is not None}


def moments_of(verb: Verb, *, of: int, most: int) -> list[datetime]:
    """When this account did so, the newest first; not to whom."""
    own = Entry.objects.filter(verb=verb, actor_id=of).order_by("-at")
    return list(own.values_list("at", flat=True)[:most])


def who_read(dossier_id: int, user_ids: Collection[int], *, since: datetime, page: str) -> set[int]:
    """Which of these accounts have opened the dossier's own page since then."""
    read = Entry.objects.filter(
        verb=Verb.PERSON_OPEN,
        dossier_id=dossier_id,
        actor_id__in=list(user_ids),
        at__gte=since,
        detail__page=page,
    )
    return {found for found in read.values_list("actor_id", flat=True) if found is not None}


def purpose_of(*, user_id: int, cadre_id: int, at: datetime) -> str:
    """What this user has said he wants with this person, within half an hour; else nothing."""
    given = StatedPurpose.objects.of(user_id=user_id, cadre_id=cadre_id)
    fresh = given.since(at - timedelta(minutes=PURPOSE_MINUTES)).order_by("-at")
    return fresh.values_list("purpose", flat=True).first() or ""
