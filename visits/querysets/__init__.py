"""The vocabulary of what is owed and what was recorded; rows are found through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.expressions import Case, When
from django.db.models.functions import Concat, Substr

from accounts.roles import DISCIPLINE_ROLES, Role
from cases.choices import DossierStatus
from cases.querysets.rule import NOBODY, dossiers_of
from columns.guarded import Guarded
from visits.choices import (
    IN_FORCE_PLANS,
    OPEN_PLANS,
    STANDING_PLANS,
    UNIT_KINDS,
    WAITING_PLANS,
    ObligationKind,
    ObligationState,
    PlanStatus,
)
from visits.rules.quarters import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from accounts.models import Unit, User
    from cases.models import Dossier, DossierRow
    from visits.models import Assessment, ClockMark, Draft, Obligation, Plan, Talk


class ObligationQuerySet(Guarded["Obligation"]):
    def visible_to(self, user: User) -> ObligationQuerySet:
        rows = self.scoped().filter(dossiers_of(user, "dossier__"))
        if user.role in DISCIPLINE_ROLES:
            return rows
        kinds = UNIT_KINDS if user.role == Role.UNIT else {ObligationKind.TALK}
        return rows.filter(kind__in=kinds)

    def open(self) -> ObligationQuerySet:
        return self.filter(state=ObligationState.OPEN)

    def pending(self) -> ObligationQuerySet:
        """Open, and the dossier does not rest: nobody is reminded during a pause."""
        return self.open().exclude(dossier__in=_rows(status=DossierStatus.PAUSED))

    def talks(self) -> ObligationQuerySet:
        return self.filter(kind=ObligationKind.TALK)

    def owed_by_helper(self, user: User) -> ObligationQuerySet:
        """Talks of the dossiers this account helps with now."""
        return self.talks().filter(dossier__in=_rows(helper_id=user.pk))

    def owed_by_office(self) -> ObligationQuerySet:
        """Everything but the talks of helpers who have an account (decisions 3.10)."""
        helped = _rows(helper_id__isnull=False)
        return self.exclude(kind=ObligationKind.TALK, dossier__in=helped)

    def of_office(self, office: Unit) -> ObligationQuerySet:
        return self.filter(dossier__in=_rows(owner=office))

    def overdue(self, *, today: date) -> ObligationQuerySet:
        return self.filter(due_on__lt=today)

    def due_between(self, first: date, last: date) -> ObligationQuerySet:
        return self.filter(due_on__range=(first, last))

    def by_due(self) -> ObligationQuerySet:
        return self.order_by("due_on", "dossier_id", "kind")

    def for_list(self) -> ObligationQuerySet:
        """With the read model's name, unit and helper beside each."""
        return self.select_related("dossier__row")

    def next_for_each(self, *, dossier_ids: Collection[int] | None) -> QuerySet[Obligation, object]:
        """(dossier, due day, words) of the first thing pending in each dossier."""
        # From the dossiers themselves: the list's rows are made of what this answers.
        rows = self.open().exclude(dossier__status=DossierStatus.PAUSED)
        if dossier_ids is not None:
            rows = rows.filter(dossier_id__in=list(dossier_ids))
        return (
            rows.order_by("dossier_id", "due_on", "kind")
            .distinct("dossier_id")
            .values_list("dossier_id", "due_on", _words())
        )


def _rows(**conditions: Any) -> QuerySet[DossierRow, Any]:
    """Dossiers by what the list repeats of them: joined, cases_dossier would ask its own wall."""
    rows = apps.get_model("cases", "DossierRow")._base_manager
    return rows.filter(**conditions).values("dossier")


def _words() -> Case:
    """2026年第三季度谈心谈话, 2027年上半年谈心谈话, or the name of what is owed once."""
    quarter = Case(
        When(is_half_yearly=True, period__endswith="Q2", then=Value("年上半年")),
        When(is_half_yearly=True, period__endswith="Q4", then=Value("年下半年")),
        *(
            When(period__endswith=f"Q{number}", then=Value(f"年第{numeral}季度"))
            for number, numeral in enumerate(NUMERALS, start=1)
        ),
        default=Value(""),
        output_field=CharField(),
    )
    named = (When(kind=kind, then=Value(kind.label)) for kind in ObligationKind if kind != "talk")
    return Case(
        When(
            kind=ObligationKind.TALK,
            then=Concat(Substr(F("period"), 1, 4), quarter, Value("谈心谈话")),
        ),
        *named,
        output_field=CharField(),
    )


class MarkQuerySet(Guarded["ClockMark"]):
    def visible_to(self, user: User) -> MarkQuerySet:
        """Reminders of ends are the office's business."""
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def live(self) -> MarkQuerySet:
        return self.filter(withdrawn_on__isnull=True)

    def of_clocks(self) -> MarkQuerySet:
        return self.filter(decision__isnull=False)

    def of_the_end(self) -> MarkQuerySet:
        """The 期满 of a whole dossier."""
        return self.filter(decision__isnull=True)

    def running(self, *, today: date) -> MarkQuerySet:
        """Of ends that are still to come, the nearest reminder of each clock."""
        ahead = self.live().of_clocks().filter(end__gte=today)
        newest = ahead.order_by("decision_id", "slot", "step").distinct("decision_id", "slot")
        return self.filter(pk__in=newest.values("pk"))


class AssessmentQuerySet(Guarded["Assessment"]):
    def visible_to(self, user: User) -> AssessmentQuerySet:
        if user.role not in DISCIPLINE_ROLES:
            return self.scoped().filter(NOBODY)
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def with_authors(self) -> AssessmentQuerySet:
        authors = self.select_related("look_by", "listen_by", "talk_by")
        return authors.prefetch_related("colleague_talks")

    def current_of(self, dossier: Dossier) -> Assessment | None:
        return self.filter(dossier=dossier).order_by("-number").first()


def _groups_of(user: User) -> QuerySet[Any, Any]:
    """Offices whose leading group this account belongs to now."""
    members = apps.get_model("visits", "GroupMember")._base_manager
    return members.filter(user=user, to_on__isnull=True).values("office")


class PlanQuerySet(Guarded["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        rows = self.scoped().filter(dossiers_of(user, "dossier__"))
        if user.role in DISCIPLINE_ROLES:
            return rows
        if user.role == Role.UNIT:
            return rows.filter(status__in=IN_FORCE_PLANS)
        return rows.filter(NOBODY)

    def unfinished(self) -> PlanQuerySet:
        return self.filter(status__in=OPEN_PLANS)

    def waiting_for(self, user: User) -> PlanQuerySet:
        """Submitted by another person and at the step this role decides (practice D.3)."""
        steps = {
            Role.DIRECTOR: Q(status=PlanStatus.SUBMITTED) & ~Q(submitted_by__role=Role.DIRECTOR),
            Role.LEADER: Q(status=PlanStatus.ENDORSED)
            | Q(status=PlanStatus.SUBMITTED, submitted_by__role=Role.DIRECTOR)
            | Q(status=PlanStatus.CONFIRMED, dossier__owner__in=_groups_of(user)),
        }
        mine = steps.get(Role(user.role), NOBODY)
        return self.filter(mine, status__in=WAITING_PLANS).exclude(submitted_by=user)

    def in_force(self) -> PlanQuerySet:
        return self.filter(status=PlanStatus.APPROVED)

    def standing(self) -> PlanQuerySet:
        """The one that holds for the person: carried out, or carried out already."""
        return self.filter(status__in=STANDING_PLANS)

    def for_page(self) -> PlanQuerySet:
        return self.select_related(
            "dossier__row", "submitted_by", "approved_by", "confirmed_by", "grouped_by"
        ).prefetch_related("goals", "measures", "lanes", "steps", "reviews__by")


class TalkQuerySet(Guarded["Talk"]):
    def visible_to(self, user: User) -> TalkQuerySet:
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def live(self) -> TalkQuerySet:
        return self.filter(voided_at__isnull=True)

    def for_list(self) -> TalkQuerySet:
        return self.select_related("entered_by").order_by("-held_on", "-pk")


class DraftQuerySet(Guarded["Draft"]):
    def visible_to(self, user: User) -> DraftQuerySet:
        """One's own, of dossiers one may still see."""
        return self.scoped().filter(dossiers_of(user, "dossier__"), author=user)
