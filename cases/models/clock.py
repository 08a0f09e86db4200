"""Clock: a period that follows from a decision."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import UniqueConstraint

from cases.choices import ClockKind, Slot, System
from cases.models.cadre import Cadre
from cases.models.decision import Decision
from cases.models.policy import Policy
from cases.querysets import ClockQuerySet
from columns.constraints import not_before, set_together
from columns.history import tracked
from columns.walls import Wall


@tracked
class Clock(models.Model):
    """One running period as the engine computed it; null start and end: restoration is awaited."""

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="clocks", verbose_name="干部")
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="clocks", verbose_name="处分决定"
    )
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="+", verbose_name="本地规则")
    system = models.CharField("体系", max_length=14, choices=System)
    slot = models.CharField("期限", max_length=12, choices=Slot, default=Slot.BAR)
    kind = models.CharField("类别", max_length=10, choices=ClockKind)
    start = models.DateField("起始日", null=True, blank=True)
    end = models.DateField("届满日", null=True, blank=True)
    first_free = models.DateField("期满次日", null=True, blank=True)
    safe = models.DateField("各口径均已届满之日", null=True, blank=True)
    # What the engine counted; differs from `end` only where two people settled it otherwise.
    computed_end = models.DateField("计算的届满日", null=True, blank=True)
    months = models.PositiveSmallIntegerField("月数")
    method = models.CharField("口径", max_length=40)
    certainty = models.CharField("把握程度", max_length=120, blank=True)
    basis = ArrayField(models.CharField(max_length=200), verbose_name="依据", default=list)
    matters = ArrayField(models.CharField(max_length=20), verbose_name="受限事项", default=list)
    steps = ArrayField(models.TextField(), verbose_name="推算过程", default=list)

    objects = ClockQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("cadre_id", leads_to="cadre")

    class Meta:
        verbose_name = "影响期"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["decision", "slot"], name="clock_one_per_slot"),
            set_together("end", "first_free", name="clock_end_has_first_free"),
            not_before("end", "start", name="clock_ends_after_start"),
        ]
        indexes = [models.Index(fields=["end"], name="clock_by_end")]
        ordering = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.start} {self.end}"
