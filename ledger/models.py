"""LedgerLine: what no other part keeps; LedgerSign: who stands for the lines of a half-year."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from ledger.choices import BY_HAND, Category
from ledger.querysets import LineQuerySet, SignQuerySet


@tracked
class LedgerLine(models.Model):
    """A line by hand, shown as such; it is voided and written anew, never changed."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    day = models.DateField("日期")
    category = models.CharField("类别", max_length=12, choices=Category)
    summary = models.CharField("内容摘要", max_length=500)
    thought = models.CharField("思想动态", max_length=300, blank=True)
    work = models.CharField("工作表现", max_length=300, blank=True)
    correction = models.CharField("改正错误情况", max_length=300, blank=True)
    organisation = models.CharField("党组织意见", max_length=300, blank=True)
    paper = models.CharField("来源文书", max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")
    entered_on = models.DateField("登记日期")
    # The form's own key: the same page sent twice is one line.
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001

    objects = LineQuerySet.as_manager()
    personal = frozenset(
        {"summary", "thought", "work", "correction", "organisation", "paper", "void_reason"}
    )
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "纪实台账（人工登记）"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=Q(category__in=list(BY_HAND)), name="ledger_line_by_hand"),
            CheckConstraint(
                condition=~Q(summary="") & ~Q(paper=""), name="ledger_line_says_what_and_whence"
            ),
            CheckConstraint(
                condition=Q(day__lte=F("entered_on")), name="ledger_line_is_of_the_past"
            ),
            set_together("voided_at", "void_reason", name="ledger_line_void_has_reason"),
        ]
        indexes = [models.Index(fields=["dossier", "day"], name="ledger_line_by_dossier")]

    def __str__(self) -> str:
        return f"{self.day} {self.get_category_display()}"


@tracked
class LedgerSign(models.Model):
    """`keys`: the lines that stood in the half-year when its handler signed; what comes later is
    shown as added. The director signs the same lines, and is somebody else."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    half = models.CharField("半年", max_length=6)
    keys = ArrayField(models.CharField(max_length=40), verbose_name="所签记录")
    handler = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="承办人")
    handler_on = models.DateField("承办人签字日期")
    director = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="主任"
    )
    director_on = models.DateField("主任签字日期", null=True, blank=True)

    objects = SignQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "纪实台账签字"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "half"], name="ledger_signed_once"),
            CheckConstraint(
                condition=Q(half__regex=r"^\d{4}H[12]$"), name="ledger_sign_is_of_a_half_year"
            ),
            set_together("director", "director_on", name="ledger_sign_director_is_dated"),
            CheckConstraint(
                condition=Q(director__isnull=True)
                | (~Q(director=F("handler")) & Q(director_on__gte=F("handler_on"))),
                name="ledger_signed_by_two",
            ),
        ]
        ordering = ["half"]

    def __str__(self) -> str:
        return self.half
