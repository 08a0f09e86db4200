"""DossierAct: what one person proposes to do with a dossier and another agrees to."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import User
from cases.choices import ActKind, ActState, DossierStatus, PauseReason
from cases.models.dossier import Dossier
from cases.querysets import ActQuerySet
from columns.codes import CodeField
from columns.constraints import set_together
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall


@tracked
class DossierAct(models.Model):
    """Nothing happens to the dossier until it is confirmed, except that a proposed 销号 already
    stands in 待销号; `was` is the status it came from and returns to."""

    code = CodeField()
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="acts", verbose_name="档案")
    kind = models.CharField("事项", max_length=14, choices=ActKind)
    takes_on = models.DateField("生效日期")
    basis = models.CharField("依据", max_length=300)
    pause_reason = models.CharField("暂停原因", max_length=14, choices=PauseReason, blank=True)
    expected_on = models.DateField("预计恢复日期", null=True, blank=True)
    # 结案（销号）审批表 (practice C.13), and 已结论 → 待销号 without a letter.
    note = models.CharField("综合情况", max_length=500, blank=True)
    pages = models.PositiveSmallIntegerField("档案册页数", null=True, blank=True)
    without_letter = models.CharField("不发反馈函的原因", max_length=200, blank=True)
    informed_on = models.DateField("告知单位日期", null=True, blank=True)
    was = models.CharField("办理前环节", max_length=14, choices=DossierStatus)
    state = models.CharField("状态", max_length=10, choices=ActState, default=ActState.PROPOSED)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_on = models.DateField("提出日期")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="审批人"
    )
    decided_on = models.DateField("审批日期", null=True, blank=True)
    remark = models.CharField("审批意见", max_length=200, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = ActQuerySet.as_manager()
    personal = frozenset({"basis", "note", "pause_reason", "remark"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "档案办理事项"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier"], condition=Q(state=ActState.PROPOSED), name="act_one_waiting"
            ),
            CheckConstraint(
                condition=~Q(state=ActState.CONFIRMED)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="act_confirmed_by_another",
            ),
            set_together("decided_by", "decided_on", name="act_decision_is_dated"),
            CheckConstraint(
                condition=Q(kind=ActKind.PAUSE) ^ Q(pause_reason=""), name="act_pause_has_reason"
            ),
            CheckConstraint(condition=~Q(basis=""), name="act_has_basis"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_waiting(self) -> bool:
        return self.state == ActState.PROPOSED
