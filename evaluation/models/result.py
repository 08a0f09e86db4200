"""Result: what the rules computed from a round, kept with everything needed to show it."""

from typing import Any

from django.db import models
from django.db.models import CheckConstraint, Q

from accounts.models import User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import Wall
from evaluation.choices import VERDICT_OF_GRADE, Agreement, Verdict
from evaluation.models.round import Round


@tracked
class Result(models.Model):
    """A reference for people, never a verdict: conclusions are signed (PIPL article 24)."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="result", verbose_name="轮次")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    sufficient = models.BooleanField("数据充分")
    grade = models.CharField("测算等次", max_length=2, blank=True)
    agreement = models.CharField("一致性", max_length=6, choices=Agreement, blank=True)
    received = models.PositiveSmallIntegerField("收回份数")
    valid = models.PositiveSmallIntegerField("有效份数")
    groups_heard = models.PositiveSmallIntegerField("评价主体类数")
    data: Any = models.JSONField("计算过程")
    computed_on = models.DateField("计算日")
    computed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="计算人")

    objects = Guarded.as_manager()
    personal = frozenset({"grade", "data"})
    wall = Wall("dossier_id")

    class Meta:
        verbose_name = "评价结果"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(sufficient=False) | ~Q(grade=""), name="result_sufficient_has_grade"
            ),
            CheckConstraint(
                condition=Q(valid__lte=models.F("received")), name="result_valid_of_received"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def proposed(self) -> Verdict:
        """The words the computed grade proposes; people decide."""
        return VERDICT_OF_GRADE.get(self.grade, Verdict.NONE)

    @property
    def is_split(self) -> bool:
        return self.agreement == Agreement.SPLIT
