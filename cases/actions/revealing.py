"""reveal(): one number in full, once, for a stated reason; no record, no number."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.choices import Verb
from audit.record import record
from audit.stating import state_purpose
from cases.models import Dossier
from cases.rules.fields import OF_PERSON, may_reveal
from columns.refusal import Refused


@transaction.atomic
def reveal(dossier: Dossier, field: str, *, purpose: str, note: str, by: User, at: datetime) -> str:
    """The entry names the field; the typed reason is kept sealed beside it."""
    cadre = dossier.cadre
    if cadre is None or field not in OF_PERSON or not may_reveal(by.role, field):
        raise Refused("这一项不能查看完整内容。")
    text: str = getattr(cadre, field)
    if not text:
        raise Refused("这一项还没有登记。")
    state_purpose(
        by=by, cadre_id=cadre.pk, dossier_id=dossier.pk, purpose=purpose, note=note, at=at
    )
    record(
        Verb.FIELD_REVEAL,
        cadre,
        by=by,
        dossier_id=dossier.pk,
        fields=[field],
        purpose=purpose,
        reason=note,
    )
    return text
