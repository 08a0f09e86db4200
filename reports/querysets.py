"""The vocabulary of letter lists; rows are found only through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.roles import Permission, may
from cases.querysets import NOBODY, dossiers_of
from reports.choices import EDITABLE, SENT, UNFINISHED, LetterStatus

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from cases.models import Dossier
    from reports.models import Letter


class LetterQuerySet(QuerySet["Letter"]):
    def visible_to(self, user: User) -> LetterQuerySet:
        """The office sees the letters of its dossiers; 组织部门 what was sent to it, no more."""
        if may(user.role, Permission.LETTER_VIEW):
            return self.filter(dossiers_of(user, "dossier__"))
        if may(user.role, Permission.LETTER_RECEIVE):
            return self.filter(
                Q(status__in=SENT, addressee_id=user.unit_id)
                & ~Q(dossier__cadre__account_id=user.pk)
            )
        return self.filter(NOBODY)

    def of(self, dossier: Dossier) -> LetterQuerySet:
        return self.filter(dossier=dossier).order_by("-created_at", "-pk")

    def unfinished(self) -> LetterQuerySet:
        """Not sent and not withdrawn."""
        return self.filter(status__in=UNFINISHED)

    def editable(self) -> LetterQuerySet:
        return self.filter(status__in=EDITABLE)

    def waiting_for_approval(self) -> LetterQuerySet:
        return self.filter(status=LetterStatus.SUBMITTED)

    def to_be_issued(self) -> LetterQuerySet:
        return self.filter(status=LetterStatus.APPROVED)

    def not_received(self) -> LetterQuerySet:
        return self.filter(status=LetterStatus.ISSUED)

    def issued_until(self, day: date) -> LetterQuerySet:
        return self.filter(issued_on__lte=day)

    def in_status(self, status: str) -> LetterQuerySet:
        return self.filter(status=status) if status else self

    def for_making(self) -> LetterQuerySet:
        """With everything the sheets print."""
        return self.select_related("dossier__cadre", "dossier__owner", "addressee")

    def for_page(self) -> LetterQuerySet:
        """With everything the page of one letter shows."""
        return self.for_making().select_related(
            "number", "drafted_by", "submitted_by", "approved_by", "received_by", "read_by"
        )

    def for_list(self) -> LetterQuerySet:
        """With everything a line of a list shows."""
        return self.select_related(
            "dossier__cadre", "dossier__owner", "addressee", "number", "approved_by"
        )
