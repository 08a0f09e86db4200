"""File numbers of dossiers, in order within an office and a year."""

from django.db import connection
from django.db.models.functions import Length

from accounts.models import Unit
from cases.models import Dossier


def take_numbers(owner: Unit, *, year: int, count: int) -> list[str]:
    """The next `count` numbers, e.g. "2026-00042"; others wait until the caller's commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [owner.pk, year])
    # A hundred thousand in a year take a sixth digit: the longer is the newer.
    newest = (
        Dossier.objects.filter(owner=owner, number__startswith=f"{year}-")
        .order_by(Length("number").desc(), "-number")
        .values_list("number", flat=True)
        .first()
    )
    used = int(newest.split("-")[1]) if newest else 0
    return [f"{year}-{used + step:05d}" for step in range(1, count + 1)]
