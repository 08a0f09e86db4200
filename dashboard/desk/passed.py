"""On the desk: duties that were not done in time and have been passed on to this rung."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from accounts.models import User
from dashboard.desk.lines import Line, duty_line
from reminders.models import Reminder

if TYPE_CHECKING:
    from reminders.querysets import ReminderQuerySet


def passed_to(user: User) -> "ReminderQuerySet":
    """Each duty once, however many rungs of it lie here."""
    rows = Reminder.objects.inbox_of(user).escalated().order_by("due_on", "obligation_id", "-step")
    related = rows.select_related("obligation__dossier__row__handler")
    return related.distinct("due_on", "obligation_id")


def passed_line(reminder: Reminder, user: User, today: date) -> Line:
    line = duty_line(reminder.obligation, user, today)
    return replace(line, what=f"{line.what}（转{reminder.get_level_display()}）")
