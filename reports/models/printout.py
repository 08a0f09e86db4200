"""Printout: one form as PDF for the one who asked; the newest takes the place of the last."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.guarded import Guarded
from columns.walls import UID, Wall
from reports.choices import Form


class Printout(models.Model):
    """Made of what this reader may see, and opened by nobody else."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="回访档案")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="打印人")
    form = models.CharField("表格", max_length=12, choices=Form)
    of_code = models.CharField("所属记录的编码", max_length=12)
    content = models.BinaryField("内容")
    pages = models.PositiveSmallIntegerField("页数")
    made_at = models.DateTimeField("制作时间")

    objects = Guarded.as_manager()
    personal = frozenset({"content"})
    wall = Wall("dossier_id", narrower=f"reader_id = {UID}")

    class Meta:
        verbose_name = "纸质表格"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["reader", "form", "of_code"], name="printout_one_per_reader_and_form"
            ),
            CheckConstraint(condition=Q(pages__gt=0), name="printout_has_pages"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.of_code}"

    def get_absolute_url(self) -> str:
        return f"/prints/{self.code}/"
