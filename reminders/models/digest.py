"""Digest: the counts a user was told on a day, and how far its e-mail is; Mailbox: his own."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import User
from columns.constraints import set_together
from reminders.choices import Mail


class Digest(models.Model):
    """Counts only: no name, no dossier, no kind of sanction ever stands in it (peers F3)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="digests", verbose_name="收件人")
    day = models.DateField("日期")
    overdue = models.PositiveIntegerField("逾期未办")
    soon = models.PositiveIntegerField("7日内到期")
    later = models.PositiveIntegerField("以后到期")
    escalated = models.PositiveIntegerField("上报到本级")
    mail = models.CharField("邮件", max_length=10, choices=Mail, default=Mail.OFF)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    holder = models.CharField("发送者", max_length=80, null=True, blank=True)  # noqa: DJ001 (set_together)
    lease_until = models.DateTimeField("租约至", null=True, blank=True)
    error = models.CharField("未发送的原因", max_length=200, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)

    personal: frozenset[str] = frozenset()

    class Meta:
        verbose_name = "每日提要"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(fields=["user", "day"], name="digest_one_a_day"),
            set_together("holder", "lease_until", name="digest_lease_has_holder"),
            CheckConstraint(condition=Q(mail__in=Mail.values), name="digest_words_known"),
            CheckConstraint(
                condition=Q(mail=Mail.SENDING, holder__isnull=False)
                | (~Q(mail=Mail.SENDING) & Q(holder__isnull=True)),
                name="digest_sending_is_held",
            ),
            CheckConstraint(
                condition=Q(mail=Mail.SENT, sent_at__isnull=False)
                | (~Q(mail=Mail.SENT) & Q(sent_at__isnull=True)),
                name="digest_sent_has_time",
            ),
            CheckConstraint(
                condition=Q(mail=Mail.FAILED) & ~Q(error="") | ~Q(mail=Mail.FAILED) & Q(error=""),
                name="digest_failed_has_reason",
            ),
            CheckConstraint(
                condition=Q(overdue__gt=0) | Q(soon__gt=0) | Q(later__gt=0) | Q(escalated__gt=0),
                name="digest_is_not_empty",
            ),
        ]
        indexes = [
            models.Index(
                fields=["lease_until"],
                condition=Q(mail__in=[Mail.QUEUED, Mail.SENDING]),
                name="digest_to_be_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id}"

    @property
    def total(self) -> int:
        return self.overdue + self.soon + self.later


class Mailbox(models.Model):
    """Until when a user has seen his reminders, and where his digest goes besides."""

    user = models.OneToOneField(User, models.PROTECT, related_name="mailbox", verbose_name="账号")
    seen_until = models.DateTimeField("已看至", null=True, blank=True)
    address = models.EmailField("电子邮件", max_length=120, blank=True)

    personal = frozenset({"address"})

    class Meta:
        verbose_name = "收件箱"
        verbose_name_plural = verbose_name

    def __str__(self) -> str:
        return f"{self.user_id}"
