"""The vocabulary of visits: by state, by day, by who goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.roles import DISCIPLINE_ROLES, Role
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from visits.choices.visiting import AHEAD, COUNTING, OPEN_VISITS, RECORDED, Channel, VisitStatus

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from visits.models import OutsideVisit, Visit, VisitDelivery, VisitLead


class VisitQuerySet(Guarded["Visit"]):
    def visible_to(self, user: User) -> VisitQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def done(self) -> VisitQuerySet:
        return self.filter(status__in=COUNTING)

    def recorded(self) -> VisitQuerySet:
        """With the record on file, signed or still to be signed."""
        return self.filter(status__in=RECORDED)

    def ahead(self) -> VisitQuerySet:
        return self.filter(status__in=AHEAD)

    def unfinished(self) -> VisitQuerySet:
        return self.filter(status__in=OPEN_VISITS)

    def of_team(self, user: User) -> VisitQuerySet:
        return self.filter(team__user=user)

    def within(self, first: date, last: date) -> VisitQuerySet:
        """By the day it took place, else by the day it is planned for."""
        return self.filter(
            Q(visited_on__range=(first, last))
            | Q(visited_on__isnull=True, planned_on__range=(first, last))
        )

    def unreviewed(self) -> VisitQuerySet:
        return self.filter(status=VisitStatus.DONE, reviewed_on__isnull=True)

    def undelivered(self) -> VisitQuerySet:
        """Reviewed, and one of the three has not been told."""
        told = models.Count("deliveries", distinct=True)
        reviewed = self.filter(status=VisitStatus.DONE, reviewed_on__isnull=False)
        return reviewed.annotate(told=told).filter(told__lt=len(Channel))

    def by_day(self) -> VisitQuerySet:
        return self.order_by("planned_on", "visited_on", "pk")

    def for_list(self) -> VisitQuerySet:
        return self.prefetch_related("team").order_by("-visited_on", "-pk")

    def for_work(self) -> VisitQuerySet:
        """With the read model's name and unit, and who goes."""
        return self.select_related("dossier__row").prefetch_related("team")

    def for_page(self) -> VisitQuerySet:
        return self.select_related(
            "dossier__row", "recorded_by", "prepared_by", "reviewed_by", "arranged_by"
        ).prefetch_related(
            "team", "interviews", "checks", "corrections__by", "moves__by", "contacts__by",
            "prescriptions", "organs", "deliveries__sent_by",
        )  # fmt: skip


class DeliveryQuerySet(Guarded["VisitDelivery"]):
    def visible_to(self, user: User) -> DeliveryQuerySet:
        """The unit reads what it was told, and nothing else of a visit (practice D.2)."""
        rows = self.scoped().filter(dossiers_of(user, "dossier__"))
        if user.role in DISCIPLINE_ROLES:
            return rows
        if user.role == Role.UNIT:
            return rows.filter(channel=Channel.UNIT)
        return rows.filter(NOBODY)


class LeadQuerySet(Guarded["VisitLead"]):
    def visible_to(self, user: User) -> LeadQuerySet:
        """One's own entries; the leader in charge reads them by duty (practice D.2)."""
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        rows = self.scoped().filter(dossiers_of(user, "dossier__"))
        return rows if user.role == Role.LEADER else rows.filter(entered_by=user)


class OutsideVisitQuerySet(Guarded["OutsideVisit"]):
    def visible_to(self, user: User) -> OutsideVisitQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def live(self) -> OutsideVisitQuerySet:
        return self.filter(voided_at__isnull=True)
