"""The vocabulary of state, 会商 and the progress of measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import DISCIPLINE_ROLES
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from accounts.models import User
    from visits.models import Consultation, StateEntry


class StateQuerySet(Guarded["StateEntry"]):
    def visible_to(self, user: User) -> StateQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def newest_first(self) -> StateQuerySet:
        return self.order_by("-on", "-pk")

    def current(self) -> StateQuerySet:
        """The newest of each dossier."""
        return self.order_by("dossier_id", "-on", "-pk").distinct("dossier_id")


class ConsultationQuerySet(Guarded["Consultation"]):
    def visible_to(self, user: User) -> ConsultationQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def open(self) -> ConsultationQuerySet:
        return self.filter(concluded_on__isnull=True)
