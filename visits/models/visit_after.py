"""What follows from a visit: prescriptions, deliveries, and matters for the restricted box."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from cases.models import Dossier
from columns.codes import CodeField
from columns.constraints import not_before
from columns.guarded import Guarded
from columns.history import tracked
from columns.sealed import SealedTextField
from columns.walls import DISCIPLINE, ROLE, UID, Wall, one_of
from visits.choices.visiting import Channel
from visits.models.visit import Visit
from visits.querysets.visiting import DeliveryQuerySet, LeadQuerySet

# The unit reads what it was told (practice D.2).
TOLD_THE_UNIT = one_of("channel", {Channel.UNIT})
# Whoever entered it, and the leader in charge by duty (practice D.2, 线索登记).
OWN_OR_LEADER = f"(entered_by_id = {UID} OR {ROLE} = 'leader')"


@tracked
class VisitPrescription(models.Model):
    """处方: what, who, until when; the next version of the plan proposes it as a measure."""

    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="prescriptions", verbose_name="回访"
    )
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    text = models.CharField("措施", max_length=300)
    who = models.CharField("责任人", max_length=100)
    due_on = models.DateField("完成时限")
    order = models.PositiveSmallIntegerField("次序")

    objects = Guarded.as_manager()
    personal = frozenset({"text", "who"})
    wall = Wall("dossier_id", roles=DISCIPLINE)

    class Meta:
        verbose_name = "处方"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "order"], name="prescription_once_per_order"),
            CheckConstraint(
                condition=~Q(text="") & ~Q(who=""), name="prescription_says_what_and_who"
            ),
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


@tracked
class VisitDelivery(models.Model):
    """One of the three that are told (practice A27), with the day it left and its receipt."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="deliveries", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    channel = models.CharField("去向", max_length=10, choices=Channel)
    sent_on = models.DateField("送出日期")
    receiver = models.CharField("接收人", max_length=100)
    summary = models.TextField("通报内容", blank=True, default="")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="办理人")
    receipt_on = models.DateField("签收日期", null=True, blank=True)
    version = models.PositiveIntegerField("版本", default=1)

    objects = DeliveryQuerySet.as_manager()
    personal = frozenset({"receiver", "summary"})
    wall = Wall("dossier_id", roles=DISCIPLINE, further={"unit": TOLD_THE_UNIT})

    class Meta:
        verbose_name = "回访结果送达"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["visit", "channel"], name="delivery_once_per_channel"),
            not_before("receipt_on", "sent_on", name="delivery_receipt_after_sending"),
            CheckConstraint(condition=~Q(receiver=""), name="delivery_has_receiver"),
            CheckConstraint(
                condition=~Q(channel=Channel.UNIT) | ~Q(summary=""),
                name="delivery_tells_the_unit_something",
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_channel_display()


@tracked
class VisitLead(models.Model):
    """另行核对事项: what he said of others. Restricted (decisions 3.7, practice A31): never shown
    to the unit, the helper or the organisation department, nor to colleagues."""

    code = CodeField()
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="leads", verbose_name="回访")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="档案")
    text = SealedTextField("另行核对事项")
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    entered_on = models.DateField("登记日期")
    # The form's own key: the same page sent twice is one entry.
    token = models.CharField("表单标识", max_length=12, unique=True)

    objects = LeadQuerySet.as_manager()
    personal = frozenset({"text"})
    wall = Wall("dossier_id", roles=DISCIPLINE, narrower=OWN_OR_LEADER)

    class Meta:
        verbose_name = "另行核对事项（限知）"
        verbose_name_plural = verbose_name
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.visit_id}"
