"""The vocabulary of 单位动态, and when a unit was last heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Greatest

from accounts.roles import DISCIPLINE_ROLES, Role
from cases.choices import DossierKind, DossierStatus
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from cases.querysets import RowQuerySet
    from visits.models import UnitNote


class UnitNoteQuerySet(Guarded["UnitNote"]):
    def visible_to(self, user: User) -> UnitNoteQuerySet:
        """The unit's party organisation and the discipline organ; not the helper."""
        if user.role not in {*DISCIPLINE_ROLES, Role.UNIT}:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def for_list(self) -> UnitNoteQuerySet:
        return self.select_related("by").order_by("-on", "-pk")


def silent_since(rows: RowQuerySet, *, today: date, before: date) -> RowQuerySet:
    """Active sanction files last heard of before that day, the longest first, with `heard_on`: of
    the file's first day, a note, a talk and a 阅签 the latest. Purely: rules.talks.is_silent."""
    active = rows.filter(
        is_open=True,
        dossier__kind=DossierKind.SANCTION,
        dossier__active_from__lte=today,
    ).exclude(status=DossierStatus.PAUSED)
    active = active.exclude(dossier__active_to__lt=today)
    # GREATEST passes over what is missing.
    heard = active.annotate(
        heard_on=Greatest(
            F("dossier__active_from"),
            _latest("Talk", "held_on", voided_at__isnull=True),
            _latest("Talk", "read_on", voided_at__isnull=True),
            _latest("UnitNote", "on"),
        )
    )
    return heard.filter(heard_on__lt=before).order_by("heard_on", "dossier_id")


def _latest(model: str, column: str, **conditions: bool) -> Subquery:
    """Of the file's own rows, whoever asks: the walls are those of the list's rows."""
    found = apps.get_model("visits", model)._base_manager.filter(
        dossier_id=OuterRef("dossier_id"), **conditions
    )
    return Subquery(found.order_by().values("dossier_id").values(latest=Max(column)))
