"""The vocabulary of needs: whose they are, how far they are, which are late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.roles import DISCIPLINE_ROLES, Role
from accounts.scope import scope_of
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from needs.choices import ANSWERED_STATES, OPEN_STATES, Ending, NeedSource, NeedState

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from accounts.models import Unit, User
    from needs.models import Need


class NeedQuerySet(Guarded["Need"]):
    def visible_to(self, user: User) -> NeedQuerySet:
        """Discipline roles: of their dossiers. A unit: those its talks told, and those handed to
        it; what a visit heard is the office's until it hands it over. A helper: of his talks, and
        his own. 组织部门 and other departments: those handed to them, without the dossier."""
        rows = self.scoped()
        seen = dossiers_of(user, "dossier__")
        if user.role in DISCIPLINE_ROLES:
            return rows.filter(seen)
        if user.role == Role.HELPER:
            return rows.filter(seen, Q(source=NeedSource.TALK) | Q(entered_by=user))
        if user.role == Role.UNIT and user.is_active:
            return rows.filter((seen & Q(source=NeedSource.TALK)) | _handed_to(user))
        if user.role == Role.PERSONNEL and user.is_active:
            return rows.filter(_handed_to(user))
        return rows.filter(NOBODY)

    def live(self) -> NeedQuerySet:
        return self.filter(voided_at__isnull=True)

    def open(self) -> NeedQuerySet:
        """Nobody has answered them yet."""
        return self.live().filter(state__in=OPEN_STATES)

    def to_begin(self) -> NeedQuerySet:
        """待办: not handed out, or handed out and not begun."""
        return self.live().filter(state__in=(NeedState.REGISTERED, NeedState.ASSIGNED))

    def to_assign(self) -> NeedQuerySet:
        return self.live().filter(state=NeedState.REGISTERED)

    def under_way(self) -> NeedQuerySet:
        return self.live().filter(state=NeedState.WORKING)

    def answered(self) -> NeedQuerySet:
        """Answered, not archived: the person is asked, then somebody files it."""
        return self.live().filter(state__in=ANSWERED_STATES)

    def archived(self) -> NeedQuerySet:
        return self.live().filter(state=NeedState.ARCHIVED)

    def solved(self) -> NeedQuerySet:
        return self.live().filter(ending=Ending.SOLVED)

    def explained(self) -> NeedQuerySet:
        return self.live().filter(ending=Ending.EXPLAINED)

    def overdue(self, *, today: date) -> NeedQuerySet:
        return self.open().filter(due_on__lt=today)

    def due_between(self, first: date, last: date) -> NeedQuerySet:
        return self.open().filter(due_on__range=(first, last))

    def asked_in(self, year: int) -> NeedQuerySet:
        return self.live().filter(asked_on__year=year)

    def with_unit(self, unit: Unit) -> NeedQuerySet:
        return self.filter(assigned_to=unit)

    def of_dossiers(self, dossier_ids: Collection[int]) -> NeedQuerySet:
        return self.filter(dossier_id__in=list(dossier_ids))

    def handled_by(self, user: User) -> NeedQuerySet:
        """Those he still has to see through, to their archive."""
        return self.live().exclude(state=NeedState.ARCHIVED).filter(officer=user)


def _handed_to(user: User) -> Q:
    handed = Q(assigned_to=user.unit_id, voided_at__isnull=True) & ~Q(state=NeedState.REGISTERED)
    return handed & ~Q(dossier_id__in=scope_of(user).denied_dossiers)
