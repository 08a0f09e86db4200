"""Appeals and the steps of a restoration: found with the dossier of their decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import DISCIPLINE_ROLES, Role
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from cases.models import Appeal, Dossier, RestorationStep


class AppealQuerySet(Guarded["Appeal"]):
    def visible_to(self, user: User) -> AppealQuerySet:
        """With the dossier of the decision; a branch and a helper are not told (practice D.2)."""
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "decision__dossier__"))

    def live(self) -> AppealQuerySet:
        return self.filter(voided_at__isnull=True, decision__voided_at__isnull=True)

    def open(self) -> AppealQuerySet:
        return self.live().filter(decided_on__isnull=True)

    def of(self, dossier: Dossier) -> AppealQuerySet:
        return self.scoped().filter(decision__dossier=dossier)

    def overdue(self, *, today: date) -> AppealQuerySet:
        """The answer is due; it is the hearing organ that answers."""
        return self.open().filter(decide_by__lt=today)

    def due_between(self, first: date, last: date) -> AppealQuerySet:
        return self.open().filter(decide_by__range=(first, last))


class RestorationStepQuerySet(Guarded["RestorationStep"]):
    def visible_to(self, user: User) -> RestorationStepQuerySet:
        if user.role not in DISCIPLINE_ROLES | {Role.UNIT}:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "decision__dossier__"))

    def live(self) -> RestorationStepQuerySet:
        return self.filter(voided_at__isnull=True, decision__voided_at__isnull=True)

    def of(self, dossier: Dossier) -> RestorationStepQuerySet:
        return self.scoped().filter(decision__dossier=dossier)
