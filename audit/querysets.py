"""The vocabulary of the record's lists; who reads what follows security.md 4.4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q, QuerySet

from audit.choices import CHANGE, CLASSES, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from audit.models import Entry, StatedPurpose

# Roles as entries keep them; the list of roles stands above this app.
ADMIN, SECURITY, AUDITOR = "admin", "security", "auditor"
STEWARDS = (ADMIN, SECURITY, AUDITOR)
# Looking, asking and being refused are no work on a dossier.
LOOKING = frozenset().union(
    *(CLASSES[kind] for kind in ("login", "read", "search", "reveal", "print", "refused"))
)


class Reader(Protocol):
    pk: Any
    role: Any


class EntryQuerySet(QuerySet["Entry"]):
    def visible_to(self, user: Reader) -> EntryQuerySet:
        """Everybody his own. The auditor everybody's but other auditors'; the security
        administrator business users' and system administrators'; who leads a dossier asks with
        `about()` and finds what the database lets him."""
        if user.role == AUDITOR:
            return self.exclude(
                ~Q(actor_id=user.pk) & Q(actor_id__isnull=False), actor_role=AUDITOR
            )
        if user.role == SECURITY:
            return self.filter(~Q(actor_role__in=[SECURITY, AUDITOR]) | Q(actor_id=user.pk))
        return self.filter(actor_id=user.pk)

    def by(self, user: Reader) -> EntryQuerySet:
        return self.filter(actor_id=user.pk)

    def about(self, dossier_id: int) -> EntryQuerySet:
        return self.filter(dossier_id=dossier_id)

    def by_people(self) -> EntryQuerySet:
        return self.filter(actor_id__isnull=False)

    def of_kind(self, kind: str) -> EntryQuerySet:
        if kind == CHANGE:
            named = [verb for verbs in CLASSES.values() for verb in verbs]
            return self.exclude(verb__in=named)
        return self.filter(verb__in=CLASSES[kind])

    def refused(self) -> EntryQuerySet:
        return self.exclude(outcome=Outcome.DONE)

    def between(self, first: datetime | None, last: datetime | None) -> EntryQuerySet:
        """From the first moment up to, not including, the last; either may be open."""
        found = self
        if first is not None:
            found = found.filter(at__gte=first)
        if last is not None:
            found = found.filter(at__lt=last)
        return found

    def worked_on(self, dossier_ids: Collection[int]) -> EntryQuerySet:
        """What people, not the program, have done to these dossiers."""
        return self.by_people().filter(dossier_id__in=dossier_ids).exclude(verb__in=LOOKING)


class PurposeQuerySet(QuerySet["StatedPurpose"]):
    def of(self, *, user_id: int, cadre_id: int) -> PurposeQuerySet:
        return self.filter(user_id=user_id, cadre_id=cadre_id)

    def since(self, moment: datetime) -> PurposeQuerySet:
        return self.filter(at__gt=moment)
