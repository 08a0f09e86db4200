"""Dossiers with duties of a day, and what stands of their reminders, as the pure rule says it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from cases.models import DossierRow, Policy
from reminders.actions import sweep_reminders
from reminders.models import Reminder
from reminders.rules.steps import rungs_of
from reminders.rules.telling import Duty, Key
from tests.reminders.patterns import CALENDAR
from visits.models import Obligation

DUE = date(2026, 9, 30)
PERIODS = {"talk": "2026Q3", "pre_expiry": "2026Q3", "helper": "260216"}


def noon(day):
    return datetime(day.year, day.month, day.day, 7, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def owe(dossier, kind, due_on=DUE, **columns):
    return Obligation.objects.create(
        dossier=dossier,
        kind=kind,
        period=columns.pop("period", PERIODS.get(kind, "once")),
        due_on=due_on,
        **columns,
    )


def sweep(*dossiers, on, calendar=CALENDAR):
    return sweep_reminders([d.pk for d in dossiers], on=on, at=noon(on), calendar=calendar)


def duties(*dossiers):
    """The present obligations as the pure rule takes them."""
    found = []
    for duty in Obligation.objects.filter(dossier__in=dossiers).order_by("pk"):
        row = DossierRow.objects.get(dossier=duty.dossier_id)
        policy = Policy.objects.governing(row.owner, on=DUE)
        named = {
            "talk_reminders": policy.talk_reminders,
            "clock_reminders": policy.clock_reminders,
        }
        found.append(
            Duty(
                duty.pk,
                duty.due_on,
                tuple(rungs_of(duty.kind, **named)),
                state=duty.state,
                is_paused=row.status == "paused",
            )
        )
    return found


def kept(*dossiers):
    """Key → (state, reason), as the rows say it."""
    rows = Reminder.objects.filter(dossier__in=dossiers)
    return {
        Key(row.obligation_id, row.due_on, row.step, row.level): (row.state, row.reason)
        for row in rows
    }


def standing(dossier):
    """(rung, step, desk, who) of what is open."""
    rows = Reminder.objects.open().filter(dossier=dossier).order_by("obligation", "level")
    return [(row.level, row.step, row.desk, str(row.to_user or row.to_unit)) for row in rows]
