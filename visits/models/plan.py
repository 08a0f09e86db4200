"""Plan (一人一策) in versions, with goals, measures and the opinions given on it."""

import pgtrigger
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField, new_code
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall, one_of
from visits.choices import (
    EDITABLE_PLANS,
    IN_FORCE_PLANS,
    OPEN_PLANS,
    PLAN_EDGES,
    STANDING_PLANS,
    WAITING_PLANS,
    Approach,
    Area,
    Opinion,
    Phase,
    PlanStatus,
)
from visits.choices.planning import MeasureKind, PersonView
from visits.querysets import PlanQuerySet

APPROVED_STATUSES = (PlanStatus.APPROVED, PlanStatus.COMPLETED, PlanStatus.SUPERSEDED)
# In lists of the database's own: a path around the actions keeps to the same edges.
EDGES = ", ".join(f"('{old}', '{new}')" for old, into in PLAN_EDGES.items() for new in sorted(into))
ONLY_ALONG_EDGES = f"""
    IF (OLD.status, NEW.status) NOT IN ({EDGES}) THEN
        RAISE EXCEPTION 'plan % does not go from % to %', NEW.id, OLD.status, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_state_edges';
    END IF;
    RETURN NEW;
"""

# The unit reads what has been approved (practice D.2).
IN_FORCE = one_of("status", IN_FORCE_PLANS)


@tracked
class Plan(models.Model):
    """Approved versions are never changed; an adjustment is the next number."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="plans", verbose_name="档案")
    number = models.PositiveSmallIntegerField("版次", default=1)
    status = models.CharField("状态", max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT)
    approach = models.CharField("主要做法", max_length=10, choices=Approach, blank=True)
    situation = models.TextField("情况分析", blank=True)
    arrangement = models.TextField("回访和谈心安排", blank=True)
    division = models.TextField("责任分工", blank=True)
    cautions = models.TextField("注意事项", blank=True)
    change_reason = models.TextField("调整原因", blank=True)
    # 市县联合办理 goes to the leading group whatever the rank (practice D.3).
    is_joint = models.BooleanField("联合办理", default=False, db_default=False)
    # The person's own words on his plan, asked for before it is submitted.
    person_view = models.CharField(
        "本人意见", max_length=10, choices=PersonView, blank=True, default="", db_default=""
    )
    person_words = models.TextField("本人意见（原话要点）", blank=True, default="", db_default="")
    person_on = models.DateField("征求意见日期", null=True, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="起草人")
    # Practice D.3, fixed when it is submitted: whether the leader in charge, and the leading group,
    # decide as well.
    needs_leader = models.BooleanField("须分管领导审批", default=False)
    needs_group = models.BooleanField("须领导小组审批", default=False, db_default=False)
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    submitted_on = models.DateField("送审日", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    approved_on = models.DateField("审批日", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="分管领导"
    )
    confirmed_on = models.DateField("分管领导审批日", null=True, blank=True)
    grouped_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="领导小组成员"
    )
    grouped_on = models.DateField("领导小组审批日", null=True, blank=True)
    completed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    completed_on = models.DateField("完成日", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)
    created_at = models.DateTimeField("起草时间", auto_now_add=True)

    objects = PlanQuerySet.as_manager()
    personal = frozenset(
        {"situation", "arrangement", "cautions", "change_reason", "person_words", "person_view"}
    )
    wall = Wall("dossier_id", roles=DISCIPLINE, further={"unit": IN_FORCE})

    class Meta:
        verbose_name = "一人一策方案"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["dossier", "number"], name="plan_once_per_number"),
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(status__in=sorted(OPEN_PLANS)),
                name="plan_one_unfinished",
            ),
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(status__in=sorted(STANDING_PLANS)),
                name="plan_one_standing",
            ),
            CheckConstraint(
                condition=(Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")))
                & (Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("submitted_by")))
                & (Q(grouped_by__isnull=True) | ~Q(grouped_by=F("submitted_by"))),
                name="plan_approved_by_another",
            ),
            CheckConstraint(
                condition=~Q(status__in=[*sorted(WAITING_PLANS), *APPROVED_STATUSES])
                | Q(submitted_by__isnull=False),
                name="plan_waiting_is_submitted",
            ),
            CheckConstraint(
                condition=~Q(status__in=APPROVED_STATUSES)
                | (
                    Q(approved_by__isnull=False)
                    & (Q(needs_leader=False) | Q(confirmed_by__isnull=False))
                    & (Q(needs_group=False) | Q(grouped_by__isnull=False))
                ),
                name="plan_in_force_is_approved",
            ),
            CheckConstraint(
                condition=~Q(status=PlanStatus.ENDORSED) | Q(approved_by__isnull=False),
                name="plan_endorsed_by_director",
            ),
            CheckConstraint(
                condition=Q(number=1) | ~Q(status__in=APPROVED_STATUSES) | ~Q(change_reason=""),
                name="plan_change_has_reason",
            ),
            set_together("submitted_by", "submitted_on", name="plan_submission_is_dated"),
            set_together("approved_by", "approved_on", name="plan_approval_is_dated"),
            set_together("confirmed_by", "confirmed_on", name="plan_confirmation_is_dated"),
            set_together("grouped_by", "grouped_on", name="plan_group_is_dated"),
            set_together("completed_by", "completed_on", name="plan_completion_is_dated"),
            CheckConstraint(
                condition=~Q(status=PlanStatus.CONFIRMED) | Q(confirmed_by__isnull=False),
                name="plan_confirmed_by_leader",
            ),
            CheckConstraint(
                condition=~Q(status=PlanStatus.COMPLETED) | Q(completed_by__isnull=False),
                name="plan_completed_by_someone",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="state_edges",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),  # type: ignore[no-untyped-call]  # its own gap
                condition=pgtrigger.Q(old__status__df=pgtrigger.F("new__status")),
                func=ONLY_ALONG_EDGES,
            )
        ]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"一人一策方案第{self.number}版"

    @property
    def is_editable(self) -> bool:
        return self.status in EDITABLE_PLANS

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING_PLANS

    @property
    def is_returned(self) -> bool:
        return self.status == PlanStatus.RETURNED

    @property
    def is_in_force(self) -> bool:
        return self.status == PlanStatus.APPROVED

    @property
    def is_completed(self) -> bool:
        return self.status == PlanStatus.COMPLETED


@tracked
class PlanGoal(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals", verbose_name="方案")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    phase = models.CharField("阶段", max_length=8, choices=Phase, default=Phase.WHOLE)
    text = models.CharField("目标", max_length=300)
    by_on = models.DateField("达成时间", null=True, blank=True)
    order = models.PositiveSmallIntegerField("次序")

    objects = Guarded.as_manager()
    personal = frozenset({"text"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "帮扶目标"
        verbose_name_plural = verbose_name
        ordering = ["order"]
        constraints = [
            UniqueConstraint(fields=["plan", "order"], name="goal_once_per_order"),
            CheckConstraint(condition=~Q(text=""), name="goal_has_text"),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class PlanMeasure(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="measures", verbose_name="方案")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    # The same in every version of the plan, so that what is done stays done.
    key = models.CharField("措施标识", max_length=12, default=new_code, editable=False)
    area = models.CharField("方面", max_length=8, choices=Area)
    kind = models.CharField(
        "性质", max_length=8, choices=MeasureKind, blank=True, default="", db_default=""
    )
    text = models.CharField("具体做法", max_length=300)
    who = models.CharField("责任人", max_length=100)
    from_on = models.DateField("开始时间", null=True, blank=True)
    due_on = models.DateField("完成时间")
    sign = models.CharField("成效标志", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("次序")

    objects = Guarded.as_manager()
    personal = frozenset({"text", "who", "sign"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "帮扶措施"
        verbose_name_plural = verbose_name
        ordering = ["order"]
        constraints = [
            UniqueConstraint(fields=["plan", "order"], name="measure_once_per_order"),
            CheckConstraint(condition=Q(area__in=Area.values), name="measure_area_known"),
            CheckConstraint(condition=~Q(text="") & ~Q(who=""), name="measure_says_what_and_who"),
            UniqueConstraint(fields=["plan", "key"], name="measure_once_per_key"),
            not_before("due_on", "from_on", name="measure_in_order"),
        ]

    def __str__(self) -> str:
        return self.text


@tracked
class PlanReview(models.Model):
    """One line of the trail: submitted, approved, returned with a remark."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews", verbose_name="方案")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    opinion = models.CharField("意见", max_length=8, choices=Opinion)
    remark = models.CharField("说明", max_length=500, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    on = models.DateField("日期")
    # The plan's version that was read.
    plan_version = models.PositiveIntegerField("所阅版本")

    objects = Guarded.as_manager()
    personal = frozenset({"remark"})
    wall = Wall("plan_id", leads_to="visits_plan")

    class Meta:
        verbose_name = "方案审批意见"
        verbose_name_plural = verbose_name
        ordering = ["pk"]
        constraints = [
            CheckConstraint(
                condition=~Q(opinion=Opinion.RETURN) | ~Q(remark=""),
                name="review_return_has_remark",
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.opinion}"
