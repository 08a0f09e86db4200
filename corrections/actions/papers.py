"""Letters that have not left the office are taken back; those that have are only listed."""

from datetime import date

from accounts.acting import act
from accounts.models import User
from cases.models import Dossier
from corrections.facts.papers import OUT
from reports.actions import return_letter, withdraw_letter
from reports.choices import EDITABLE, UNFINISHED
from reports.models import Letter
from visits.actions.plans import recall_plan


@act
def recall_papers(dossier: Dossier, *, reason: str, by: User, on: date) -> None:
    """Drafts, letters under approval, and a plan that waits for its approval."""
    waiting = Letter.objects.filter(dossier=dossier, status__in=UNFINISHED - OUT)
    for letter in waiting.select_related("dossier").order_by("pk"):
        if letter.status not in EDITABLE:
            return_letter(letter, version=letter.version, reason=reason, by=by, on=on)
        withdraw_letter(letter, version=letter.version, reason=reason, by=by)
    if dossier.is_open:
        recall_plan(dossier, reason=reason, by=by, on=on)
