"""What lies on the way to a visit: another day, refusals and attempts; and visits by others."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices.visiting import BodyLevel, ContactKind
from visits.models.visit import Visit
from visits.querysets.visiting import OutsideVisitQuerySet
from visits.rules.arranging import MOST_MOVES


@tracked
class VisitMove(models.Model):
    """改期: at most twice, each time with a reason (practice E.4)."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="moves", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    number = models.PositiveSmallIntegerField("第几次改期")
    from_on = models.DateField("原定日期")
    to_on = models.DateField("改到")
    reason = models.CharField("原因", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    moved_on = models.DateField("办理日期")

    objects = Guarded.as_manager()
    personal = frozenset({"reason"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "回访改期"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "number"], name="move_once_per_number"),
            CheckConstraint(condition=Q(number__range=(1, MOST_MOVES)), name="move_at_most_twice"),
            CheckConstraint(
                condition=~Q(reason="") & ~Q(from_on=F("to_on")), name="move_has_reason_and_day"
            ),
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.from_on} {self.to_on}"


@tracked
class VisitContact(models.Model):
    """One line of the chains 拒访 and 失联 (practice E.4)."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="contacts", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    kind = models.CharField("情况", max_length=8, choices=ContactKind)
    happened_on = models.DateField("日期")
    text = models.CharField("经过", max_length=300)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "联系经过"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["visit", "kind", "happened_on"], name="contact_once_per_kind_and_day"
            ),
            CheckConstraint(condition=~Q(text=""), name="contact_is_told"),
        ]
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.kind}"


@tracked
class OutsideVisit(models.Model):
    """其他主体回访: a party committee or the organisation department went alone (practice A29). No
    two officers are asked for, and it meets no obligation."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="outside_visits", verbose_name="档案"
    )
    visited_on = models.DateField("日期")
    body = models.CharField("回访主体", max_length=100)
    level = models.CharField("层级", max_length=10, choices=BodyLevel)
    person = models.CharField("回访人", max_length=100)
    gist = models.TextField("主要内容")
    source = models.CharField("来源", max_length=200)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001

    objects = OutsideVisitQuerySet.as_manager()
    personal = frozenset({"person", "gist", "source", "void_reason"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "其他主体回访"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier", "visited_on", "body"],
                condition=Q(voided_at__isnull=True),
                name="outside_visit_once_per_body_and_day",
            ),
            CheckConstraint(
                condition=~Q(body="") & ~Q(person="") & ~Q(gist="") & ~Q(source=""),
                name="outside_visit_is_told",
            ),
            set_together("voided_at", "void_reason", name="outside_visit_void_has_reason"),
        ]
        ordering = ["-visited_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.body}"
