"""The vocabulary of accounts as 三员 see them, and of changes to their rights."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Delegation, Unit, User
from accounts.querysets import UnitQuerySet
from stewards.choices import ChangeKind, ChangeState

if TYPE_CHECKING:
    from stewards.models import RightsChange


class ChangeQuerySet(QuerySet["RightsChange"]):
    def visible_to(self, user: User) -> ChangeQuerySet:
        """Of the accounts that are in his care."""
        return self.filter(user__in=accounts_of(user))

    def waiting(self) -> ChangeQuerySet:
        return self.filter(state=ChangeState.WAITING)

    def applied(self) -> ChangeQuerySet:
        return self.filter(state=ChangeState.APPLIED)

    def ended_before(self, day: date) -> ChangeQuerySet:
        """Grants for a time whose time is over."""
        kinds = (ChangeKind.GRANT, ChangeKind.TRANSFER)
        return self.applied().filter(kind__in=kinds, to_on__lt=day)

    def for_page(self) -> ChangeQuerySet:
        return self.select_related("user", "unit", "had_unit", "proposed_by", "settled_by")


def in_care_of(steward: User) -> UnitQuerySet:
    """Units of the area his organ keeps; a lower organ never sees upward (decisions 3.2)."""
    area = steward.unit.parent
    return Unit.objects.all() if area is None else Unit.objects.below(area)


def accounts_of(steward: User) -> QuerySet[User]:
    return User.objects.filter(unit__in=in_care_of(steward))


def without_rights(accounts: QuerySet[User]) -> QuerySet[User]:
    """Made, and waiting for what they may do."""
    return accounts.filter(is_active=True, role="")


def sleeping(accounts: QuerySet[User], *, days: int, at: datetime) -> QuerySet[User]:
    """Active accounts that nobody has used for so long: counted from the last sign-in, the last
    secret that was handed out, or the making."""
    made = F("date_joined")
    touched = Greatest(Coalesce("last_login", made), Coalesce("password_set_at", made), made)
    return (
        accounts.filter(is_active=True, is_demo=False)
        .annotate(touched_at=touched)
        .filter(touched_at__lt=at - timedelta(days=days))
    )


def delegations_ending(accounts: QuerySet[User], *, today: date, by: date) -> QuerySet[Delegation]:
    return running_delegations(accounts, on=today).filter(to_on__lte=by)


def running_delegations(accounts: QuerySet[User], *, on: date) -> QuerySet[Delegation]:
    """Confirmed and not over; also those that are to begin."""
    return Delegation.objects.filter(
        user__in=accounts, confirmed_by__isnull=False, to_on__gte=on
    ).order_by("to_on", "pk")


def with_waiting(accounts: QuerySet[User], changes: ChangeQuerySet) -> QuerySet[User]:
    waiting = changes.waiting().filter(user=OuterRef("pk"))
    return accounts.annotate(is_waiting=Exists(waiting))
