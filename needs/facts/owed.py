"""What needs owe: an answer by a day, for the obligations of a dossier (kind need_reply)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from needs.models import Need

# The need's code, the day its answer is due, the day it was answered.
Owed = tuple[str, date, date | None]


def replies_owed(dossier_ids: Collection[int], on: date) -> dict[int, list[Owed]]:
    """Of all these dossiers in one query; runs as the system. A need entered after `on` is not
    owed yet, one that was voided never was."""
    rows = (
        Need.objects.live()
        .of_dossiers(dossier_ids)
        .filter(entered_on__lte=on)
        .order_by("pk")
        .values_list("dossier_id", "code", "due_on", "answered_on")
    )
    found: dict[int, list[Owed]] = defaultdict(list)
    for dossier_id, code, due_on, answered_on in rows:
        found[dossier_id].append((code, due_on, answered_on))
    return dict(found)
