"""Letterhead: under which name, word and contact an office sends its letters."""

from django.db import models
from django.db.models import CheckConstraint, Q

from accounts.models import Unit
from columns.history import tracked


@tracked
class Letterhead(models.Model):
    """Kept by the office itself; without a 机关代字 nothing can be numbered."""

    office = models.OneToOneField(
        Unit, models.PROTECT, related_name="letterhead", verbose_name="机关"
    )
    mark = models.CharField("发文机关名称", max_length=60)
    word = models.CharField("机关代字", max_length=20)
    department = models.CharField("承办部门", max_length=40, default="案件审理室", blank=True)
    contact = models.CharField("联系人", max_length=50, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    addressee = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主送机关"
    )
    version = models.PositiveIntegerField("版本", default=1)

    personal = frozenset({"contact", "phone"})

    class Meta:
        verbose_name = "发文信息"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=~Q(mark="") & ~Q(word=""), name="letterhead_has_mark_and_word"
            )
        ]

    def __str__(self) -> str:
        return self.mark
