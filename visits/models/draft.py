"""Draft: what was typed and not submitted yet; sealed, because families are spoken of."""

import json
from typing import Any

from django.db import models
from django.db.models import UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.sealed import SealedTextField
from columns.walls import Wall
from visits.choices import FormKind
from visits.querysets import DraftQuerySet


class Draft(models.Model):
    """One per form instance; `key` is made by the page and later marks the record itself.

    Not tracked: a draft's versions would keep every keystroke of private words for ever.
    """

    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="填写人")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    kind = models.CharField("表单", max_length=10, choices=FormKind)
    key = models.CharField("表单标识", max_length=12)
    sealed = SealedTextField("内容", bound_to=("author_id", "dossier_id", "kind", "key"))
    version = models.PositiveIntegerField("版本", default=1)
    saved_at = models.DateTimeField("保存时间")

    objects = DraftQuerySet.as_manager()
    personal = frozenset({"sealed"})
    wall = Wall("dossier_id", narrower="author_id = (SELECT hf_uid())")

    class Meta:
        verbose_name = "草稿"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["author", "dossier", "kind", "key"], name="draft_once_per_key")
        ]
        indexes = [
            models.Index(fields=["author", "dossier", "kind", "-saved_at"], name="draft_own")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def data(self) -> dict[str, list[str]]:
        """Field names and their values as the form posted them."""
        found: dict[str, list[str]] = json.loads(self.sealed or "{}")
        return found

    @property
    def about(self) -> str:
        """The code of the arranged visit it records; empty for every other form."""
        return next(iter(self.data.get("arranged", ())), "")

    @staticmethod
    def packed(data: dict[str, list[str]]) -> Any:
        return json.dumps(data, ensure_ascii=False)
