"""The vocabulary of 处分执行核查 and its issues, and their figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Sum
from django.db.models.functions import Greatest

from accounts.roles import Permission, may
from accounts.scope import scope_of
from cases.choices.execution import FINAL_RESULTS, WITH_THE_UNIT, Direction, IssueState
from cases.querysets.rule import dossiers_of
from columns.guarded import Guarded

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import Unit, User
    from cases.models import ExecutionCheck, ExecutionIssue


@dataclass(frozen=True, slots=True)
class Sums:
    """Of some issues: how many, of how many 人次 and decisions, and their money in fen."""

    issues: int = 0
    times: int = 0
    decisions: int = 0
    found_fen: int = 0
    corrected_fen: int = 0

    @property
    def left_fen(self) -> int:
        return self.found_fen - self.corrected_fen


class CheckQuerySet(Guarded["ExecutionCheck"]):
    def visible_to(self, user: User) -> CheckQuerySet:
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def unverified(self) -> CheckQuerySet:
        """Settled by one person so far."""
        return self.filter(verified_by__isnull=True, result__in=FINAL_RESULTS)


class IssueQuerySet(Guarded["ExecutionIssue"]):
    def visible_to(self, user: User) -> IssueQuerySet:
        """Those of one's dossiers; 组织部门 those handed to it, without the dossier."""
        if may(user.role, Permission.EXECUTION_PART):
            handed = self.scoped().live().filter(assigned_to=user.unit_id)
            return handed.exclude(dossier_id__in=scope_of(user).denied_dossiers)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def live(self) -> IssueQuerySet:
        return self.filter(voided_at__isnull=True)

    def open(self) -> IssueQuerySet:
        return self.live().exclude(state=IssueState.CLOSED)

    def closed(self) -> IssueQuerySet:
        return self.live().filter(state=IssueState.CLOSED)

    def with_units(self) -> IssueQuerySet:
        """Handed out, and not reported corrected yet."""
        return self.live().filter(state__in=WITH_THE_UNIT)

    def to_verify(self) -> IssueQuerySet:
        return self.live().filter(state=IssueState.REPORTED)

    def overdue(self, *, today: date) -> IssueQuerySet:
        return self.with_units().filter(due_on__lt=today)

    def of_office(self, office: Unit) -> IssueQuerySet:
        return self.filter(dossier__owner=office)

    def found_between(self, first: date, last: date) -> IssueQuerySet:
        return self.live().filter(found_on__range=(first, last))

    def closed_between(self, first: date, last: date) -> IssueQuerySet:
        return self.closed().filter(closed_on__range=(first, last))

    def going(self, direction: str) -> IssueQuerySet:
        """多发, 少发 or 应退缴."""
        return self.filter(direction=direction)

    def with_money(self) -> IssueQuerySet:
        return self.exclude(direction=Direction.NONE)

    def money(self) -> Sums:
        """F22: 人次 are months of pay; an issue without months counts once."""
        return Sums(**self.order_by().aggregate(**_SUMS))

    def money_by_direction(self) -> dict[str, Sums]:
        """Every direction, with zeros where there is nothing."""
        rows = self.live().order_by().values_list("direction").annotate(**_SUMS)
        found = {direction: Sums(*sums) for direction, *sums in rows}
        return {direction: found.get(direction, Sums()) for direction in Direction}


_SUMS = {
    "issues": Count("pk"),
    "times": Sum(Greatest(F("months"), 1), default=0),
    "decisions": Count("decision", distinct=True),
    "found_fen": Sum("found_fen", default=0),
    "corrected_fen": Sum("corrected_fen", default=0),
}
