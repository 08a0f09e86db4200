"""KeyCheck: which keys this database was written with, so that a wrong one is noticed."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now

from columns.keyring import PURPOSES


class KeyCheck(models.Model):
    """`value` is derived from the key and opens nothing. A key stays until `retired_at`: from
    then on no row needs it."""

    purpose = models.CharField("用途", max_length=5, choices=[("field", "加密"), ("blind", "索引")])
    key_id = models.CharField("密钥编号", max_length=20)
    suite = models.CharField(
        "启用时的算法", max_length=4, choices=[("intl", "国际算法"), ("gm", "国密算法")]
    )
    value = models.BinaryField("校验值", max_length=16)
    since = models.DateTimeField("登记时间", db_default=Now())
    retired_at = models.DateTimeField("停用时间", null=True, blank=True)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "密钥校验值"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["purpose", "key_id"], name="key_once"),
            CheckConstraint(condition=Q(purpose__in=sorted(PURPOSES)), name="key_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key_id}"
