"""The vocabulary of assignments, recusals, seals and own files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from datetime import date

    from cases.models import Assignment, Cadre, Dossier, OwnFile, Recusal, Seal


def on_day(day: date) -> Q:
    """Rows from a day to a day, both inclusive, that hold on this one."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


class AssignmentQuerySet(QuerySet["Assignment"]):
    def of(self, dossier: Dossier) -> AssignmentQuerySet:
        return self.filter(dossier=dossier).select_related("user", "granted_by").order_by("-pk")

    def holding(self, *, on: date) -> AssignmentQuerySet:
        return self.filter(on_day(on))


class RecusalQuerySet(QuerySet["Recusal"]):
    def of(self, cadre: Cadre) -> RecusalQuerySet:
        return self.filter(cadre=cadre).select_related("user", "entered_by").order_by("-pk")

    def holding(self, *, on: date) -> RecusalQuerySet:
        return self.filter(on_day(on))


class SealQuerySet(QuerySet["Seal"]):
    def of(self, cadre: Cadre) -> SealQuerySet:
        return self.filter(cadre=cadre).order_by("-pk")

    def standing(self) -> SealQuerySet:
        return self.filter(lifted_on__isnull=True)


class OwnFileQuerySet(QuerySet["OwnFile"]):
    def waiting(self) -> OwnFileQuerySet:
        return self.filter(settled_on__isnull=True)
