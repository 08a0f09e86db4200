"""The Celery app and the timetable of beat; rows are the queue, Celery is only the alarm clock."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huifang.settings")

app = Celery("huifang")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Times are Asia/Shanghai (CELERY_TIMEZONE). A missed tick loses nothing: every task compares
# what should exist with what exists.
app.conf.beat_schedule = {
    "heartbeat": {"task": "jobs.tasks.beat_heart", "schedule": 10.0},
    "sweep-files": {"task": "attachments.tasks.sweep_files", "schedule": crontab(hour=1, minute=5)},
    "sweep-jobs": {"task": "jobs.tasks.sweep", "schedule": 15.0},
    "sweep-signin": {"task": "signin.tasks.sweep", "schedule": crontab(minute=5)},
    "reconcile": {"task": "visits.tasks.reconcile", "schedule": crontab(hour=0, minute=10)},
    "sweep-clocks": {"task": "corrections.tasks.sweep", "schedule": crontab(hour=0, minute=10)},
    "check-teams": {"task": "visits.tasks.check_teams", "schedule": crontab(hour=0, minute=15)},
    "nightly-accounts": {
        "task": "stewards.tasks.nightly",
        "schedule": crontab(hour=0, minute=20),
    },
    # On a rest day it only closes what is settled. Missed at 07:30, it is made up within the hour.
    "remind": {"task": "reminders.tasks.remind", "schedule": crontab(hour="7-18", minute=30)},
    "draft-letters": {
        "task": "reports.tasks.draft_due_letters",
        "schedule": crontab(hour=0, minute=30),
    },
}


@beat_init.connect
def begin(**_: Any) -> None:
    """At start-up nothing waits for its hour: the worker shows itself, and duties are compared."""
    for name in (
        "heartbeat",
        "sweep-jobs",
        "sweep-signin",
        "reconcile",
        "sweep-clocks",
        "check-teams",
        "nightly-accounts",
        "draft-letters",
        "remind",
    ):
        app.send_task(app.conf.beat_schedule[name]["task"])
