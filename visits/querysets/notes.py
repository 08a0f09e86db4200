"""The vocabulary of 单位动态: found through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import DISCIPLINE_ROLES, Role
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from accounts.models import User
    from visits.models import UnitNote


class UnitNoteQuerySet(Guarded["UnitNote"]):
    def visible_to(self, user: User) -> UnitNoteQuerySet:
        """The unit's party organisation and the discipline organ; not the helper."""
        if user.role not in {*DISCIPLINE_ROLES, Role.UNIT}:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def for_list(self) -> UnitNoteQuerySet:
        return self.select_related("by").order_by("-on", "-pk")
