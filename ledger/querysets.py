"""The vocabulary of lines entered by hand and of signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import DISCIPLINE_ROLES
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from accounts.models import User
    from ledger.models import LedgerLine, LedgerSign


class LineQuerySet(Guarded["LedgerLine"]):
    def visible_to(self, user: User) -> LineQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def live(self) -> LineQuerySet:
        return self.filter(voided_at__isnull=True)


class SignQuerySet(Guarded["LedgerSign"]):
    def visible_to(self, user: User) -> SignQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))
