"""Entry: who did what to which row; no foreign keys, so that it outlives everything."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from audit.choices import Outcome


class Entry(models.Model):
    at = models.DateTimeField("时间", db_default=Now())
    actor_id = models.BigIntegerField("操作人", null=True, blank=True)
    actor_role = models.CharField("角色", max_length=20, blank=True)
    verb = models.CharField("操作", max_length=60)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.DONE)
    object_type = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.BigIntegerField("对象", null=True, blank=True)
    cadre_id = models.BigIntegerField("干部", null=True, blank=True)
    dossier_id = models.BigIntegerField("档案", null=True, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    detail = models.JSONField("明细", default=dict, blank=True)

    # Contents live in the row history; here only names of fields and codes are kept.
    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "操作留痕"
        verbose_name_plural = verbose_name
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]
        indexes = [
            models.Index(fields=["dossier_id", "-at"], name="audit_by_dossier"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.verb}"
