"""The vocabulary of corrections; rows are found only through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import Permission, may
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from corrections.choices import CorrectionState

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Cadre
    from corrections.models import Correction


class CorrectionQuerySet(Guarded["Correction"]):
    def visible_to(self, user: User) -> CorrectionQuerySet:
        if not may(user.role, Permission.CORRECTION_VIEW):
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def of(self, cadre: Cadre) -> CorrectionQuerySet:
        return self.scoped().filter(cadre=cadre).order_by("-created_at", "-pk")

    def waiting(self) -> CorrectionQuerySet:
        return self.filter(state=CorrectionState.PROPOSED)

    def applied(self) -> CorrectionQuerySet:
        return self.filter(state=CorrectionState.APPLIED)

    def waiting_for(self, user: User) -> CorrectionQuerySet:
        """Proposed by somebody else; nobody confirms his own (practice D.3)."""
        return self.waiting().exclude(proposed_by=user)

    def returned_to(self, user: User) -> CorrectionQuerySet:
        return self.filter(state=CorrectionState.RETURNED, proposed_by=user)

    def for_page(self) -> CorrectionQuerySet:
        """With everything a page or a line shows."""
        return self.select_related(
            "cadre",
            "dossier__row",
            "decision__measure",
            "decision__document",
            "proposed_by",
            "settled_by",
            "opened",
        )
