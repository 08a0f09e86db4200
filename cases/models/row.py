"""DossierRow: the list's read model, one row per dossier; no grade and no score."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from accounts.models import Unit, User
from cases.choices import DossierStatus
from cases.models.dossier import Dossier
from cases.querysets import RowQuerySet
from cases.rules.walls import row_rule
from columns.walls import Wall


class DossierRow(models.Model):
    """Written by the actions that change its sources, in their transaction; `rebuild_rows`
    makes it anew. "Overdue" is never stored: it is next_due < today."""

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="row", verbose_name="档案"
    )
    cadre_id = models.BigIntegerField("干部", null=True, blank=True)
    code = models.CharField("编码", max_length=12)
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="管档机关")
    carrier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办机关"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    unit_path = models.CharField("单位路径", max_length=200)
    unit_name = models.CharField("单位名称", max_length=200)
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=100, blank=True)
    sort_key = models.CharField("拼音", max_length=200)
    typed = ArrayField(models.CharField(max_length=200), verbose_name="拼音写法", default=list)
    name_grams = ArrayField(models.CharField(max_length=2), verbose_name="姓名切分", default=list)
    measures = models.CharField("处分", max_length=200, blank=True)
    measure_codes = ArrayField(
        models.CharField(max_length=12), verbose_name="处分代码", default=list
    )
    decided_on = models.DateField("最近决定日", null=True, blank=True)
    overall_end = models.DateField("届满日", null=True, blank=True)
    status = models.CharField("环节", max_length=14, choices=DossierStatus)
    is_open = models.BooleanField("在办")
    closed_on = models.DateField("结档日", null=True, blank=True)
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="承办人"
    )
    helper_name = models.CharField("帮扶人", max_length=50, blank=True)
    helper = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="帮扶人账号"
    )
    next_due = models.DateField("下一到期日", null=True, blank=True)
    next_what = models.CharField("下一事项", max_length=60, blank=True)
    last_visit_on = models.DateField("最近回访", null=True, blank=True)

    objects = RowQuerySet.as_manager()
    personal = frozenset({"name", "sort_key", "typed", "name_grams", "post"})
    wall = Wall(rule=row_rule())

    class Meta:
        verbose_name = "档案列表行"
        verbose_name_plural = verbose_name
        indexes = [
            models.Index(
                "owner",
                models.F("next_due").asc(nulls_last=True),
                "dossier",
                name="row_open_by_due",
                condition=Q(is_open=True),
            ),
            models.Index(fields=["owner", "sort_key", "dossier"], name="row_by_name"),
            # For who sees nearly all rows, as owner or as carrier: in order, and stop when full.
            models.Index(
                models.F("next_due").asc(nulls_last=True),
                "dossier",
                name="row_in_order_of_due",
                condition=Q(is_open=True),
            ),
            models.Index(fields=["sort_key", "dossier"], name="row_in_order_of_name"),
            models.Index(
                models.F("overall_end").asc(nulls_last=True),
                "dossier",
                name="row_in_order_of_end",
                condition=Q(is_open=True),
            ),
            models.Index(fields=["carrier", "next_due"], name="row_by_carrier"),
            models.Index(fields=["cadre_id"], name="row_by_cadre"),
            models.Index(fields=["helper", "next_due"], name="row_by_helper"),
            models.Index(
                fields=["unit_path"], name="row_unit_path", opclasses=["text_pattern_ops"]
            ),
            GinIndex(fields=["name_grams"], name="row_name_grams"),
            GinIndex(fields=["typed"], name="row_typed"),
        ]

    def __str__(self) -> str:
        return self.name
