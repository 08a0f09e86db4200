"""PlanTemplate: an office's own wording of a template; without one the built-in wording holds."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from columns.codes import CodeField
from columns.history import tracked
from visits.choices import Area, Phase
from visits.choices.planning import Anchor, MeasureKind, StepKind, TemplatePart
from visits.choices.visiting import VisitMode


@tracked
class PlanTemplate(models.Model):
    """`key` names the built-in template it replaces (visits.rules.templates), or is its own."""

    code = CodeField()
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    key = models.CharField("模板标识", max_length=20)
    name = models.CharField("名称", max_length=40)
    note = models.CharField("说明", max_length=300, blank=True)
    is_off = models.BooleanField("停用", default=False)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="保存人")
    saved_on = models.DateField("保存日期")
    version = models.PositiveIntegerField("版本", default=1)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "方案模板"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["office", "key"], name="template_once_per_key"),
            CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="template_is_named"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@tracked
class TemplateRow(models.Model):
    """One row that inserting the template adds; days count from `anchor` and may be negative."""

    template = models.ForeignKey(
        PlanTemplate, models.PROTECT, related_name="rows", verbose_name="模板"
    )
    part = models.CharField("部分", max_length=8, choices=TemplatePart)
    text = models.CharField("内容", max_length=300)
    phase = models.CharField("阶段", max_length=8, choices=Phase, blank=True)
    area = models.CharField("方面", max_length=8, choices=Area, blank=True)
    kind = models.CharField("性质", max_length=8, choices=MeasureKind, blank=True)
    who = models.CharField("责任人", max_length=100, blank=True)
    sign = models.CharField("成效标志", max_length=200, blank=True)
    step = models.CharField("类型", max_length=10, choices=StepKind, blank=True)
    label = models.CharField("名称", max_length=40, blank=True)
    mode = models.CharField("方式", max_length=10, choices=VisitMode, blank=True)
    anchor = models.CharField("起算", max_length=8, choices=Anchor)
    days = models.SmallIntegerField("天数")
    order = models.PositiveSmallIntegerField("次序")

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "模板内容"
        verbose_name_plural = verbose_name
        ordering = ["order"]
        constraints = [
            UniqueConstraint(fields=["template", "order"], name="template_row_once"),
            CheckConstraint(condition=Q(days__range=(-400, 800)), name="template_days_in_reach"),
        ]

    def __str__(self) -> str:
        return self.text
