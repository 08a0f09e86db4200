"""rows_of, dossiers_of, people_of: the rule of cases.rules.walls as conditions of a query.

Clause for clause the twin of what the database asks behind every table, on the same line of the
list; what a user holds beyond his role comes from the database's own functions (accounts.scope).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.roles import DISCIPLINE_ROLES, Role
from accounts.scope import Scope, scope_of
from cases.choices import DossierStatus

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import DossierRow

NOBODY = Q(pk__in=[])


def anchors(user: User, scope: Scope) -> dict[str, Q]:
    """What opens a line, by clause; any one does."""
    if user.role in DISCIPLINE_ROLES:
        assigned = {"assigned": Q(pk__in=scope.assigned)} if scope.assigned else {}
        return {
            "owner": Q(owner_id__in=scope.organs),
            "carrier": Q(carrier_id__in=scope.organs),
        } | assigned
    if user.role == Role.UNIT and user.is_active:
        return {"unit": Q(unit_path__below=user.unit.path)}
    if user.role == Role.HELPER and user.is_active:
        return {"helper": Q(helper_id=user.pk)}
    return {}


def limits(scope: Scope) -> dict[str, Q]:
    """What must hold besides, by clause; deny wins."""
    awake = Q(closed_on__isnull=True) | Q(closed_on__gt=scope.dormant_day)
    denied = {"denied": ~Q(cadre_id__in=scope.denied)} if scope.denied else {}
    return {
        "live": ~Q(status=DossierStatus.VOID),
        "dormant": awake | Q(owner_id__in=scope.kept),
    } | denied


def rows_of(user: User) -> Q:
    """Which lines of the list the user may see."""
    scope = scope_of(user)
    opened = NOBODY
    for clause in anchors(user, scope).values():
        opened |= clause
    rule = Q(opened)
    for clause in limits(scope).values():
        rule &= clause
    return rule


def dossiers_of(user: User, path: str = "") -> Q:
    """The dossiers of those lines, as a condition on rows that reach one by `path`.

    A subquery and no join: cases_dossier has a wall of its own, which every join would ask again.
    """
    reached = f"{path.removesuffix('__')}__in" if path else "pk__in"
    return Q(**{reached: _rows(user).values("dossier")})


def people_of(user: User) -> QuerySet[DossierRow, Any]:
    """Keys of the cadres of whom the user sees a dossier; all that is the person's goes by it."""
    return _rows(user).filter(cadre_id__isnull=False).values("cadre_id")


def _rows(user: User) -> QuerySet[DossierRow]:
    rows: QuerySet[DossierRow] = apps.get_model("cases", "DossierRow")._base_manager.filter(
        rows_of(user)
    )
    return rows
