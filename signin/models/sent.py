"""SentForm: a form that did something, so that the same one sent again does nothing."""

from django.db import models
from django.db.models import UniqueConstraint

from accounts.models import User


class SentForm(models.Model):
    """`digest` is keyed and of the whole form: what was changed and sent anew is another one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="账号")
    key = models.CharField("表单标识", max_length=12)
    digest = models.CharField("内容摘要", max_length=64)
    # Where the first answer led; empty while that one is still at work.
    location = models.CharField("去向", max_length=500, blank=True)
    sent_at = models.DateTimeField("提交时间")

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "已提交的表单"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["user", "key", "digest"], name="sent_form_once"),
        ]
        indexes = [models.Index(fields=["sent_at"], name="sent_form_at")]

    def __str__(self) -> str:
        return self.key
