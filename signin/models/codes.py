"""TaskCode: lets a helper sign in once, for one dossier, with the code in his letter."""

from django.db import models
from django.db.models import CheckConstraint, F, Q

from accounts.models import User


class TaskCode(models.Model):
    """Names the dossier by its public code: dossiers are known above this app only."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="帮扶人账号")
    digest = models.BinaryField("摘要", unique=True)
    dossier_code = models.CharField("档案编码", max_length=12)
    handed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="交付人")
    handed_at = models.DateTimeField("交付时间")
    until = models.DateTimeField("有效至")
    tries = models.PositiveSmallIntegerField("输错次数", default=0)
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    personal = frozenset({"digest"})

    class Meta:
        verbose_name = "任务码"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=Q(until__gt=F("handed_at")), name="task_code_ends_later")
        ]
        indexes = [models.Index(fields=["user", "-handed_at"], name="task_code_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.dossier_code}"
