"""工作领导小组: its members, the office's year plan, its decisions on single dossiers."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.guarded import Guarded
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices.planning import GroupPart, YearPlanStatus


@tracked
class GroupMember(models.Model):
    """A named person with or without an account, from a day to a day (practice A64)."""

    code = CodeField()
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("单位职务", max_length=100)
    part = models.CharField("身份", max_length=8, choices=GroupPart)
    from_on = models.DateField("起")
    to_on = models.DateField("止", null=True, blank=True)
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    token = models.CharField("表单标识", max_length=12, unique=True)

    personal = frozenset({"name", "post"})

    class Meta:
        verbose_name = "领导小组成员"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["office", "user"],
                condition=Q(to_on__isnull=True, user__isnull=False),
                name="group_member_once",
            ),
            UniqueConstraint(
                fields=["office"],
                condition=Q(to_on__isnull=True, part=GroupPart.HEAD),
                name="group_one_head",
            ),
            CheckConstraint(condition=~Q(name="") & ~Q(post=""), name="group_member_is_named"),
            not_before("to_on", "from_on", name="group_member_in_order"),
        ]
        ordering = ["from_on", "pk"]

    def __str__(self) -> str:
        return self.name


@tracked
class YearPlan(models.Model):
    """年度工作方案 (practice A65): drafted by one person, approved by another."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="机关")
    year = models.PositiveSmallIntegerField("年度")
    status = models.CharField(
        "状态", max_length=10, choices=YearPlanStatus, default=YearPlanStatus.DRAFT
    )
    purpose = models.TextField("工作目标")
    content = models.TextField("主要安排")
    duties = models.TextField("责任分工", blank=True)
    objects_text = models.TextField("回访对象范围", blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="起草人")
    submitted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="送审人"
    )
    submitted_on = models.DateField("送审日", null=True, blank=True)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    approved_on = models.DateField("审批日", null=True, blank=True)
    remark = models.CharField("退回意见", max_length=500, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "年度工作方案"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["office", "year"], name="year_plan_once"),
            set_together("submitted_by", "submitted_on", name="year_plan_submission_is_dated"),
            set_together("approved_by", "approved_on", name="year_plan_approval_is_dated"),
            CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="year_plan_approved_by_another",
            ),
            CheckConstraint(
                condition=(Q(status=YearPlanStatus.APPROVED) & Q(approved_by__isnull=False))
                | (~Q(status=YearPlanStatus.APPROVED) & Q(approved_by__isnull=True)),
                name="year_plan_approved_by_someone",
            ),
            CheckConstraint(
                condition=Q(status=YearPlanStatus.DRAFT) | Q(submitted_by__isnull=False),
                name="year_plan_sent_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年工作方案"


@tracked
class GroupDecision(models.Model):
    """What the group decided about one dossier (practice A12)."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="group_decisions", verbose_name="档案"
    )
    on = models.DateField("会议日期")
    document = models.CharField("会议纪要文号", max_length=100)
    text = models.TextField("议定事项")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)
    token = models.CharField("表单标识", max_length=12, unique=True)

    objects = Guarded.as_manager()
    personal = frozenset({"text", "document"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "领导小组议定事项"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=~Q(text="") & ~Q(document=""), name="group_decision_is_told"),
        ]
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.document}"
