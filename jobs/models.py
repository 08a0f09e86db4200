"""Job: the truth about long work; a Celery message carries only its id."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now

from columns.codes import CodeField
from columns.constraints import set_together
from jobs.choices import OPEN_STATES, JobState


class Job(models.Model):
    code = CodeField()
    kind = models.CharField("任务", max_length=80)
    key = models.CharField("同一件事的标识", max_length=120)
    params = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("共", default=0)
    note = models.CharField("进展", max_length=200, blank=True)
    error = models.CharField("原因", max_length=500, blank=True)
    result = models.JSONField("结果", default=dict)
    holder = models.CharField("执行者", max_length=80, null=True, blank=True)  # noqa: DJ001 (set_together)
    lease_until = models.DateTimeField("租约至", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    dossier_id = models.BigIntegerField("档案", null=True, blank=True)
    asked_by_id = models.BigIntegerField("提出人", null=True, blank=True)
    asked_at = models.DateTimeField("提出时间", db_default=Now())
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)

    # A refusal names whom it is about.
    personal = frozenset({"error"})

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = verbose_name
        constraints = [
            # While a thing is under way, asking for it again finds the same job.
            UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="job_one_open_per_key",
            ),
            set_together("holder", "lease_until", name="job_lease_has_holder"),
            CheckConstraint(condition=Q(done__lte=models.F("total")), name="job_done_within_total"),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=sorted(OPEN_STATES)),
                name="job_open_by_lease",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE

    @property
    def has_failed(self) -> bool:
        return self.state == JobState.FAILED


class Heartbeat(models.Model):
    """When the worker last answered beat; /healthz shows its age."""

    name = models.CharField("来源", max_length=20, unique=True)
    at = models.DateTimeField("时间")

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "心跳"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.name} {self.at}"
