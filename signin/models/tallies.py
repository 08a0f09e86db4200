"""Tally: how often something failed within a window; what budgets are counted on."""

from django.db import models


class Tally(models.Model):
    """`key` names what is counted: an address, an account's second factor, everything."""

    key = models.CharField("计数对象", max_length=80, unique=True)
    began_at = models.DateTimeField("起算时间")
    count = models.PositiveIntegerField("次数", default=0)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "失败次数"
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["began_at"], name="tally_began")]

    def __str__(self) -> str:
        return f"{self.key} {self.count}"
