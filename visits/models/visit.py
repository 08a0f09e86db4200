"""Visit: one conversation of two officers or more, from the first idea to its review."""

from datetime import date, timedelta

from django.db import models

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices import Attitude, Mood, Need, State, Willingness
from visits.choices.visiting import (
    AHEAD,
    RECORDED,
    Body,
    Change,
    Depth,
    Grade,
    Nature,
    Place,
    Response,
    Signature,
    Stage,
    Style,
    TeamFault,
    VisitMode,
    VisitStatus,
    Whom,
)
from visits.models.visit_checks import VISIT_CHECKS
from visits.models.visit_guards import VISIT_TRIGGERS
from visits.querysets.visiting import VisitQuerySet
from visits.rules.records import REPORT_DAYS


def _person(label: str) -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


@tracked
class Visit(models.Model):
    """A finished record is not changed; what was wrong is said in corrections beside it."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="visits", verbose_name="档案")
    # The n-th visit of the dossier, in the order in which they were recorded.
    number = models.PositiveSmallIntegerField("第几次", null=True, blank=True)
    status = models.CharField("状态", max_length=8, choices=VisitStatus, default=VisitStatus.DONE)
    is_key = models.BooleanField("重点回访", default=False, db_default=False)

    # Arranged and prepared.
    wish = models.CharField(
        "本人意愿", max_length=12, choices=Willingness, blank=True, default="", db_default=""
    )
    planned_on = models.DateField("约定日期", null=True, blank=True)
    arranged_by = _person("安排人")
    arranged_on = models.DateField("安排日期", null=True, blank=True)
    outline = models.TextField("谈话提纲", blank=True, default="", db_default="")
    unit_note = models.TextField("与单位沟通情况", blank=True, default="", db_default="")
    prepared_by = _person("准备人")
    prepared_on = models.DateField("准备日期", null=True, blank=True)
    # Kept by the nightly comparison; empty while the team can go.
    team_fault = models.CharField(
        "组队问题", max_length=8, choices=TeamFault, blank=True, default="", db_default=""
    )

    # Held and written down.
    visited_on = models.DateField("回访日期", null=True, blank=True)
    report_due_on = models.DateField("登记期限", null=True, blank=True)
    starts_at = models.TimeField("开始", null=True, blank=True)
    ends_at = models.TimeField("结束", null=True, blank=True)
    place = models.CharField("地点", max_length=14, choices=Place, blank=True, default="")
    place_note = models.CharField("具体地点", max_length=100, blank=True)
    mode = models.CharField("方式", max_length=10, choices=VisitMode, blank=True, default="")
    mode_reason = models.CharField("采用电话或视频的原因", max_length=200, blank=True)
    attitude = models.CharField(
        "对处分的认识", max_length=12, choices=Attitude, blank=True, default=""
    )
    attitude_text = models.TextField("对处分的认识（记录）", blank=True)
    mood = models.CharField("思想和情绪", max_length=12, choices=Mood, blank=True, default="")
    mood_text = models.TextField("思想和情绪（记录）", blank=True)
    work_text = models.TextField("履职表现", blank=True, default="")
    achievements = models.TextField("近期做成的事", blank=True)
    need = models.CharField("工作生活困难", max_length=6, choices=Need, blank=True, default="")
    need_text = models.TextField("诉求和希望谁办", blank=True)
    advice_text = models.TextField("对组织的意见建议", blank=True)
    case_advice = models.TextField("对办案工作的意见", blank=True, default="", db_default="")
    response = models.CharField("回应方式", max_length=10, choices=Response, blank=True, default="")
    state = models.CharField("当前状态", max_length=12, choices=State, blank=True, default="")
    change = models.CharField("与上次比较", max_length=8, choices=Change, blank=True, default="")
    prescription = models.TextField("下一步措施", blank=True, default="")
    opinion = models.TextField("回访组意见", blank=True, default="")
    grade = models.CharField(
        "评定", max_length=8, choices=Grade, blank=True, default="", db_default=""
    )
    next_on = models.DateField("下次联系", null=True, blank=True)
    signature = models.CharField("签名", max_length=10, choices=Signature, blank=True, default="")
    unsigned_reason = models.CharField("未签名的原因", max_length=200, blank=True)
    signed_on = models.DateField("签名日期", null=True, blank=True)
    recorded_by = _person("填写人")
    recorded_on = models.DateField("登记日期", null=True, blank=True)
    recorded_at = models.DateTimeField("建立时间", auto_now_add=True)

    # Practice A.7: one value of each, empty where nobody said.
    stage = models.CharField(
        "阶段", max_length=12, choices=Stage, blank=True, default="", db_default=""
    )
    depth = models.CharField(
        "深度", max_length=12, choices=Depth, blank=True, default="", db_default=""
    )
    style = models.CharField(
        "风格", max_length=12, choices=Style, blank=True, default="", db_default=""
    )
    body = models.CharField(
        "主体", max_length=12, choices=Body, blank=True, default="", db_default=""
    )
    whom = models.CharField(
        "对象", max_length=12, choices=Whom, blank=True, default="", db_default=""
    )
    nature = models.CharField(
        "性质", max_length=12, choices=Nature, blank=True, default="", db_default=""
    )
    campaign = models.CharField("专项活动", max_length=60, blank=True, default="", db_default="")

    reviewed_by = _person("审核人")
    reviewed_on = models.DateField("审核日期", null=True, blank=True)
    review_note = models.CharField(
        "审核意见", max_length=300, blank=True, default="", db_default=""
    )
    # The form's own key: the same page sent twice is one record.
    token = models.CharField("表单标识", max_length=12, unique=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = VisitQuerySet.as_manager()
    personal = frozenset(
        {
            *("attitude_text", "mood_text", "work_text", "achievements", "need_text"),
            *("advice_text", "case_advice", "state", "mood", "opinion", "prescription"),
            *("unsigned_reason", "place_note", "outline", "unit_note", "review_note", "grade"),
            *("wish", "void_reason"),
        }
    )
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "回访记录"
        verbose_name_plural = verbose_name
        constraints = VISIT_CHECKS
        indexes = [
            models.Index(fields=["dossier", "-visited_on"], name="visit_by_dossier"),
            models.Index(
                fields=["planned_on"],
                condition=models.Q(status__in=sorted(AHEAD)),
                name="visit_ahead_by_day",
            ),
        ]
        triggers = VISIT_TRIGGERS

    def __str__(self) -> str:
        return f"第{self.number}次回访" if self.number else "已安排的回访"

    def get_absolute_url(self) -> str:
        return f"/visits/{self.code}/"

    @property
    def is_done(self) -> bool:
        return self.status == VisitStatus.DONE

    @property
    def is_recorded(self) -> bool:
        return self.status in RECORDED

    @property
    def is_ahead(self) -> bool:
        return self.status in AHEAD

    @property
    def is_signing(self) -> bool:
        return self.status == VisitStatus.SIGNING

    @property
    def has_need(self) -> bool:
        return self.need == Need.SOME

    @property
    def is_unsigned(self) -> bool:
        return self.signature == Signature.DECLINED

    @property
    def day(self) -> date | None:
        """The day it took place, else the day it is planned for."""
        return self.visited_on or self.planned_on

    @property
    def is_late_entry(self) -> bool:
        """补登: written down later than the days allowed for the report (practice A67)."""
        if self.recorded_on is None or self.visited_on is None:
            return False
        return self.recorded_on > self.visited_on + timedelta(days=REPORT_DAYS)
