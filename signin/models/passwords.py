"""FormerPassword: hashes of a person's last passwords, so that none of them comes back."""

from django.db import models

from accounts.models import User


class FormerPassword(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    password = models.CharField("口令摘要", max_length=128)
    set_at = models.DateTimeField("设定时间")

    personal = frozenset({"password"})

    class Meta:
        verbose_name = "用过的口令"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["user", "-set_at"], name="former_password_newest")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
