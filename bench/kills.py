"""Worker and broker killed while they reconcile, remind and write digests, then run again whole.

What an undisturbed run leaves behind is hashed and wiped; a real worker that is killed at each of
eight points, its broker with it, must leave the very same behind.
"""

import tempfile
import time
from contextlib import contextmanager
from datetime import timedelta
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
WIPE = """TRUNCATE visits_obligation, visits_obligationevent, reminders_reminder,
                   reminders_reminderevent, reminders_digest CASCADE"""
PATIENCE = 3600


def kills(people: int) -> None:
    """After a bench has filled the house; `people` dossiers, twenty chunks of them or more."""
    from bench.people import TODAY
    from tests.reminders.owing import noon
    from tests.reminders.virtual_worker import DUTY_POINTS, POINTS

    readers()
    wipe()
    steady = undisturbed(noon(TODAY))
    for name, (rows, _) in steady.items():
        line(f"undisturbed: {name}", (float(rows), "rows"))
    wipe()
    chunk = str(max(1, people // 40))
    with house() as (place, broker, folder):
        post = folder / "post"
        post.touch()
        told = {"POST_OFFICE": str(post), "CHUNK": chunk, "DIE_CALL": "20"}
        for task, points in ((RECONCILE, DUTY_POINTS), (REMIND, POINTS)):
            for point in points:
                dying(place, broker, folder, task, at=noon(TODAY), DIE_AT=point, **told)
            broker.stop_servers()
            broker.start()
            begun = time.perf_counter()
            # So long after, that a digest claimed by the dead may be taken by another.
            healthy(place, broker, folder, task, at=noon(TODAY) + timedelta(minutes=10), **told)
            line(f"whole after {len(points)} kills", (time.perf_counter() - begun, "s"))
    found = state()
    differing = [name for name in STATE if found[name] != steady[name]]
    if differing:
        raise SystemExit(f"after the kills differ: {differing}: {found} instead of {steady}")
    print("after the kills: the same rows as undisturbed", flush=True)


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


def undisturbed(at: Any) -> dict[str, tuple[int, int]]:
    from reminders.actions import remind_all, write_digests
    from visits.actions import reconcile_all

    on = at.date()
    _, sweep = cpu_and_wall(lambda: reconcile_all(on=on))
    line("undisturbed: reconcile", (sweep, "s"))
    _, told = cpu_and_wall(lambda: remind_all(on=on, at=at))
    line("undisturbed: remind", (told, "s"))
    _, written = cpu_and_wall(lambda: write_digests(on=on, mails=True))
    line("undisturbed: digests", (written, "s"))
    return state()


def state() -> dict[str, tuple[int, int]]:
    from django.db import connection

    from accounts.acting import for_system

    found = {}
    with for_system("bench"), connection.cursor() as cursor:
        for name, rows in STATE.items():
            cursor.execute(HASHED.format(rows))
            found[name] = cursor.fetchone()
    return found


def wipe() -> None:
    from accounts.acting import for_system
    from cases.models import DossierRow

    with owner() as connection:
        connection.execute(WIPE)
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


def dying(place: Any, broker: Any, folder: Path, task: str, *, at: Any, **env: str) -> None:
    worker = _worker(place, broker, folder, env["DIE_AT"])
    worker.begin(at, **env)
    worker.send(task)
    begun = time.perf_counter()
    worker.until_dead()
    line(f"killed at {env['DIE_AT']}", (time.perf_counter() - begun, "s"))


def healthy(place: Any, broker: Any, folder: Path, task: str, *, at: Any, **env: str) -> None:
    worker = _worker(place, broker, folder, "healthy")
    worker.begin(at, **env)
    try:
        worker.send(task)
        worker.settle(task, 1)
    finally:
        worker.stop()


def _worker(place: Any, broker: Any, folder: Path, name: str) -> Any:
    from tests.reminders.virtual import VirtualWorker

    worker = VirtualWorker(place, broker, folder, name)
    worker.patience = PATIENCE
    return worker
