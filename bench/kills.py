"""Worker and broker killed while they reconcile, remind and write digests, then run again whole.

What an undisturbed run leaves behind is hashed and wiped; a real worker that is killed at each of
eight points, its broker with it, must leave the very same behind.
"""

import tempfile
import time
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench.ground import cpu_and_wall, line, owner

RECONCILE, REMIND = "visits.tasks.reconcile", "reminders.tasks.remind"
# What was made when, by which key and in which order, differs from run to run; nothing else may.
STATE = {
    "obligations": """SELECT dossier_id, kind, period, is_half_yearly, due_on, state, met_on,
                             withdrawal FROM visits_obligation""",
    "reminders": """SELECT m.dossier_id, o.kind, o.period, m.due_on, m.step, m.level, m.state,
                           m.reason, m.desk, m.to_user_id, m.to_unit_id
                      FROM reminders_reminder m
                      JOIN visits_obligation o ON o.id = m.obligation_id""",
    "digests": "SELECT user_id, day, overdue, soon, later, escalated FROM reminders_digest",
    "due next": "SELECT dossier_id, next_due FROM cases_dossierrow",
}
# The order of rows does not count, a row twice does.
HASHED = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM ({0}) t"
OF_DUTIES, OF_REMINDERS = ("obligations", "due next"), ("reminders", "digests")
REMINDERS = "reminders_reminder, reminders_reminderhistory, reminders_digest"
DUTIES = f"visits_obligation, visits_obligationhistory, {REMINDERS}"
PATIENCE = 3600


def kills(people: int) -> None:
    """After a sweep that nobody disturbed; `people` dossiers in forty chunks."""
    from bench.people import TODAY
    from tests.reminders.owing import noon
    from tests.reminders.virtual_worker import DUTY_POINTS, POINTS

    at = noon(TODAY)
    steady = state(OF_DUTIES)
    wipe(DUTIES)
    with house() as (place, broker, folder):
        post = folder / "post"
        post.touch()
        told = {"POST_OFFICE": str(post), "CHUNK": str(max(1, people // 40)), "DIE_CALL": "20"}
        outside = Outside(place, broker, folder, at, told)
        outside.strike(RECONCILE, DUTY_POINTS)
        compare(steady, state(OF_DUTIES))
        readers()
        undisturbed(at)
        steady = state(OF_REMINDERS)
        wipe(REMINDERS)
        outside.strike(REMIND, POINTS)
        compare(steady, state(OF_REMINDERS))


@dataclass(frozen=True)
class Outside:
    """A broker and workers that die where they are told to."""

    place: Any
    broker: Any
    folder: Path
    at: datetime
    told: dict[str, str]

    def strike(self, task: str, points: Sequence[str]) -> None:
        """Killed at each point, the broker after the last; then whole, so much later that a digest
        claimed by the dead may be taken by another."""
        for point in points:
            worker = self._worker(point)
            worker.begin(self.at, DIE_AT=point, **self.told)
            worker.send(task)
            begun = time.perf_counter()
            worker.until_dead()
            line(f"killed at {point}", (time.perf_counter() - begun, "s"))
        self.broker.stop_servers()
        self.broker.start()
        worker = self._worker("healthy")
        worker.begin(self.at + timedelta(minutes=10), **self.told)
        begun = time.perf_counter()
        try:
            worker.send(task)
            worker.settle(task, 1)
        finally:
            worker.stop()
        line(f"whole after {len(points)} kills", (time.perf_counter() - begun, "s"))

    def _worker(self, name: str) -> Any:
        from tests.reminders.virtual import VirtualWorker

        worker = VirtualWorker(self.place, self.broker, self.folder, name)
        worker.patience = PATIENCE
        return worker


def compare(steady: dict[str, Any], found: dict[str, Any]) -> None:
    if found != steady:
        raise SystemExit(f"after the kills: {found} instead of {steady}")
    told = ", ".join(f"{name} {rows:,}" for name, (rows, _) in found.items())
    print(f"the same rows as undisturbed: {told}", flush=True)


def readers() -> None:
    """Those who get a digest, each with an address."""
    from accounts.acting import for_system
    from accounts.models import User
    from accounts.roles import Role
    from reminders.models import Mailbox

    with for_system("bench"):
        officer = User.objects.get(username="bench")
        for number, role in enumerate((Role.DIRECTOR, Role.LEADER, Role.OFFICER)):
            user = User.objects.create(
                username=f"reader{number}", display_name="测算员", role=role, unit=officer.unit
            )
            Mailbox.objects.create(user=user, address=f"{user.username}@example.gov.cn")


def undisturbed(at: datetime) -> None:
    from reminders.actions import remind_all, write_digests

    on = at.date()
    _, told = cpu_and_wall(lambda: remind_all(on=on, at=at))
    line("undisturbed: remind", (told, "s"))
    _, written = cpu_and_wall(lambda: write_digests(on=on, mails=True))
    line("undisturbed: digests", (written, "s"))


def state(names: Sequence[str]) -> dict[str, tuple[int, int]]:
    from django.db import connection

    from accounts.acting import for_system

    found = {}
    with for_system("bench"), connection.cursor() as cursor:
        for name in names:
            cursor.execute(HASHED.format(STATE[name]))
            found[name] = cursor.fetchone()
    return found


def wipe(tables: str) -> None:
    from accounts.acting import for_system
    from cases.models import DossierRow

    with owner() as connection:
        connection.execute(f"TRUNCATE {tables} CASCADE")
    if tables == DUTIES:
        with for_system("bench"):
            DossierRow.objects.update(next_due=None)


@contextmanager
def house():
    """What a worker of the tests asks for, and a broker of its own that may be stopped."""
    from django.db import connection

    from huifang.launcher.services import REDIS, Services

    broker = Services(wanted=frozenset({REDIS}))
    broker.start()
    try:
        with tempfile.TemporaryDirectory(prefix="hf-kills-") as folder:
            place = SimpleNamespace(scratch=Path(folder), database=connection.settings_dict["NAME"])
            yield place, broker, Path(folder)
    finally:
        broker.stop()
