"""Instrument: one version of a rating form; final once it is published."""

from functools import cached_property

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from columns.codes import CodeField
from columns.history import tracked
from evaluation.choices import InstrumentStatus
from evaluation.querysets import InstrumentQuerySet
from evaluation.rules.instrument import Instrument as InstrumentValue
from evaluation.rules.instrument import read

ONLY_RETIREMENT = """
IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'retired'
   AND (to_jsonb(NEW) - 'status') = (to_jsonb(OLD) - 'status') THEN
  RETURN NEW;
END IF;
RAISE EXCEPTION 'instrument %-% is published and cannot change', OLD.series, OLD.number;
"""


@tracked
class Instrument(models.Model):
    """`data` is the whole form: dimensions, groups, items, grades, constants. A change of a
    published version is a copy with the next number; results keep their own snapshot as well."""

    code = CodeField()
    series = models.CharField("评价表代号", max_length=20)
    number = models.PositiveSmallIntegerField("版本")
    title = models.CharField("名称", max_length=100)
    status = models.CharField(
        "状态", max_length=10, choices=InstrumentStatus, default=InstrumentStatus.DRAFT
    )
    basis = models.CharField("依据文件", max_length=200, blank=True)
    valid_from = models.DateField("启用日", null=True, blank=True)
    data = models.JSONField("内容")

    objects = InstrumentQuerySet.as_manager()
    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "评价表"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["series", "number"], name="instrument_version_once"),
            CheckConstraint(
                condition=Q(status=InstrumentStatus.DRAFT) | Q(valid_from__isnull=False),
                name="instrument_published_is_dated",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_is_final",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.status <> 'draft'"),
                func=ONLY_RETIREMENT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.series} 第{self.number}版"

    @cached_property
    def value(self) -> InstrumentValue:
        """The form as the rules read it."""
        return read(self.data)
