"""The vocabulary of import batches and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.roles import OFFICE_ROLES
from columns.guarded import Guarded
from intake.choices import OPEN_STATES, RowKind

if TYPE_CHECKING:
    from accounts.models import User
    from intake.models import ImportBatch, ImportRow


class BatchQuerySet(Guarded["ImportBatch"]):
    def visible_to(self, user: User) -> BatchQuerySet:
        """An office sees its own imports; nobody else sees any."""
        if user.role not in OFFICE_ROLES:
            return self.none()
        return self.scoped().filter(office_id=user.unit_id)

    def unfinished(self) -> BatchQuerySet:
        return self.filter(state__in=OPEN_STATES)

    def for_list(self) -> BatchQuerySet:
        return self.select_related("uploaded_by").order_by("-pk")


class ImportRowQuerySet(Guarded["ImportRow"]):
    def wrong(self) -> ImportRowQuerySet:
        return self.filter(kind=RowKind.WRONG)

    def asking(self) -> ImportRowQuerySet:
        """Rows that wait for the answer to 可能是同一人."""
        return self.exclude(ask="")

    def moving(self) -> ImportRowQuerySet:
        """Rows whose change would move an end date."""
        return self.exclude(moves=[])

    def of_kind(self, kind: str) -> ImportRowQuerySet:
        return self.filter(kind=kind) if kind else self.all()
