"""The vocabulary of the spine's lists; rows are found only through visible_to(user)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q, QuerySet

from accounts.roles import DISCIPLINE_ROLES, Role
from accounts.scope import scope_of
from cases.choices import (
    SHUT_STATUSES,
    ActState,
    DossierStatus,
    EventKind,
    HandoverState,
    PolicyStatus,
)
from cases.querysets.found import IsVoid, Spelt, Written

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from accounts.models import Unit, User
    from cases.models import (
        Cadre,
        Clock,
        Decision,
        DecisionEvent,
        Dossier,
        DossierAct,
        DossierRow,
        Handover,
        HelperDesignation,
        Policy,
        Receipt,
    )

NOBODY = Q(pk__in=[])


def dossiers_of(user: User, path: str = "") -> Q:
    """Which dossiers the user may see, as a condition on rows that reach one by `path`.

    The twin of cases.rules.walls, which the database asks: discipline roles see by their organ as
    owner or carrier and what they are assigned, a unit its own people, a helper the dossiers he is
    designated for (decisions 3.2); then what is denied goes, whatever opened it.
    """
    scope = scope_of(user)

    def at(**conditions: Any) -> Q:
        return Q(**{f"{path}{name}": value for name, value in conditions.items()})

    anchors = {
        Role.UNIT: at(row__unit_path__startswith=user.unit.path),
        Role.HELPER: at(row__helper_id=user.pk),
    }
    if user.role in DISCIPLINE_ROLES:
        mine = at(owner_id__in=scope.organs) | at(carrier_id__in=scope.organs)
        mine |= at(pk__in=scope.assigned) if scope.assigned else NOBODY
    else:
        mine = anchors.get(Role(user.role), NOBODY) if user.role and user.is_active else NOBODY
    awake = at(closed_on__isnull=True) | at(closed_on__gt=scope.dormant_day)
    seen = mine & at(voided_at__isnull=True) & (awake | at(owner_id__in=scope.kept))
    return seen & ~at(cadre_id__in=scope.denied) if scope.denied else seen


def people_of(user: User) -> QuerySet[Dossier, Any]:
    """Keys of the cadres of whom the user sees a dossier; all that is the person's goes by it."""
    model = apps.get_model("cases", "Dossier")
    return model._base_manager.filter(dossiers_of(user)).values("cadre")


class CadreQuerySet(QuerySet["Cadre"]):
    def visible_to(self, user: User) -> CadreQuerySet:
        return self.filter(pk__in=people_of(user))

    def live(self) -> CadreQuerySet:
        return self.filter(voided_at__isnull=True)


class DecisionQuerySet(QuerySet["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        return self.filter(cadre__in=people_of(user))

    def live(self) -> DecisionQuerySet:
        return self.filter(voided_at__isnull=True)


class EventQuerySet(QuerySet["DecisionEvent"]):
    def live(self) -> EventQuerySet:
        return self.filter(voided_at__isnull=True)

    def counting(self) -> EventQuerySet:
        """What the engine is told: an override waits for its second person."""
        return self.live().exclude(kind=EventKind.OVERRIDDEN, confirmed_by__isnull=True)


class ClockQuerySet(QuerySet["Clock"]):
    def visible_to(self, user: User) -> ClockQuerySet:
        return self.filter(cadre__in=people_of(user))


class PolicyQuerySet(QuerySet["Policy"]):
    def visible_to(self, user: User) -> PolicyQuerySet:
        """Those of one's own organ."""
        return self.filter(office=user.unit_id)

    def waiting_for(self, user: User) -> PolicyQuerySet:
        """Finished drafts that somebody else wrote last."""
        drafts = self.filter(status=PolicyStatus.DRAFT).exclude(drafted_by=user)
        return drafts.exclude(document="").exclude(note="")

    def published(self) -> PolicyQuerySet:
        return self.filter(status=PolicyStatus.PUBLISHED)

    def governing(self, office: Unit, *, on: date) -> Policy | None:
        """The office's newest published version valid on that day."""
        return (
            self.filter(office=office, status=PolicyStatus.PUBLISHED, valid_from__lte=on)
            .order_by("-valid_from", "-number")
            .first()
        )


class DossierQuerySet(QuerySet["Dossier"]):
    def visible_to(self, user: User) -> DossierQuerySet:
        return self.filter(dossiers_of(user))

    def live(self) -> DossierQuerySet:
        return self.filter(voided_at__isnull=True)

    def open(self) -> DossierQuerySet:
        return self.exclude(status__in=SHUT_STATUSES)

    def for_page(self) -> DossierQuerySet:
        """With everything the header of a dossier page shows."""
        return self.select_related(
            "cadre__unit", "owner", "carrier", "handler", "row"
        ).prefetch_related(
            "cadre__clocks__policy",
            "cadre__clocks__decision__measure",
            "cadre__clocks__decision__events__measure",
            "cadre__appeals__decision",
            "handovers__receiver",
            "helpers",
        )


class HelperQuerySet(QuerySet["HelperDesignation"]):
    def current(self) -> HelperQuerySet:
        return self.filter(to_on__isnull=True)


class ActQuerySet(QuerySet["DossierAct"]):
    def visible_to(self, user: User) -> ActQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.filter(NOBODY)
        return self.filter(dossiers_of(user, "dossier__"))

    def waiting(self) -> ActQuerySet:
        return self.filter(state=ActState.PROPOSED)


class HandoverQuerySet(QuerySet["Handover"]):
    def visible_to(self, user: User) -> HandoverQuerySet:
        """To both sides: the receiver knows of the offer and sees the dossier once it accepts."""
        if user.role not in DISCIPLINE_ROLES:
            return self.filter(NOBODY)
        sides = Q(from_owner=user.unit_id) | Q(to_owner=user.unit_id) | Q(receiver=user.unit_id)
        return self.filter(sides).exclude(dossier_id__in=scope_of(user).denied_dossiers)

    def offered(self) -> HandoverQuerySet:
        return self.filter(state=HandoverState.OFFERED)


class ReceiptQuerySet(QuerySet["Receipt"]):
    def visible_to(self, user: User) -> ReceiptQuerySet:
        if user.role in DISCIPLINE_ROLES:
            mine = Q(holder=user.unit_id)
        elif user.role == Role.UNIT:
            mine = Q(holder__path__startswith=user.unit.path)
        else:
            mine = NOBODY
        # The holder sees the dossier no more, so a join would lose the receipt.
        kept = self.alias(is_void=IsVoid("dossier_id")).filter(mine, is_void=False)
        return kept.exclude(dossier_id__in=scope_of(user).denied_dossiers)


class RowQuerySet(QuerySet["DossierRow"]):
    def visible_to(self, user: User) -> RowQuerySet:
        """dossiers_of on the list's own columns, which its indexes lead with."""
        scope = scope_of(user)
        if user.role in DISCIPLINE_ROLES:
            mine = Q(owner_id__in=scope.organs) | Q(carrier_id__in=scope.organs)
            mine |= Q(pk__in=scope.assigned) if scope.assigned else NOBODY
        elif user.role == Role.UNIT and user.is_active:
            mine = Q(unit_path__startswith=user.unit.path)
        elif user.role == Role.HELPER and user.is_active:
            mine = Q(helper_id=user.pk)
        else:
            mine = NOBODY
        awake = Q(closed_on__isnull=True) | Q(closed_on__gt=scope.dormant_day)
        rows = self.filter(mine, awake | Q(owner_id__in=scope.kept))
        rows = rows.exclude(status=DossierStatus.VOID)
        return rows.exclude(cadre_id__in=scope.denied) if scope.denied else rows

    def open(self) -> RowQuerySet:
        return self.filter(is_open=True)

    def matching(self, term: str) -> RowQuerySet:
        """Names that contain the characters, or that are spelt so in pinyin or initials."""
        term = "".join(term.split())
        if term.isascii():
            return self.filter(pk__in=Spelt(term.lower()))
        wanted = [a + b for a, b in pairwise(term)] or [term]
        return self.filter(pk__in=Written(pieces=wanted, part=term))

    def in_unit(self, unit: Unit) -> RowQuerySet:
        return self.filter(unit_path__startswith=unit.path)

    def in_status(self, statuses: Collection[str]) -> RowQuerySet:
        return self.filter(status__in=statuses)

    def with_measure(self, code: str) -> RowQuerySet:
        return self.filter(measure_codes__contains=[code])

    def overdue(self, *, today: date) -> RowQuerySet:
        return self.filter(is_open=True, next_due__lt=today)

    def due_between(self, first: date, last: date) -> RowQuerySet:
        return self.filter(is_open=True, next_due__range=(first, last))

    def ending_between(self, first: date | None, last: date | None) -> RowQuerySet:
        """Whose last clock ends within the span; either side may be open."""
        rows = self.filter(overall_end__isnull=False)
        if first is not None:
            rows = rows.filter(overall_end__gte=first)
        if last is not None:
            rows = rows.filter(overall_end__lte=last)
        return rows
