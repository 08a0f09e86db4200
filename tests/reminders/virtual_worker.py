"""For tests only: a worker on a day that a file names, which may kill itself at a named point.

`celery -A huifang worker --include tests.reminders.virtual_worker` with VIRTUAL_CLOCK set, and
DIE_AT or not (DIE_CALL says at which chunk, CHUNK how many dossiers make one). The whole process
group goes at once, as in a power cut. Its post office is a file.
"""

import os
import signal
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from reminders import tasks
from reminders.actions import daily, digests
from visits import tasks as visit_tasks
from visits.actions import obligations, sweep
from workdays import clock

# Of reconcile: half a chunk written, between two chunks, all written and nothing told.
DUTY_POINTS = ("half_a_chunk", "chunk_of_duties", "duties_untold")
POINTS = ("nothing_committed", "one_chunk", "some_digests", "before_sending", "after_sending")


def moment() -> datetime:
    return datetime.fromisoformat(Path(os.environ["VIRTUAL_CLOCK"]).read_text())


def today():
    return moment().date()


class Post(BaseEmailBackend):
    def send_messages(self, messages) -> int:
        with Path(os.environ["POST_OFFICE"]).open("a") as box:
            box.writelines(f"{message.to[0]}\n" for message in messages)
        return len(messages)


def die() -> None:
    os.killpg(os.getpgid(0), signal.SIGKILL)


def before_call(number, act):
    calls = []

    def wrapped(*args, **kwargs):
        calls.append(args)
        if len(calls) == number:
            die()
        return act(*args, **kwargs)

    return wrapped


def after(act):
    def wrapped(*args, **kwargs):
        act(*args, **kwargs)
        die()

    return wrapped


def arm(point: str) -> None:
    """A function looks its names up when it uses them."""
    call = int(os.environ.get("DIE_CALL", "2"))
    place, name, wrap = {
        "half_a_chunk": (obligations, "set_next_due", lambda act: before_call(call, act)),
        "chunk_of_duties": (sweep, "reconcile", lambda act: before_call(call, act)),
        "duties_untold": (sweep, "record", lambda act: before_call(1, act)),
        "nothing_committed": (daily, "sweep_reminders", after),
        "one_chunk": (daily, "sweep_reminders", lambda act: before_call(call, act)),
        "some_digests": (digests, "_keep", lambda act: before_call(3, act)),
        "before_sending": (tasks, "get_connection", lambda act: before_call(1, act)),
        "after_sending": (tasks, "digest_sent", lambda act: before_call(1, act)),
    }[point]
    setattr(place, name, wrap(getattr(place, name)))


if "VIRTUAL_CLOCK" in os.environ:
    clock.now, clock.today, visit_tasks.today = moment, today, today
    daily.CHUNK = sweep.CHUNK = int(os.environ.get("CHUNK", "500"))
    settings.MAIL_IS_ON = "POST_OFFICE" in os.environ
    settings.EMAIL_BACKEND = "tests.reminders.virtual_worker.Post"
    if os.environ.get("DIE_AT"):
        arm(os.environ["DIE_AT"])
