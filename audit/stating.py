"""state_purpose(): why somebody opens what is not his work, kept for half an hour's reading."""

from datetime import datetime

from audit.choices import Verb
from audit.models import StatedPurpose
from audit.record import Actor, record


def state_purpose(
    *, by: Actor, cadre_id: int, dossier_id: int, purpose: str, note: str, at: datetime
) -> None:
    """The words of 其他 are sealed in a row of their own; the entry keeps the code alone."""
    stated = StatedPurpose.objects.create(
        at=at,
        user_id=by.pk,
        cadre_id=cadre_id,
        dossier_id=dossier_id,
        purpose=purpose,
        note=note.strip(),
    )
    record(Verb.PURPOSE_GIVEN, stated, by=by, purpose=purpose)
