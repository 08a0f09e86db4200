"""The vocabulary of reports of organs: one's own, and those that were sent to one's office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.roles import DISCIPLINE_ROLES
from cases.querysets.rule import NOBODY
from columns.guarded import Guarded

if TYPE_CHECKING:
    from accounts.models import User
    from visits.models import OrganReport


class OrganReportQuerySet(Guarded["OrganReport"]):
    def visible_to(self, user: User) -> OrganReportQuerySet:
        if user.role not in DISCIPLINE_ROLES or not user.is_active:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(Q(organ=user.unit_id) | Q(office=user.unit_id))

    def for_list(self) -> OrganReportQuerySet:
        return self.select_related("organ", "office", "filed_by").order_by("-filed_on", "-pk")
