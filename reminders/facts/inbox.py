"""The inbox of one user, asked behind his own walls: its lines, its counts, what is new."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from reminders.models import Mailbox, Reminder
from reminders.rules.words import Counts

SOON = timedelta(days=7)


@dataclass(frozen=True)
class Item:
    """One duty, however many rungs told of it. Nothing of the person for 组织部门."""

    name: str
    unit: str
    what: str
    due: date
    is_late: bool
    is_new: bool
    why: str
    action: str
    url: str
    dossier_id: int


def counts_of(user: User, *, today: date) -> Counts:
    """Each duty once; the same rows that the inbox shows."""
    duty = Count("obligation", distinct=True)
    return Counts(
        **Reminder.objects.inbox_of(user).aggregate(
            overdue=_among(duty, Q(due_on__lt=today)),
            soon=_among(duty, Q(due_on__range=(today, today + SOON))),
            later=_among(duty, Q(due_on__gt=today + SOON)),
            escalated=_among(duty, ~Q(level="owner")),
        )
    )


def _among(duty: Count, condition: Q) -> Count:
    counted = duty.copy()
    counted.filter = condition
    return counted


def seen_until(user: User) -> datetime | None:
    return Mailbox.objects.filter(user=user).values_list("seen_until", flat=True).first()


def news_of(user: User) -> int:
    """How many duties have something the user has not looked at."""
    rows = Reminder.objects.inbox_of(user).since(seen_until(user))
    return rows.values("obligation").distinct().count()


def items_of(user: User, *, today: date, most: int) -> list[Item]:
    """The first due first. Of several rungs of a duty the one that came last speaks."""
    seen = seen_until(user)
    rows = Reminder.objects.inbox_of(user).order_by("due_on", "obligation_id", "-reached_at")
    newest = rows.distinct("due_on", "obligation_id")
    if user.is_personnel:
        return [_sent_item(row, seen, today) for row in newest[:most]]
    related = newest.select_related("obligation", "dossier__row", "to_user", "to_unit")
    return [_item(row, user, seen, today) for row in related[:most]]


def _item(row: Reminder, user: User, seen: datetime | None, today: date) -> Item:
    line, duty = row.dossier.row, row.obligation
    may_talk = duty.is_talk and user.may(Permission.TALK_RECORD)
    return Item(
        name=line.name,
        unit=line.unit_name,
        what=duty.words,
        due=row.due_on,
        is_late=row.due_on < today,
        is_new=seen is None or row.reached_at > seen,
        why=_why(row, user),
        action="记录谈话" if may_talk else "去办理",
        url=reverse("visits:talk_new", args=[line.code])
        if may_talk
        else reverse("dashboard:dossier", args=[line.code]),
        dossier_id=row.dossier_id,
    )


def _sent_item(row: Reminder, seen: datetime | None, today: date) -> Item:
    """组织部门 sees the papers sent to it and nothing of the file behind them."""
    return Item(
        name="",
        unit="",
        what="送达贵部的文书待签收或答复",
        due=row.due_on,
        is_late=row.due_on < today,
        is_new=seen is None or row.reached_at > seen,
        why="",
        action="查看文书",
        url=reverse("reports:inbox"),
        dossier_id=row.dossier_id,
    )


def _why(row: Reminder, user: User) -> str:
    """Why it lies here when somebody else owes it."""
    if row.is_escalated:
        days = (row.made_on - row.due_on).days
        return f"逾期{days}天，转{row.get_level_display()}" if days > 0 else "请提前关注"
    if row.to_user_id == user.pk or row.desk == "unit":
        return ""
    return "责任人没有账号或已不在岗，请代为督办"
