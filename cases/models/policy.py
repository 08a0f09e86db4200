"""Policy: an office's local rules, versioned, valid from a day."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices import Combination, Convention, PolicyStatus
from cases.querysets import PolicyQuerySet
from columns.history import tracked


@tracked
class Policy(models.Model):
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
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="发布人"
    )
    drafted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="起草人"
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.office} 第{self.number}版"
