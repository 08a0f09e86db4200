"""Rows of a visit on its road: one that waits for its signature, with everything beside it."""

from datetime import date

from columns.codes import new_code
from tests.walls.lives import Life
from visits.models import (
    OutsideVisit,
    Visit,
    VisitContact,
    VisitDelivery,
    VisitLead,
    VisitMove,
    VisitOrgan,
    VisitPrescription,
    VisitTeam,
    VisitVote,
)

DAY = date(2026, 9, 10)
TEXTS = ("attitude_text", "mood_text", "work_text", "achievements", "need_text", "advice_text",
         "case_advice", "prescription", "opinion", "outline", "unit_note", "place_note",
         "mode_reason", "unsigned_reason", "campaign", "review_note")  # fmt: skip


def visit(life: Life) -> None:
    """Not signed yet, so that its words may still be planted."""
    made = Visit.objects.create(
        dossier=life.dossier,
        number=90,
        status="signing",
        token=new_code(),
        visited_on=DAY,
        place="other",
        mode="phone",
        attitude="clear",
        mood="steady",
        need="some",
        response="affirm",
        state="engaged",
        change="same",
        recorded_by=life.officer,
        recorded_on=DAY,
        **{name: life.word() for name in TEXTS},
    )
    for user in (life.officer, life.director):
        VisitTeam.objects.create(
            visit=made,
            dossier=life.dossier,
            user=user,
            name=life.word(),
            post=life.word(),
            part="visitor",
            counts=True,
        )


def _of(life: Life) -> dict[str, object]:
    return {"visit": Visit.objects.get(dossier=life.dossier, number=90), "dossier": life.dossier}


def organ(life: Life) -> None:
    """Two, for one organ alone goes without being named."""
    for _ in range(2):
        VisitOrgan.objects.create(name=life.word(), **_of(life))


def vote(life: Life) -> None:
    VisitVote.objects.create(present=12, excellent=3, competent=7, basic=1, **_of(life))


def prescription(life: Life) -> None:
    VisitPrescription.objects.create(
        text=life.word(), who=life.word(), due_on=date(2026, 12, 1), order=1, **_of(life)
    )


def delivery(life: Life) -> None:
    """What the unit was told, and what it was not."""
    for channel in ("unit", "file"):
        VisitDelivery.objects.create(
            channel=channel,
            sent_on=DAY,
            receiver=life.word(),
            summary=life.word(),
            sent_by=life.officer,
            **_of(life),
        )


def lead(life: Life) -> None:
    VisitLead.objects.create(
        text=life.word(), entered_by=life.officer, entered_on=DAY, token=new_code(), **_of(life)
    )


def move(life: Life) -> None:
    VisitMove.objects.create(
        number=1,
        from_on=date(2026, 9, 8),
        to_on=DAY,
        reason=life.word(),
        by=life.officer,
        moved_on=date(2026, 9, 7),
        **_of(life),
    )


def contact(life: Life) -> None:
    VisitContact.objects.create(
        kind="attempt", happened_on=date(2026, 9, 1), text=life.word(), by=life.officer, **_of(life)
    )


def outside(life: Life) -> None:
    OutsideVisit.objects.create(
        dossier=life.dossier,
        visited_on=DAY,
        level="county",
        entered_by=life.officer,
        entered_on=DAY,
        token=new_code(),
        **{name: life.word() for name in ("body", "person", "gist", "source")},
    )
