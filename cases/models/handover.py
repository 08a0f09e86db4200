"""Handover: a dossier on its way to another organ; Receipt: what was handed over, for the giver."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.choices import HandoverState
from cases.models.cadre import Posting
from cases.models.dossier import Dossier
from cases.querysets import HandoverQuerySet, ReceiptQuerySet
from columns.codes import CodeField
from columns.constraints import not_before
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, DISCIPLINE, ROLE, UID, UNIT, Wall, one_of

# To both sides: the receiver knows of the offer and sees the file once it has accepted.
SIDES = (
    f"{one_of(ROLE, DISCIPLINE)} AND {UNIT} IN (from_owner_id, to_owner_id, receiver_id)"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS}) AND NOT hf_is_void(dossier_id)"
)
# The discipline organ itself, or the unit with all under it.
HOLDER = (
    f"({one_of(ROLE, DISCIPLINE)} AND holder_id = {UNIT} OR EXISTS (SELECT 1 FROM accounts_unit u"
    f" WHERE u.id = holder_id AND u.path LIKE (SELECT hf_below({UID})) || '%'))"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS}) AND NOT hf_is_void(dossier_id)"
)


@tracked
class Handover(models.Model):
    """Until it is accepted the old owner keeps the dossier and goes on with it."""

    code = CodeField()
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="handovers", verbose_name="档案"
    )
    from_owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="移出机关")
    to_owner = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="接收机关")
    from_carrier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原承办机关"
    )
    to_carrier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="新承办机关"
    )
    # Who has to accept: the new owner, or the new carrier where the owner stays.
    receiver = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="办理接收的机关"
    )
    number_before = models.CharField("移出时档案编号", max_length=30)
    reason = models.CharField("移交原因", max_length=200)
    state = models.CharField(
        "状态", max_length=10, choices=HandoverState, default=HandoverState.OFFERED
    )
    offered_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name="移出人"
    )
    offered_on = models.DateField("移出日期")
    due_on = models.DateField("接收期限")
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收人"
    )
    accepted_on = models.DateField("接收日期", null=True, blank=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    ended_on = models.DateField("退回（撤回）日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = HandoverQuerySet.as_manager()
    personal = frozenset({"reason", "return_reason"})
    wall = Wall(rule=SIDES)

    class Meta:
        verbose_name = "档案移交"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["dossier"],
                condition=Q(state=HandoverState.OFFERED),
                name="handover_one_open",
            ),
            CheckConstraint(
                condition=~Q(state=HandoverState.ACCEPTED)
                | Q(accepted_on__isnull=False, accepted_by__isnull=False),
                name="handover_accepted_by_someone",
            ),
            CheckConstraint(
                condition=~Q(state=HandoverState.RETURNED)
                | (~Q(return_reason="") & Q(ended_on__isnull=False)),
                name="handover_returned_with_reason",
            ),
            CheckConstraint(
                condition=~Q(from_owner=F("to_owner"))
                | Q(from_carrier__isnull=True)
                | Q(to_carrier__isnull=True)
                | ~Q(from_carrier=F("to_carrier")),
                name="handover_changes_something",
            ),
            not_before("due_on", "offered_on", name="handover_due_after_offer"),
            not_before("accepted_on", "offered_on", name="handover_accepted_after_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.offered_on} {self.number_before}"

    @property
    def is_open(self) -> bool:
        return self.state == HandoverState.OFFERED


@tracked
class Receipt(models.Model):
    """交接回执: all that the old unit or organ still sees of a person who has left it."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="receipts", verbose_name="档案"
    )
    holder = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="移出单位（机关）"
    )
    receiver = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="接收单位（机关）"
    )
    on = models.DateField("交接日期")
    name = models.CharField("姓名", max_length=50)
    number = models.CharField("移出时档案编号", max_length=30)
    items = ArrayField(models.CharField(max_length=100), verbose_name="交接内容")
    posting = models.ForeignKey(
        Posting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="新任职"
    )
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="移交"
    )

    objects = ReceiptQuerySet.as_manager()
    personal = frozenset({"name", "items"})
    wall = Wall(rule=HOLDER)

    class Meta:
        verbose_name = "交接回执"
        verbose_name_plural = verbose_name
        constraints = [
            CheckConstraint(
                condition=Q(posting__isnull=True) ^ Q(handover__isnull=True),
                name="receipt_one_source",
            ),
        ]
        indexes = [models.Index(fields=["holder", "-on"], name="receipt_by_holder")]

    def __str__(self) -> str:
        return f"{self.on} {self.number}"
