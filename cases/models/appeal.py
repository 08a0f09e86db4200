"""Appeal: a person asks that a decision be looked at again, as is his right."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.choices.rights import MERITS, AppealKind, AppealOutcome
from cases.models.cadre import Cadre
from cases.models.decision import Decision
from cases.querysets.rights import AppealQuerySet
from clocks.deadlines import REMEDIES, Remedy
from columns.codes import CodeField
from columns.constraints import not_before, set_together
from columns.history import tracked
from columns.walls import DISCIPLINE, Wall


@tracked
class Appeal(models.Model):
    """It suspends nothing and counts against nobody (政务处分法 56): no clock, obligation or result
    reads this table. `decide_by` is counted from acceptance, until then from lodging."""

    code = CodeField()
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="appeals", verbose_name="处分决定"
    )
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="appeals", verbose_name="干部")
    kind = models.CharField("途径", max_length=24, choices=AppealKind)
    heard_by = models.CharField("办理机关", max_length=100)
    lodged_on = models.DateField("提出日期")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    is_extended = models.BooleanField("经批准延长", default=False)
    # Empty only where no text sets a term.
    decide_by = models.DateField("应作出决定的日期", null=True, blank=True)
    decided_on = models.DateField("结果日期", null=True, blank=True)
    outcome = models.CharField("结果", max_length=14, choices=AppealOutcome, blank=True)
    document_number = models.CharField("文号", max_length=60, blank=True)
    delivered_on = models.DateField("结果送达本人日期", null=True, blank=True)
    note = models.CharField("备注", max_length=300, blank=True)
    entered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)
    void_reason = models.CharField("作废原因", max_length=200, null=True, blank=True)  # noqa: DJ001
    version = models.PositiveIntegerField("版本", default=1)

    objects = AppealQuerySet.as_manager()
    personal = frozenset({"note"})
    wall = Wall("cadre_id", leads_to="cadre", roles=DISCIPLINE)

    class Meta:
        verbose_name = "申诉"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["decision", "kind"],
                condition=Q(decided_on__isnull=True, voided_at__isnull=True),
                name="appeal_one_open_per_kind",
            ),
            CheckConstraint(
                condition=Q(decided_on__isnull=True, outcome="")
                | (Q(decided_on__isnull=False) & ~Q(outcome="")),
                name="appeal_decided_has_outcome",
            ),
            CheckConstraint(
                condition=~Q(outcome__in=sorted(MERITS)) | Q(accepted_on__isnull=False),
                name="appeal_heard_was_accepted",
            ),
            CheckConstraint(
                condition=~Q(outcome=AppealOutcome.NOT_ACCEPTED) | Q(accepted_on__isnull=True),
                name="appeal_not_accepted_has_no_day",
            ),
            CheckConstraint(
                condition=Q(kind=AppealKind.OTHER) | Q(decide_by__isnull=False),
                name="appeal_has_its_term",
            ),
            CheckConstraint(
                condition=Q(delivered_on__isnull=True) | Q(decided_on__isnull=False),
                name="appeal_delivered_was_decided",
            ),
            not_before("accepted_on", "lodged_on", name="appeal_accepted_after_lodged"),
            not_before("decided_on", "lodged_on", name="appeal_decided_after_lodged"),
            not_before("decided_on", "accepted_on", name="appeal_decided_after_accepted"),
            not_before("delivered_on", "decided_on", name="appeal_delivered_after_decided"),
            set_together("voided_at", "void_reason", name="appeal_void_has_reason"),
        ]
        indexes = [
            models.Index(
                fields=["decide_by"],
                name="appeal_open_by_due",
                condition=Q(decided_on__isnull=True, voided_at__isnull=True),
            )
        ]
        ordering = ["lodged_on", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def remedy(self) -> Remedy | None:
        return REMEDIES.get(self.kind)

    @property
    def name(self) -> str:
        """复审, 复核, 申诉 …"""
        return AppealKind(self.kind).label

    @property
    def is_open(self) -> bool:
        return self.decided_on is None and self.voided_at is None
