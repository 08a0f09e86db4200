"""The vocabulary of the spine's lists; rows are found only through visible_to(user)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

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
from cases.querysets.rule import NOBODY, dossiers_of, people_of, rows_of
from columns.guarded import Guarded

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


class CadreQuerySet(Guarded["Cadre"]):
    def visible_to(self, user: User) -> CadreQuerySet:
        return self.scoped().filter(pk__in=people_of(user))

    def live(self) -> CadreQuerySet:
        return self.filter(voided_at__isnull=True)


class DecisionQuerySet(Guarded["Decision"]):
    def visible_to(self, user: User) -> DecisionQuerySet:
        return self.scoped().filter(cadre__in=people_of(user))

    def live(self) -> DecisionQuerySet:
        return self.filter(voided_at__isnull=True)


class EventQuerySet(Guarded["DecisionEvent"]):
    def live(self) -> EventQuerySet:
        return self.filter(voided_at__isnull=True)

    def counting(self) -> EventQuerySet:
        """What the engine is told: an override waits for its second person."""
        return self.live().exclude(kind=EventKind.OVERRIDDEN, confirmed_by__isnull=True)


class ClockQuerySet(Guarded["Clock"]):
    def visible_to(self, user: User) -> ClockQuerySet:
        return self.scoped().filter(cadre__in=people_of(user))


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


class DossierQuerySet(Guarded["Dossier"]):
    def visible_to(self, user: User) -> DossierQuerySet:
        return self.scoped().filter(dossiers_of(user))

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


class HelperQuerySet(Guarded["HelperDesignation"]):
    def current(self) -> HelperQuerySet:
        return self.filter(to_on__isnull=True)


class ActQuerySet(Guarded["DossierAct"]):
    def visible_to(self, user: User) -> ActQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def waiting(self) -> ActQuerySet:
        return self.filter(state=ActState.PROPOSED)


class HandoverQuerySet(Guarded["Handover"]):
    def visible_to(self, user: User) -> HandoverQuerySet:
        """To both sides: the receiver knows of the offer and sees the dossier once it accepts."""
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        sides = Q(from_owner=user.unit_id) | Q(to_owner=user.unit_id) | Q(receiver=user.unit_id)
        # The receiver does not see the dossier, so a join would lose the offer.
        kept = self.scoped().alias(is_void=IsVoid("dossier_id")).filter(sides, is_void=False)
        return kept.exclude(dossier_id__in=scope_of(user).denied_dossiers)

    def offered(self) -> HandoverQuerySet:
        return self.filter(state=HandoverState.OFFERED)


class ReceiptQuerySet(Guarded["Receipt"]):
    def visible_to(self, user: User) -> ReceiptQuerySet:
        if user.role in DISCIPLINE_ROLES:
            mine = Q(holder=user.unit_id)
        elif user.role == Role.UNIT:
            mine = Q(holder__path__startswith=user.unit.path)
        else:
            mine = NOBODY
        # The holder sees the dossier no more, so a join would lose the receipt.
        kept = self.scoped().alias(is_void=IsVoid("dossier_id")).filter(mine, is_void=False)
        return kept.exclude(dossier_id__in=scope_of(user).denied_dossiers)


class RowQuerySet(Guarded["DossierRow"]):
    def visible_to(self, user: User) -> RowQuerySet:
        return self.scoped().filter(rows_of(user))

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
        return self.filter(unit_path__below=unit.path)

    def in_status(self, statuses: Collection[str]) -> RowQuerySet:
        return self.filter(status__in=statuses)

    def with_measure(self, code: str, *, today: date) -> RowQuerySet:
        """Only where a clock still runs: afterwards no list names the measure (rules.md 6.7)."""
        runs = Q(overall_end__isnull=True) | Q(overall_end__gte=today)
        return self.filter(runs, measure_codes__contains=[code])

    def filed(self, *, up_to: date) -> RowQuerySet:
        """已归档: closed up to that day; only the office that keeps them finds them at all."""
        return self.filter(closed_on__lte=up_to)

    def not_filed(self, *, up_to: date) -> RowQuerySet:
        return self.exclude(closed_on__lte=up_to)

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
