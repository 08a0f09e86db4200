"""Reminder: that one step of one obligation has come on one rung; kept by the daily sweep."""

from datetime import date, timedelta

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from accounts.models import Unit, User
from cases.models import Dossier
from columns.history import tracked
from columns.walls import DENIED_DOSSIERS, DISCIPLINE, ROLE, UID, UNIT, Wall, one_of
from reminders.choices import OF_ONE, WITHDRAWALS, Desk, Level, Reason, State
from reminders.querysets import ReminderQuerySet
from visits.models import Obligation

# Whoever is outside the discipline organs reads what was sent to himself, and no more.
SENT_TO = {"helper": f"to_user_id = {UID}", "unit": one_of("desk", {Desk.UNIT})}
SENT_TO_PERSONNEL = (
    f"{ROLE} = 'personnel' AND {one_of('desk', {Desk.PERSONNEL})} AND to_unit_id = {UNIT}"
    f" AND dossier_id <> ALL ({DENIED_DOSSIERS})"
)


@tracked
class Reminder(models.Model):
    """One row per (obligation, day it is due, step, rung) for ever; at most one of a rung is open.

    `step` counts days from the due day: -7 is a week before it, 15 a fortnight after. A due day
    that moves away withdraws the row, one that comes back opens it again; never doubled.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="reminders", verbose_name="档案"
    )
    obligation = models.ForeignKey(
        Obligation, models.PROTECT, related_name="reminders", verbose_name="应办事项"
    )
    due_on = models.DateField("到期日")
    step = models.SmallIntegerField("距到期天数")
    level = models.CharField("层级", max_length=10, choices=Level)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField("原因", max_length=10, choices=Reason, blank=True)
    desk = models.CharField("接收方", max_length=10, choices=Desk)
    to_user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收人"
    )
    to_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="接收单位"
    )
    made_on = models.DateField("提醒日")
    # When it came to whoever has it now; what came after his last look is new to him.
    reached_at = models.DateTimeField("送达时间")
    closed_on = models.DateField("了结日", null=True, blank=True)

    objects = ReminderQuerySet.as_manager()
    personal: frozenset[str] = frozenset()
    wall = Wall("dossier_id", roles=DISCIPLINE, further=SENT_TO, addressed=SENT_TO_PERSONNEL)

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = verbose_name
        constraints = [
            UniqueConstraint(
                fields=["obligation", "due_on", "step", "level"], name="reminder_once"
            ),
            UniqueConstraint(
                fields=["obligation", "level"],
                condition=Q(state=State.OPEN),
                name="reminder_one_open_per_level",
            ),
            CheckConstraint(
                condition=Q(level__in=Level.values, state__in=State.values, desk__in=Desk.values),
                name="reminder_words_known",
            ),
            CheckConstraint(
                condition=Q(desk__in=sorted(OF_ONE), to_user__isnull=False, to_unit__isnull=True)
                | (~Q(desk__in=sorted(OF_ONE)) & Q(to_user__isnull=True, to_unit__isnull=False)),
                name="reminder_has_one_addressee",
            ),
            CheckConstraint(
                condition=Q(state=State.OPEN, closed_on__isnull=True)
                | (~Q(state=State.OPEN) & Q(closed_on__isnull=False)),
                name="reminder_closed_is_dated",
            ),
            CheckConstraint(
                condition=Q(state=State.SKIPPED, reason=Reason.MISSED)
                | Q(state=State.WITHDRAWN, reason__in=sorted(WITHDRAWALS))
                | (~Q(state__in=[State.SKIPPED, State.WITHDRAWN]) & Q(reason="")),
                name="reminder_taken_back_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["dossier"], name="reminder_by_dossier"),
            models.Index(
                fields=["to_user", "reached_at"],
                condition=Q(state=State.OPEN),
                name="reminder_open_by_user",
            ),
            models.Index(
                fields=["to_unit", "desk", "reached_at"],
                condition=Q(state=State.OPEN),
                name="reminder_open_by_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.step:+d}"

    @property
    def day(self) -> date:
        """The day of the step; told on it, or on the first working day after it."""
        return self.due_on + timedelta(days=self.step)

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_escalated(self) -> bool:
        return self.level != Level.OWNER
