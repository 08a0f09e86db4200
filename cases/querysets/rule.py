"""dossiers_of, rows_of: the rule of cases.rules.walls as conditions of a query.

Clause for clause the twin of what the database asks behind every table; what a user holds beyond
his role comes from the database's own functions (accounts.scope).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.roles import DISCIPLINE_ROLES, Role
from accounts.scope import Scope, scope_of
from cases.choices import DossierStatus

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User
    from cases.models import Dossier

    At = Callable[..., Q]

NOBODY = Q(pk__in=[])


def anchors(user: User, scope: Scope, at: At, row: str = "") -> dict[str, Q]:
    """What opens a dossier, by clause; any one does. `row` leads to the line of the list."""
    if user.role in DISCIPLINE_ROLES:
        return {
            "owner": at(owner_id__in=scope.organs),
            "carrier": at(carrier_id__in=scope.organs),
        } | ({"assigned": at(pk__in=scope.assigned)} if scope.assigned else {})
    if user.role == Role.UNIT and user.is_active:
        return {"unit": at(**{f"{row}unit_path__startswith": user.unit.path})}
    if user.role == Role.HELPER and user.is_active:
        return {"helper": at(**{f"{row}helper_id": user.pk})}
    return {}


def limits(scope: Scope, at: At, live: Q) -> dict[str, Q]:
    """What must hold besides, by clause; deny wins."""
    awake = at(closed_on__isnull=True) | at(closed_on__gt=scope.dormant_day)
    return {
        "live": live,
        "dormant": awake | at(owner_id__in=scope.kept),
    } | ({"denied": ~at(cadre_id__in=scope.denied)} if scope.denied else {})


def dossiers_of(user: User, path: str = "") -> Q:
    """Which dossiers the user may see, as a condition on rows that reach one by `path`."""

    def at(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    return _rule(user, at, live=at(voided_at__isnull=True), row="row__")


def rows_of(user: User) -> Q:
    """The same on the list's own columns, which its indexes lead with."""
    return _rule(user, Q, live=~Q(status=DossierStatus.VOID))


def people_of(user: User) -> QuerySet[Dossier, Any]:
    """Keys of the cadres of whom the user sees a dossier; all that is the person's goes by it."""
    dossiers = apps.get_model("cases", "Dossier")._base_manager
    return dossiers.filter(dossiers_of(user)).values("cadre")


def _rule(user: User, at: At, *, live: Q, row: str = "") -> Q:
    scope = scope_of(user)
    opened = NOBODY
    for clause in anchors(user, scope, at, row).values():
        opened |= clause
    rule = Q(opened)
    for clause in limits(scope, at, live).values():
        rule &= clause
    return rule
