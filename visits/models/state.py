"""State as a dated history, and the 会商 that 出现新的不良表现 opens."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall
from visits.choices import State
from visits.choices.planning import ConsultationOutcome, StateSource
from visits.querysets.planning import ConsultationQuerySet, StateQuerySet


@tracked
class StateEntry(models.Model):
    """Practice A11: a history, never one field; the newest by its day is the current one."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="state_entries", verbose_name="档案"
    )
    state = models.CharField("状态", max_length=12, choices=State)
    on = models.DateField("日期")
    reason = models.CharField("依据", max_length=500)
    source = models.CharField("来源", max_length=12, choices=StateSource)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    # The form's own key where it was entered by hand: the page sent twice is one entry.
    token = models.CharField("表单标识", max_length=12, null=True, blank=True, unique=True)
    entered_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = StateQuerySet.as_manager()
    personal = frozenset({"state", "reason"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "状态记录"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(condition=Q(state__in=State.values), name="state_known"),
            CheckConstraint(condition=~Q(reason=""), name="state_has_reason"),
        ]
        indexes = [models.Index(fields=["dossier", "-on", "-id"], name="state_by_dossier")]

    def __str__(self) -> str:
        return f"{self.on} {self.state}"


@tracked
class Consultation(models.Model):
    """会商: open until it has a conclusion, which another person than its opener enters."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="consultations", verbose_name="档案"
    )
    # What called for it.
    entry = models.OneToOneField(
        StateEntry, models.PROTECT, related_name="consultation", verbose_name="状态记录"
    )
    opened_on = models.DateField("发起日")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    held_on = models.DateField("会商日期", null=True, blank=True)
    participants = models.CharField("参加人员", max_length=300, blank=True)
    opinions = models.TextField("各方意见", blank=True)
    division = models.TextField("责任分工", blank=True)
    conclusion = models.TextField("会商结论", blank=True)
    chair = models.CharField("主持人", max_length=50, blank=True)
    outcome = models.CharField(
        "处理", max_length=10, choices=ConsultationOutcome, blank=True, default=""
    )
    concluded_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结论登记人"
    )
    concluded_on = models.DateField("结论日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = ConsultationQuerySet.as_manager()
    personal = frozenset({"participants", "opinions", "division", "conclusion", "chair"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "会商"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(concluded_on__isnull=True),
                name="consultation_one_open",
            ),
            set_together("concluded_by", "concluded_on", name="consultation_end_is_dated"),
            CheckConstraint(
                condition=Q(concluded_by__isnull=True) | ~Q(concluded_by=F("opened_by")),
                name="consultation_ended_by_another",
            ),
            CheckConstraint(
                condition=Q(concluded_on__isnull=True)
                | (
                    Q(held_on__isnull=False, outcome__in=ConsultationOutcome.values)
                    & ~Q(participants="")
                    & ~Q(opinions="")
                    & ~Q(division="")
                    & ~Q(conclusion="")
                    & ~Q(chair="")
                ),
                name="consultation_end_is_told",
            ),
            not_before("held_on", "opened_on", name="consultation_held_after_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_on} 会商"

    @property
    def is_open(self) -> bool:
        return self.concluded_on is None
