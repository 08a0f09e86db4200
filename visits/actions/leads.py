"""另行核对事项: written into the restricted box, read from it for a stated reason."""

from datetime import date, datetime

from django.db import transaction

from accounts.acting import act
from accounts.models import User
from audit.choices import Verb
from audit.record import record
from audit.stating import state_purpose
from columns.refusal import Refused
from visits.models import Visit, VisitLead


@act
def enter_lead(visit: Visit, *, token: str, text: str, by: User, on: date) -> VisitLead:
    """One's own entry; nothing of it enters the record or any paper."""
    standing = VisitLead.objects.filter(token=token, entered_by=by).first()
    if standing is not None:
        return standing
    if not text.strip():
        raise Refused("请写明另行核对的事项。")
    lead = VisitLead.objects.create(
        visit=visit,
        dossier_id=visit.dossier_id,
        text=text.strip(),
        entered_by=by,
        entered_on=on,
        token=token,
    )
    record(Verb.LEAD_ENTERED, visit, by=by, on=on)
    return lead


@transaction.atomic
def open_leads(
    visit: Visit, *, purpose: str, note: str, by: User, at: datetime
) -> tuple[VisitLead, ...]:
    """One's own, and for the leader in charge all: one entry for each row, never its words."""
    found = tuple(VisitLead.objects.visible_to(by).filter(visit=visit).select_related("entered_by"))
    dossier = visit.dossier
    if dossier.cadre_id is not None:
        state_purpose(
            by=by,
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            purpose=purpose,
            note=note,
            at=at,
        )
    for lead in found:
        record(
            Verb.RESTRICTED_READ,
            lead,
            by=by,
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            fields=("text",),
            purpose=purpose,
            reason=note,
        )
    return found
