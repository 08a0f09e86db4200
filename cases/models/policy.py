"""Policy: an office's local rules, versioned, valid from a day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse

from accounts.models import Unit, User
from cases.choices import Combination, Convention, CoverageBase, Form, PolicyStatus
from cases.querysets import PolicyQuerySet
from columns.history import tracked


def clock_reminders() -> list[int]:
    """practice E.2: days before an end on which the office is told."""
    return [60, 30, 7]


def talk_reminders() -> list[int]:
    return [30, 15, 7, 1]


@tracked
class Policy(models.Model):
    """A version is never changed once published, save for the day on which duties begin; going
    back to earlier values publishes them anew. The defaults are those of decisions 1, rules 4.3
    and practice E.2."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="policies", verbose_name="机关")
    number = models.PositiveSmallIntegerField("版次", default=1)
    document = models.CharField("依据文件", max_length=100, blank=True)
    valid_from = models.DateField("生效日")
    status = models.CharField(
        "状态", max_length=10, choices=PolicyStatus, default=PolicyStatus.DRAFT
    )
    end_convention = models.CharField(
        "届满日口径", max_length=1, choices=Convention, default=Convention.A
    )
    combination = models.CharField(
        "合并计算方法", max_length=2, choices=Combination, default=Combination.S1
    )
    # Decisions 1.10: a quarter with at least this many active days owes a talk.
    talk_min_days = models.PositiveSmallIntegerField("季度谈话起算天数", default=30)
    duties_from = models.DateField("启用日", null=True, blank=True)
    care_months = models.PositiveSmallIntegerField("无影响期的帮扶月数", default=6)
    first_visit_days = models.PositiveSmallIntegerField("首次回访期限（天）", default=60)
    assessment_days = models.PositiveSmallIntegerField("研判期限（天）", default=30)
    plan_days = models.PositiveSmallIntegerField("方案期限（天）", default=45)
    # practice C.8: 告知书 is given in some places only; nought where it is not.
    notice_days = models.PositiveSmallIntegerField("告知书期限（天）", default=0, db_default=0)
    # rules.md 3.4: local periods of 诫勉 differ.
    admonition_months = models.PositiveSmallIntegerField("诫勉影响期（月）", default=6)
    # rules.md 3.5: the 2016 list counts 降级 as light, other usage as heavy.
    demotion_form = models.CharField(
        "降级归入的形态", max_length=1, choices=Form, default=Form.SECOND
    )
    clock_reminders = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name="期满前提醒（天）", default=clock_reminders
    )
    talk_reminders = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name="谈话到期提醒（天）",
        default=talk_reminders,
    )
    visits_per_year = models.PositiveSmallIntegerField("必访对象每年回访次数", default=1)
    most_visits_per_year = models.PositiveSmallIntegerField("每年回访次数上限", default=2)
    coverage_percent = models.PositiveSmallIntegerField("回访覆盖率目标（%）", default=30)
    coverage_base = models.CharField(
        "覆盖率分母", max_length=10, choices=CoverageBase, default=CoverageBase.TWO_YEARS
    )
    young_age = models.PositiveSmallIntegerField("年轻干部年龄上限", null=True, blank=True)
    retired_half_yearly = models.BooleanField("退休后谈话改为半年一次", default=True)
    # practice E.2 names three rounds; places that look at the end alone owe that one only.
    all_rounds = models.BooleanField("基线、年度评价列为应办", default=False, db_default=False)
    # decisions 1.7: off unless the office wants it; what is written stays with the visiting team.
    approach_notes = models.BooleanField("研判时记录沟通要点", default=False, db_default=False)
    # practice E.2, 月报 and 年报 of organs: on which day they are due; nought where none is asked.
    monthly_report_day = models.PositiveSmallIntegerField(
        "月报截止日（次月）", default=0, db_default=0
    )
    yearly_report_day = models.PositiveSmallIntegerField(
        "年报截止日（次年1月）", default=0, db_default=0
    )
    clearing_first_days = models.PositiveSmallIntegerField("澄清首次回访期限（天）", default=30)
    clearing_second_days = models.PositiveSmallIntegerField("澄清第二次回访期限（天）", default=180)
    transfer_days = models.PositiveSmallIntegerField("移交接收期限（天）", default=10)
    # practice E.2, one city's rule: working days, except for the days of publicity.
    restoration_notice_days = models.PositiveSmallIntegerField(
        "察看期满通知本人期限（工作日）", default=10
    )
    restoration_apply_days = models.PositiveSmallIntegerField("本人申请期限（工作日）", default=10)
    publicity_start_days = models.PositiveSmallIntegerField("开始公示期限（工作日）", default=7)
    publicity_days = models.PositiveSmallIntegerField("公示天数", default=7)
    restoration_report_days = models.PositiveSmallIntegerField(
        "大会后上报期限（工作日）", default=7
    )
    note = models.CharField("修改说明", max_length=300, blank=True)
    rolls_back = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="恢复的版次"
    )
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="起草人"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = PolicyQuerySet.as_manager()
    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "本地规则"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["office", "number"], name="policy_one_per_number"),
            UniqueConstraint(
                fields=["office", "valid_from"],
                condition=Q(status=PolicyStatus.PUBLISHED),
                name="policy_one_published_per_day",
            ),
            CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
                name="policy_published_by_another",
            ),
            CheckConstraint(
                condition=Q(status=PolicyStatus.DRAFT) | Q(published_at__isnull=False),
                name="policy_published_has_time",
            ),
            UniqueConstraint(
                fields=["office"],
                condition=Q(status=PolicyStatus.DRAFT),
                name="policy_one_draft",
            ),
            # 恢复党员权利: at least five days (中央纪委 2023, rules.md 1.3).
            CheckConstraint(condition=Q(publicity_days__gte=5), name="policy_publicity_days"),
        ]

    def __str__(self) -> str:
        return f"{self.office} 第{self.number}版"

    def get_absolute_url(self) -> str:
        return reverse("policy:version", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.status == PolicyStatus.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == PolicyStatus.PUBLISHED
