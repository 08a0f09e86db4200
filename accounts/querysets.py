"""The vocabulary of unit and user lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db.models import Q, QuerySet

from accounts.choices import UnitKind

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import Unit, User


class UnitQuerySet(QuerySet["Unit"]):
    def open(self, *, on: date) -> UnitQuerySet:
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))

    def below(self, unit: Unit) -> UnitQuerySet:
        """The unit itself and everything under it."""
        return self.filter(path__startswith=unit.path)

    def personnel_beside(self, office: Unit) -> UnitQuerySet:
        """组织部门 of the office's own area."""
        return self.filter(kind=UnitKind.PERSONNEL, parent_id=office.parent_id).order_by("pk")

    def unchecked(self) -> UnitQuerySet:
        """Made by an import and not looked at yet (待核对)."""
        return self.filter(checked=False)


class UserManager(DjangoUserManager["User"]):
    """Django's manager, which also makes accounts from the command line."""
