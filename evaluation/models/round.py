"""Round: one evaluation of one person; RoundGroup: whom it asks, or why not."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import Wall
from evaluation.choices import (
    SCORED,
    UNFINISHED,
    GroupCode,
    MissingReason,
    RoundKind,
    RoundStatus,
)
from evaluation.models.instrument import Instrument
from evaluation.querysets import RoundQuerySet


@tracked
class Round(models.Model):
    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="rounds", verbose_name="回访档案"
    )
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="rounds", verbose_name="评价表"
    )
    number = models.PositiveSmallIntegerField("轮次")
    kind = models.CharField("类别", max_length=10, choices=RoundKind)
    status = models.CharField("状态", max_length=10, choices=RoundStatus, default=RoundStatus.OPEN)
    opened_on = models.DateField("发起日")
    due_on = models.DateField("收齐期限")
    closed_on = models.DateField("截止日", null=True, blank=True)
    # Why a final round opens before its window.
    early_reason = models.CharField("提前开展的原因", max_length=200, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = RoundQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "评价轮次"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="round_number_once"),
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(status__in=sorted(UNFINISHED)),
                name="round_one_unfinished",
            ),
            not_before("due_on", "opened_on", name="round_due_after_opening"),
            not_before("closed_on", "opened_on", name="round_closed_after_opening"),
            CheckConstraint(
                condition=Q(closed_on__isnull=False)
                | Q(status__in=sorted([RoundStatus.OPEN, RoundStatus.VOID])),
                name="round_closed_is_dated",
            ),
            set_together("voided_at", "void_reason", name="round_void_has_reason"),
            CheckConstraint(
                condition=Q(status=RoundStatus.VOID, voided_at__isnull=False)
                | (~Q(status=RoundStatus.VOID) & Q(voided_at__isnull=True)),
                name="round_void_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.number}轮{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("evaluation:round", args=[self.code])

    @property
    def is_open(self) -> bool:
        return self.status == RoundStatus.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == RoundStatus.CLOSED

    @property
    def is_computed(self) -> bool:
        return self.status == RoundStatus.COMPUTED

    @property
    def is_confirmed(self) -> bool:
        return self.status == RoundStatus.CONFIRMED

    @property
    def is_void(self) -> bool:
        return self.status == RoundStatus.VOID

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED

    @property
    def has_result(self) -> bool:
        return self.status in SCORED

    @property
    def is_final(self) -> bool:
        return self.kind == RoundKind.FINAL


@tracked
class RoundGroup(models.Model):
    """How many ballots a group was given; a group that is not asked carries its reason."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="groups", verbose_name="轮次")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    group = models.CharField("评价主体", max_length=2, choices=GroupCode)
    expected = models.PositiveSmallIntegerField("发出份数")
    missing_reason = models.CharField(
        "没有或不足的原因", max_length=12, choices=MissingReason, blank=True
    )

    objects = Guarded.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "轮次的评价主体"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["round", "group"], name="round_group_once"),
            CheckConstraint(
                condition=Q(expected__gt=0) | ~Q(missing_reason=""),
                name="round_group_unasked_has_reason",
            ),
            CheckConstraint(condition=Q(expected__lte=99), name="round_group_expected_small"),
        ]

    def __str__(self) -> str:
        return self.get_group_display()
