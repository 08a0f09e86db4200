"""The vocabulary of assignments, recusals, seals and own files; only the office finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.roles import OFFICE_ROLES
from accounts.scope import scope_of
from cases.querysets.rule import NOBODY, dossiers_of, people_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from cases.models import Assignment, Cadre, Dossier, OwnFile, Recusal, Seal, SealGrant


def on_day(day: date) -> Q:
    """Rows from a day to a day, both inclusive, that hold on this one."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def office_of_person(user: User) -> Q:
    """Who keeps files may ask who else finds them; everybody else is told nothing."""
    return Q(cadre__in=people_of(user)) if user.role in OFFICE_ROLES else NOBODY


def kept_by(user: User) -> Q:
    """Of people of whom his own office keeps a file, not one that he was merely assigned."""
    return Q(cadre__dossiers__owner__in=scope_of(user).kept)


class AssignmentQuerySet(Guarded["Assignment"]):
    def visible_to(self, user: User) -> AssignmentQuerySet:
        return self.scoped().filter(
            dossiers_of(user, "dossier__") if user.role in OFFICE_ROLES else NOBODY
        )

    def of(self, dossier: Dossier) -> AssignmentQuerySet:
        return (
            self.filter(dossier=dossier).select_related("user__unit", "granted_by").order_by("-pk")
        )

    def holding(self, *, on: date) -> AssignmentQuerySet:
        return self.filter(on_day(on))

    def not_over(self, *, on: date) -> AssignmentQuerySet:
        """Those that hold, and those that begin later."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on))


class RecusalQuerySet(Guarded["Recusal"]):
    def visible_to(self, user: User) -> RecusalQuerySet:
        return self.scoped().filter(office_of_person(user))

    def of(self, cadre: Cadre) -> RecusalQuerySet:
        related = self.select_related("user__unit", "entered_by", "ended_by")
        return related.filter(cadre=cadre).order_by("-pk")

    def holding(self, *, on: date) -> RecusalQuerySet:
        return self.filter(on_day(on))


class SealQuerySet(Guarded["Seal"]):
    def visible_to(self, user: User) -> SealQuerySet:
        return self.scoped().filter(office_of_person(user))

    def of(self, cadre: Cadre) -> SealQuerySet:
        related = self.select_related("sealed_by", "lift_asked_by", "lifted_by")
        return related.filter(cadre=cadre).order_by("-pk")

    def standing(self) -> SealQuerySet:
        return self.filter(lifted_on__isnull=True)

    def waiting_for(self, user: User) -> SealQuerySet:
        """Somebody else has asked to lift it."""
        asked = self.standing().filter(kept_by(user), lift_asked_by__isnull=False)
        return asked.exclude(lift_asked_by=user).distinct()


class SealGrantQuerySet(Guarded["SealGrant"]):
    def visible_to(self, user: User) -> SealGrantQuerySet:
        return self.scoped().filter(office_of_person(user))

    def holding(self, *, on: date) -> SealGrantQuerySet:
        return self.filter(on_day(on))


class OwnFileQuerySet(Guarded["OwnFile"]):
    def visible_to(self, user: User) -> OwnFileQuerySet:
        return self.scoped().filter(office_of_person(user))

    def waiting(self) -> OwnFileQuerySet:
        return self.filter(settled_on__isnull=True)

    def waiting_for(self, user: User) -> OwnFileQuerySet:
        """Of people his office keeps; the second word is another person's than the first."""
        mine = self.waiting().filter(kept_by(user)).exclude(user=user)
        return mine.exclude(first_by=user).distinct()

    def denying(self) -> OwnFileQuerySet:
        """Nobody has said no yet, or two have said yes: he does not find the file."""
        return self.filter(Q(settled_on__isnull=True) | Q(is_own=True))
