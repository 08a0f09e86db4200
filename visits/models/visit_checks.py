"""The constraints of one row of visits; what needs other rows stands in visit_guards."""

from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.constraints import BaseConstraint

from columns.constraints import set_together
from visits.choices import Need, Willingness
from visits.choices.visiting import (
    RECORDED,
    REMOTE_MODES,
    Place,
    Signature,
    VisitStatus,
)

# Whoever does not want to come is not agreed with (practice E.4).
AGREES = sorted({Willingness.WILLING, Willingness.HESITANT})
WHOLE = (
    "place", "mode", "attitude", "mood", "work_text", "need", "response", "state", "change",
    "prescription", "opinion",
)  # fmt: skip


def _filled(*names: str) -> Q:
    found = Q()
    for name in names:
        found &= ~Q(**{name: ""})
    return found


VISIT_CHECKS: list[BaseConstraint] = [
    UniqueConstraint(fields=["dossier", "number"], name="visit_once_per_number"),
    CheckConstraint(condition=Q(place__in=["", *Place.values]), name="visit_place_allowed"),
    CheckConstraint(
        condition=~Q(place=Place.OTHER) | ~Q(place_note=""), name="visit_other_place_named"
    ),
    CheckConstraint(
        condition=~Q(mode__in=sorted(REMOTE_MODES)) | ~Q(mode_reason=""),
        name="visit_remote_has_reason",
    ),
    CheckConstraint(
        condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
        name="visit_ends_after_start",
    ),
    CheckConstraint(condition=~Q(need=Need.SOME) | ~Q(need_text=""), name="visit_need_is_told"),
    CheckConstraint(
        condition=~Q(signature=Signature.DECLINED) | ~Q(unsigned_reason=""),
        name="visit_unsigned_has_reason",
    ),
    CheckConstraint(
        condition=~Q(status=VisitStatus.DONE)
        | Q(signature__in=sorted({Signature.SIGNED, Signature.DECLINED})),
        name="visit_done_is_signed",
    ),
    CheckConstraint(
        condition=~Q(status__in=sorted(RECORDED))
        | (
            _filled(*WHOLE)
            & Q(visited_on__isnull=False, number__isnull=False, recorded_by__isnull=False)
        ),
        name="visit_recorded_is_whole",
    ),
    CheckConstraint(
        condition=~Q(status__in=[VisitStatus.AGREED, VisitStatus.READY])
        | (_filled("place", "mode") & Q(planned_on__isnull=False, wish__in=AGREES)),
        name="visit_agreed_has_day_and_wish",
    ),
    CheckConstraint(
        condition=~Q(status=VisitStatus.READY)
        | (_filled("outline") & Q(prepared_by__isnull=False)),
        name="visit_ready_has_outline",
    ),
    CheckConstraint(
        condition=~Q(status=VisitStatus.HELD)
        | Q(visited_on__isnull=False, report_due_on__isnull=False),
        name="visit_held_has_day",
    ),
    CheckConstraint(
        condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("recorded_by")),
        name="visit_reviewed_by_another",
    ),
    CheckConstraint(
        condition=Q(reviewed_by__isnull=True) | Q(status__in=[VisitStatus.DONE, VisitStatus.VOID]),
        name="visit_reviewed_when_done",
    ),
    set_together("reviewed_by", "reviewed_on", name="visit_review_is_dated"),
    set_together("prepared_by", "prepared_on", name="visit_preparation_is_dated"),
    CheckConstraint(
        condition=Q(status=VisitStatus.VOID, voided_at__isnull=False)
        | (~Q(status=VisitStatus.VOID) & Q(voided_at__isnull=True)),
        name="visit_void_is_dated",
    ),
    set_together("voided_at", "void_reason", name="visit_void_has_reason"),
]
