"""Obligation: what is owed for a dossier, and until when; kept equal to the rule by reconcile."""

from datetime import date

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cases.models import Dossier
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall, one_of
from visits.choices import (
    UNIT_KINDS,
    ObligationKind,
    ObligationState,
    PeriodShape,
    Withdrawal,
    shape_of,
)
from visits.querysets import ObligationQuerySet
from visits.rules.quarters import half_words, quarter_words
from visits.rules.records import is_late


def _period_fits() -> Q:
    """Each shape with the kinds that are told apart by it."""
    fits = Q()
    for shape in PeriodShape:
        kinds = [kind.value for kind in ObligationKind if shape_of(kind) is shape]
        fits |= Q(kind__in=kinds, period__regex=shape.value)
    return fits


OWED_BY = {
    "unit": one_of("kind", UNIT_KINDS),
    "helper": one_of("kind", {ObligationKind.TALK}),
}


@tracked
class Obligation(models.Model):
    """One row per (dossier, kind, period) for ever: withdrawn and revived, never doubled.

    Who owes it is not stored: a talk is owed by the dossier's present helper, or by the office
    while he has no account; a helper by the unit; everything else by the office
    (ObligationQuerySet.owed_by_…).
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="obligations", verbose_name="档案"
    )
    kind = models.CharField("事项", max_length=16, choices=ObligationKind)
    period = models.CharField("期别", max_length=16)
    # In retirement a talk covers the half-year that its quarter closes.
    is_half_yearly = models.BooleanField("每半年一次", default=False, db_default=False)
    due_on = models.DateField("到期日")
    state = models.CharField(
        "状态", max_length=10, choices=ObligationState, default=ObligationState.OPEN
    )
    met_on = models.DateField("办结日", null=True, blank=True)
    # Of what somebody says was done, because no record of the program shows it.
    met_basis = models.CharField("办结依据", max_length=200, blank=True, db_default="")
    withdrawal = models.CharField("撤回原因", max_length=14, choices=Withdrawal, blank=True)
    exempt_reason = models.CharField("免除原因", max_length=200, blank=True)

    objects = ObligationQuerySet.as_manager()
    personal = frozenset({"exempt_reason", "met_basis"})
    wall = Wall("dossier_id", roles=DISCIPLINE, further=OWED_BY)

    class Meta:
        verbose_name = "应办事项"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "kind", "period"], name="obligation_once"),
            CheckConstraint(
                condition=Q(kind__in=ObligationKind.values, state__in=ObligationState.values),
                name="obligation_words_known",
            ),
            CheckConstraint(condition=_period_fits(), name="obligation_period_fits_kind"),
            CheckConstraint(
                condition=Q(state=ObligationState.MET, met_on__isnull=False)
                | (~Q(state=ObligationState.MET) & Q(met_on__isnull=True)),
                name="obligation_met_is_dated",
            ),
            CheckConstraint(
                condition=Q(met_basis="") | Q(state=ObligationState.MET),
                name="obligation_basis_of_what_is_met",
            ),
            CheckConstraint(
                condition=(Q(state=ObligationState.WITHDRAWN) & ~Q(withdrawal=""))
                | (~Q(state=ObligationState.WITHDRAWN) & Q(withdrawal="")),
                name="obligation_withdrawn_has_reason",
            ),
            CheckConstraint(
                condition=(Q(state=ObligationState.EXEMPT) & ~Q(exempt_reason=""))
                | (~Q(state=ObligationState.EXEMPT) & Q(exempt_reason="")),
                name="obligation_exempt_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "dossier"],
                condition=Q(state=ObligationState.OPEN),
                name="obligation_open_by_due",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        if self.kind == ObligationKind.TALK:
            words = half_words if self.is_half_yearly else quarter_words
            return f"{words(self.period)}谈心谈话"
        return ObligationKind(self.kind).label

    @property
    def is_talk(self) -> bool:
        return self.kind == ObligationKind.TALK

    @property
    def is_open(self) -> bool:
        return self.state == ObligationState.OPEN

    @property
    def is_met(self) -> bool:
        return self.state == ObligationState.MET

    @property
    def was_late(self) -> bool:
        return is_late(self.met_on, self.due_on)

    @property
    def why_not(self) -> str:
        """The reason of what is withdrawn or exempt."""
        return self.exempt_reason or (Withdrawal(self.withdrawal).label if self.withdrawal else "")

    def is_overdue(self, *, today: date) -> bool:
        return self.is_open and self.due_on < today
