"""open_restricted(): relatives' words and the restricted notes of one dossier, for a reason."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.choices import Verb
from audit.record import record
from audit.stating import state_purpose
from cases.models import Dossier
from cases.rules.fields import may_reveal
from columns.refusal import Refused
from visits.models import AssessmentFamilyTalk, AssessmentNote, FamilyTalk


@dataclass(frozen=True)
class Restricted:
    """Newest first."""

    talks: tuple[FamilyTalk, ...]
    notes: tuple[AssessmentNote, ...]
    relatives: tuple[AssessmentFamilyTalk, ...] = ()


@transaction.atomic
def open_restricted(
    dossier: Dossier, *, purpose: str, note: str, by: User, at: datetime
) -> Restricted:
    """One entry for each row, with the names of its columns; no record, no words."""
    if dossier.cadre_id is None or not may_reveal(by.role, "family"):
        raise Refused("限知内容只供审理室主任、承办人和回访组查看。")
    found = _restricted(dossier)
    state_purpose(
        by=by,
        cadre_id=dossier.cadre_id,
        dossier_id=dossier.pk,
        purpose=purpose,
        note=note,
        at=at,
    )
    for row, fields in [
        *((talk, ("relation", "text")) for talk in found.talks),
        *((each, ("approach", "family")) for each in found.notes),
        *((each, ("relation", "text")) for each in found.relatives),
    ]:
        record(
            Verb.RESTRICTED_READ,
            row,
            by=by,
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            fields=fields,
            purpose=purpose,
            reason=note,
        )
    return found


def _restricted(dossier: Dossier) -> Restricted:
    talks = FamilyTalk.objects.filter(dossier=dossier, visit__voided_at__isnull=True)
    return Restricted(
        talks=tuple(talks.select_related("visit").order_by("-visit__visited_on", "-pk")),
        notes=tuple(
            AssessmentNote.objects.filter(dossier=dossier)
            .select_related("assessment")
            .order_by("-assessment__number")
        ),
        relatives=tuple(AssessmentFamilyTalk.objects.filter(dossier=dossier).order_by("-on")),
    )
