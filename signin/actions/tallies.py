"""Counting what failed within a window."""

from datetime import datetime, timedelta

from django.db.models import F

from signin.models import Tally

WINDOW = timedelta(minutes=15)


def failures(key: str, *, at: datetime) -> int:
    found = Tally.objects.filter(key=key, began_at__gt=at - WINDOW)
    return found.values_list("count", flat=True).first() or 0


def add_failure(key: str, *, at: datetime) -> int:
    """Counted up in the database, so that two at once are two."""
    Tally.objects.get_or_create(key=key, defaults={"began_at": at})
    Tally.objects.filter(key=key, began_at__lte=at - WINDOW).update(began_at=at, count=0)
    Tally.objects.filter(key=key).update(count=F("count") + 1)
    return failures(key, at=at)


def forget_failures(key: str) -> None:
    Tally.objects.filter(key=key).delete()


def sweep_tallies(*, at: datetime) -> int:
    return Tally.objects.filter(began_at__lte=at - WINDOW).delete()[0]
