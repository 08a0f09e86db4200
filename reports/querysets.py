"""The vocabulary of lists of letters and notices; rows are found only through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.roles import Permission, may
from accounts.scope import scope_of
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from reports.choices import (
    EDITABLE,
    SENT,
    UNFINISHED,
    LetterStatus,
    NoticeKind,
    NoticeStatus,
)

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from cases.models import Dossier
    from reports.models import Letter, Notice


class LetterQuerySet(Guarded["Letter"]):
    def visible_to(self, user: User) -> LetterQuerySet:
        """The office sees the letters of its dossiers; 组织部门 what was sent to it, no more."""
        if may(user.role, Permission.LETTER_VIEW):
            return self.scoped().filter(dossiers_of(user, "dossier__"))
        if may(user.role, Permission.LETTER_RECEIVE):
            sent = self.scoped().filter(status__in=SENT, addressee_id=user.unit_id)
            return sent.exclude(dossier_id__in=scope_of(user).denied_dossiers)
        return self.scoped().filter(NOBODY)

    def of(self, dossier: Dossier) -> LetterQuerySet:
        return self.scoped().filter(dossier=dossier).order_by("-created_at", "-pk")

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

    def newest_sent(self) -> LetterQuerySet:
        """Of each dossier the letter that left last."""
        sent = self.filter(status__in=SENT)
        return sent.order_by("dossier_id", "-issued_on", "-pk").distinct("dossier_id")

    def in_status(self, status: str) -> LetterQuerySet:
        return self.filter(status=status) if status else self

    def for_making(self) -> LetterQuerySet:
        """With everything the sheets print."""
        return self.select_related("dossier__cadre", "dossier__owner", "sender", "addressee")

    def for_page(self) -> LetterQuerySet:
        """With everything the page of one letter shows."""
        return self.for_making().select_related(
            "number", "drafted_by", "submitted_by", "approved_by", "received_by", "read_by"
        )

    def for_addressee(self) -> LetterQuerySet:
        """With everything its addressee is shown; the dossier is none of it."""
        return self.select_related(
            "sender", "addressee", "number", "approved_by", "received_by", "read_by"
        )

    def for_reader(self, user: User) -> LetterQuerySet:
        return self.for_page() if may(user.role, Permission.LETTER_VIEW) else self.for_addressee()

    def for_list(self) -> LetterQuerySet:
        """With everything a line of a list shows."""
        return self.select_related(
            "dossier__cadre", "dossier__owner", "sender", "addressee", "number", "approved_by"
        )


class NoticeQuerySet(Guarded["Notice"]):
    def visible_to(self, user: User) -> NoticeQuerySet:
        """The office sees the notices of its dossiers; 组织部门 those sent to it, no more."""
        if may(user.role, Permission.LETTER_VIEW):
            return self.scoped().filter(dossiers_of(user, "dossier__"))
        if may(user.role, Permission.LETTER_RECEIVE):
            sent = self.scoped().filter(
                status=NoticeStatus.RELEASED,
                kind=NoticeKind.PERSONNEL,
                addressee_id=user.unit_id,
            )
            return sent.exclude(dossier_id__in=scope_of(user).denied_dossiers)
        return self.scoped().filter(NOBODY)

    def of(self, dossier: Dossier) -> NoticeQuerySet:
        return self.scoped().filter(dossier=dossier)

    def drafted(self) -> NoticeQuerySet:
        return self.filter(status=NoticeStatus.DRAFTED)

    def released(self) -> NoticeQuerySet:
        return self.filter(status=NoticeStatus.RELEASED)

    def withdrawn(self) -> NoticeQuerySet:
        return self.filter(status=NoticeStatus.WITHDRAWN)

    def to_be_released(self, *, today: date) -> NoticeQuerySet:
        """Drafts whose period is over: a person may send them from this day on."""
        return self.drafted().filter(end__lt=today)

    def coming(self, *, today: date) -> NoticeQuerySet:
        return self.drafted().filter(end__gte=today)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def for_addressee(self) -> NoticeQuerySet:
        """With everything its addressee is shown; the dossier is none of it."""
        return self.select_related("sender", "addressee", "file").defer("file__content")

    def for_reader(self, user: User) -> NoticeQuerySet:
        return self.for_list() if may(user.role, Permission.LETTER_VIEW) else self.for_addressee()

    def for_list(self) -> NoticeQuerySet:
        """With everything a line or a page of one notice shows."""
        return self.select_related(
            "dossier__cadre", "dossier__owner", "sender", "addressee", "released_by", "file"
        ).defer("file__content")
