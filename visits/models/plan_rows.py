"""Further rows of a plan: the three lanes, visits and talks planned, measures ticked off."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import Wall
from visits.choices.planning import Lane, MeasureOutcome, StepKind
from visits.choices.visiting import VisitMode
from visits.models.plan import Plan, PlanMeasure


@tracked
class PlanLane(models.Model):
    """帮扶、回访、使用: one responsible body each (practice A04)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lanes", verbose_name="方案")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    lane = models.CharField("责任线", max_length=8, choices=Lane)
    body = models.CharField("责任单位", max_length=100)
    who = models.CharField("责任人", max_length=100, blank=True)
    task = models.CharField("主要任务", max_length=300, blank=True)

    objects = Guarded.as_manager()
    personal = frozenset({"who"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "责任线"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["plan", "lane"], name="lane_once_per_plan"),
            CheckConstraint(condition=Q(lane__in=Lane.values), name="lane_known"),
            CheckConstraint(condition=~Q(body=""), name="lane_has_body"),
        ]

    def __str__(self) -> str:
        return f"{self.get_lane_display()} {self.body}"


@tracked
class PlanStep(models.Model):
    """One visit, talk or evaluation that the plan foresees; and what it is called, as 及时访."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="steps", verbose_name="方案")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    kind = models.CharField("类型", max_length=10, choices=StepKind)
    label = models.CharField("名称", max_length=40, blank=True)
    planned_on = models.DateField("计划日期")
    mode = models.CharField("方式", max_length=10, choices=VisitMode, blank=True)
    who = models.CharField("主谈人和参加人", max_length=100, blank=True)
    focus = models.CharField("重点", max_length=300, blank=True)
    order = models.PositiveSmallIntegerField("次序")

    objects = Guarded.as_manager()
    personal = frozenset({"who", "focus"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "回访和谈心安排"
        verbose_name_plural = verbose_name
        ordering = ["order"]
        constraints = [
            UniqueConstraint(fields=["plan", "order"], name="step_once_per_order"),
            CheckConstraint(condition=Q(kind__in=StepKind.values), name="step_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on} {self.get_kind_display()}"


@tracked
class MeasureStep(models.Model):
    """A measure done or given up, with its evidence; `key` carries it into the next version."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="progress", verbose_name="方案")
    measure = models.ForeignKey(
        PlanMeasure, models.PROTECT, related_name="progress", verbose_name="措施"
    )
    key = models.CharField("措施标识", max_length=12)
    outcome = models.CharField("进展", max_length=10, choices=MeasureOutcome)
    on = models.DateField("日期")
    # What shows that it was done, or why it is not.
    text = models.CharField("完成情况或原因", max_length=500)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "措施进展"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["dossier", "key"], name="measure_settled_once"),
            CheckConstraint(condition=~Q(text=""), name="measure_step_is_told"),
            CheckConstraint(
                condition=Q(outcome__in=MeasureOutcome.values), name="measure_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.get_outcome_display()}"
