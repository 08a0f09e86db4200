"""ClockMark: that a clock came so near its end, once per step and end; kept by the clock sweep."""

from datetime import date

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from cases.choices import Slot
from cases.models import Decision, Dossier
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices import MarkWithdrawal
from visits.querysets import MarkQuerySet
from visits.rules.marks import AFTER, due_on, is_late, words


@tracked
class ClockMark(models.Model):
    """Of one clock (decision and slot), or, without a decision, of the dossier's last end: the
    期满 of the whole file. `end` is the day it was made for; moved, it is withdrawn with a reason,
    and revived when the clock comes back to that day. Never doubled.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="marks", verbose_name="档案")
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="marks",
        verbose_name="处分决定",
    )
    slot = models.CharField("期限", max_length=12, choices=Slot, blank=True)
    # Days before the end; AFTER is the day behind it.
    step = models.SmallIntegerField("提前天数")
    end = models.DateField("届满日")
    made_on = models.DateField("提示日")
    withdrawn_on = models.DateField("撤回日", null=True, blank=True)
    withdrawal = models.CharField("撤回原因", max_length=10, choices=MarkWithdrawal, blank=True)

    objects = MarkQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "期满提示"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["decision", "slot", "step", "end"],
                condition=Q(decision__isnull=False),
                name="mark_once_per_clock",
            ),
            UniqueConstraint(
                fields=["dossier", "step", "end"],
                condition=Q(decision__isnull=True),
                name="mark_once_per_dossier",
            ),
            CheckConstraint(
                condition=Q(decision__isnull=False, slot__in=Slot.values)
                | Q(decision__isnull=True, slot="", step=AFTER),
                name="mark_is_of_a_clock_or_the_end",
            ),
            CheckConstraint(
                condition=(Q(withdrawn_on__isnull=True) & Q(withdrawal=""))
                | (Q(withdrawn_on__isnull=False) & ~Q(withdrawal="")),
                name="mark_withdrawn_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "end"], name="mark_by_dossier"),
            models.Index(
                fields=["end"], condition=Q(withdrawn_on__isnull=True), name="mark_live_by_end"
            ),
        ]

    def __str__(self) -> str:
        return words(self.step, is_whole=self.is_whole)

    @property
    def is_whole(self) -> bool:
        return self.decision_id is None

    @property
    def due_on(self) -> date:
        return due_on(self.end, self.step)

    @property
    def is_late(self) -> bool:
        return is_late(self.end, self.step, made_on=self.made_on)
