"""KeptForm: what a person had typed when the session ended or a confirmation was asked for."""

import json
from typing import Any

from django.db import models

from accounts.models import User
from columns.codes import CodeField
from columns.sealed import SealedTextField
from signin.choices import KeptFor


class KeptForm(models.Model):
    """Sealed, short-lived, for one person and one address; never files, never passwords.

    Not tracked: its versions would keep private words for ever.
    """

    code = CodeField()
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="账号")
    purpose = models.CharField("用途", max_length=10, choices=KeptFor)
    sealed = SealedTextField("内容")
    kept_at = models.DateTimeField("留存时间")
    until = models.DateTimeField("保留至")

    personal = frozenset({"sealed"})

    class Meta:
        verbose_name = "留存的表单"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(fields=["user", "-kept_at"], name="kept_form_of_user"),
            models.Index(fields=["until"], name="kept_form_until"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def content(self) -> dict[str, Any]:
        """{address, page, fields: {name: [values]}, files: [names of file fields]}"""
        found: dict[str, Any] = json.loads(self.sealed or "{}")
        return found
