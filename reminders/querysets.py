"""The vocabulary of reminders and of letters; rows are found through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from accounts.roles import DISCIPLINE_ROLES, Role
from accounts.scope import scope_of
from cases.choices import DossierStatus
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from reminders.choices import ESCALATED, Desk, State
from visits.choices import ObligationState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from accounts.models import User
    from cases.models import Dossier
    from reminders.models import LetterBatch, Reminder, ReminderLetter

# Who sits at the desks of a discipline organ.
SEATS: Mapping[str, frozenset[Desk]] = {
    Role.DIRECTOR: frozenset({Desk.CARRIER, Desk.OFFICE, Desk.DIRECTOR}),
    Role.OFFICER: frozenset({Desk.CARRIER, Desk.OFFICE}),
    Role.LEADER: frozenset({Desk.LEADER}),
    Role.ROOM: frozenset({Desk.CARRIER}),
    Role.INSPECTOR: frozenset({Desk.CARRIER}),
}


class ReminderQuerySet(Guarded["Reminder"]):
    def visible_to(self, user: User) -> ReminderQuerySet:
        """The discipline organs see those of their files; everybody else those sent to him."""
        rows = self.scoped()
        if user.role in DISCIPLINE_ROLES:
            return rows.filter(dossiers_of(user, "dossier__"))
        if user.role == Role.HELPER:
            return rows.filter(dossiers_of(user, "dossier__"), to_user=user)
        if user.role == Role.UNIT:
            return rows.filter(dossiers_of(user, "dossier__"), desk=Desk.UNIT)
        if user.role == Role.PERSONNEL and user.is_active:
            mine = rows.filter(desk=Desk.PERSONNEL, to_unit=user.unit_id)
            return mine.exclude(dossier_id__in=scope_of(user).denied_dossiers)
        return rows.filter(NOBODY)

    def inbox_of(self, user: User) -> ReminderQuerySet:
        """What lies with this user now, as person or at a desk; gone once the duty is met."""
        return self.visible_to(user).filter(_with(user)).standing()

    def standing(self) -> ReminderQuerySet:
        """Open, and the duty still stands for that day: derived, so that it clears itself."""
        return (
            self.open()
            .filter(Q(due_on=F("obligation__due_on")), obligation__state=ObligationState.OPEN)
            .exclude(dossier__in=_resting())
        )

    def open(self) -> ReminderQuerySet:
        return self.filter(state=State.OPEN)

    def escalated(self) -> ReminderQuerySet:
        return self.filter(level__in=ESCALATED)

    def since(self, moment: datetime | None) -> ReminderQuerySet:
        """What came after somebody's last look."""
        return self if moment is None else self.filter(reached_at__gt=moment)

    def of(self, dossier: Dossier) -> ReminderQuerySet:
        return self.scoped().filter(dossier=dossier).order_by("due_on", "step", "level")


class ReminderLetterQuerySet(Guarded["ReminderLetter"]):
    def visible_to(self, user: User) -> ReminderLetterQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))


class LetterBatchQuerySet(Guarded["LetterBatch"]):
    def visible_to(self, user: User) -> LetterBatchQuerySet:
        """Those whose every letter one may see."""
        letters = apps.get_model("reminders", "ReminderLetter")._base_manager
        mine = letters.filter(dossiers_of(user, "dossier__"), batch=OuterRef("pk"))
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        seen = mine.order_by().values("batch").annotate(number=Count("pk")).values("number")
        return self.scoped().filter(letters=Subquery(seen))


def _with(user: User) -> Q:
    """Sent to the person, or lying on a desk of an organ he works for."""
    own = Q(to_user=user)
    if user.role == Role.UNIT:
        return own | Q(desk=Desk.UNIT)
    if user.role == Role.PERSONNEL:
        return own | Q(desk=Desk.PERSONNEL, to_unit=user.unit_id)
    desks = sorted(SEATS.get(user.role, frozenset()))
    return own | Q(desk__in=desks, to_unit__in=scope_of(user).organs)


def _resting() -> QuerySet[Any, Any]:
    """Dossiers that rest: nobody is reminded during a pause."""
    rows = apps.get_model("cases", "DossierRow")._base_manager
    return rows.filter(status=DossierStatus.PAUSED).values("dossier")
