"""SecondFactor: the secret of a person's authenticator; RecoveryCode: for when it is lost."""

from django.db import models
from django.db.models import UniqueConstraint

from accounts.models import User
from columns.sealed import SealedTextField


class SecondFactor(models.Model):
    """RFC 6238: six digits, SHA-1, thirty seconds, as every authenticator knows them.

    Not tracked: a history table would keep secrets that were withdrawn.
    """

    user = models.OneToOneField(
        User, models.PROTECT, related_name="second_factor", verbose_name="账号"
    )
    secret = SealedTextField("密钥", bound_to=("user_id",))
    confirmed_at = models.DateTimeField("启用时间")
    # The thirty-second step of the last code taken: that code and older ones are worth nothing.
    last_step = models.BigIntegerField("已用时段", default=0)

    personal = frozenset({"secret"})

    class Meta:
        verbose_name = "动态口令"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.user_id} {self.confirmed_at:%Y-%m-%d}"


class RecoveryCode(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    digest = models.BinaryField("摘要")
    made_at = models.DateTimeField("生成时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    personal = frozenset({"digest"})

    class Meta:
        verbose_name = "恢复码"
        verbose_name_plural = verbose_name
        constraints = [UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"
