"""Conclusion: what one person writes and another confirms."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import Wall
from evaluation.choices import ConclusionStatus, Verdict
from evaluation.models.round import Round
from evaluation.querysets import ConclusionQuerySet


@tracked
class Conclusion(models.Model):
    """`number` counts the versions of a round's conclusion: a returned one is written anew."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="conclusions", verbose_name="回访档案"
    )
    round = models.ForeignKey(
        Round, models.PROTECT, related_name="conclusions", verbose_name="轮次"
    )
    number = models.PositiveSmallIntegerField("稿次")
    status = models.CharField(
        "状态", max_length=10, choices=ConclusionStatus, default=ConclusionStatus.WAITING
    )
    verdict = models.CharField("结论用语", max_length=10, choices=Verdict)
    text = models.TextField("结论", max_length=2000)
    split_explanation = models.TextField("对分歧的说明", max_length=1000, blank=True)
    waiver_reason = models.TextField("数据不足仍作结论的理由", max_length=1000, blank=True)
    departure_reason = models.TextField("与测算不一致的理由", max_length=1000, blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="撰写人")
    written_on = models.DateField("撰写日")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    decided_on = models.DateField("确认日", null=True, blank=True)
    return_reason = models.CharField("退回意见", max_length=300, blank=True)

    objects = ConclusionQuerySet.as_manager()
    personal = frozenset(
        {"verdict", "text", "split_explanation", "waiver_reason", "departure_reason"}
    )
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "评价结论"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["round", "number"], name="conclusion_number_once"),
            UniqueConstraint(
                fields=["round"],
                condition=~Q(status=ConclusionStatus.RETURNED),
                name="conclusion_one_standing",
            ),
            set_together("decided_by", "decided_on", name="conclusion_decided_whole"),
            CheckConstraint(
                condition=Q(status=ConclusionStatus.WAITING, decided_by__isnull=True)
                | (~Q(status=ConclusionStatus.WAITING) & Q(decided_by__isnull=False)),
                name="conclusion_decided_by_someone",
            ),
            CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("written_by")),
                name="conclusion_takes_two",
            ),
            CheckConstraint(
                condition=~Q(status=ConclusionStatus.RETURNED) | ~Q(return_reason=""),
                name="conclusion_returned_with_reason",
            ),
            CheckConstraint(condition=~Q(text=""), name="conclusion_says_something"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="decided_is_final",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["confirmed", "returned"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id} 第{self.number}稿"

    @property
    def is_waiting(self) -> bool:
        return self.status == ConclusionStatus.WAITING

    @property
    def is_confirmed(self) -> bool:
        return self.status == ConclusionStatus.CONFIRMED

    @property
    def is_returned(self) -> bool:
        return self.status == ConclusionStatus.RETURNED
