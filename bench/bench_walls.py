"""Pages with every wall, beside the same pages of the same database without row-level security.

python -m bench.bench_walls [PEOPLE ...]        default 20000

Four people look: a director (whose office keeps every file), an inspector of a town (about 300), a
unit (30) and a helper (1). Rounds with and without row-level security take turns, so that a busy
machine slows both; what `visible_to` asks is the same in both. Then the plan of the list, as hf_app
with app.user_id set, and what scope_of costs.
"""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.ground import analyse, cpu_and_wall, ground, line, owner

ROUNDS, TIMES = 3, 3
INSPECTED, IN_UNIT = 300, 30
LIST = {
    "list, first page": "/people/",
    "list, two characters": "/people/?q=明澈",
    "list, initials": "/people/?q=xmc",
    "list, overdue": "/people/?due=overdue",
    "list, by name": "/people/?sort=name",
}
# Below this a sequential scan of the list is the best plan there is.
ENOUGH = 10_000
# A page slower than this by the walls has its slowest statement explained.
TWICE, NOTICED = 2.0, 20.0
GUARDED = (
    "SELECT format('ALTER TABLE %I {0} ROW LEVEL SECURITY', relname) FROM pg_class"
    " WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1"
)
INDEXES = re.compile(r"Index (?:Only )?Scan (?:Backward )?using (\w+)|Bitmap Index Scan on (\w+)")
SCANNED = re.compile(r"Seq Scan on (\w+)")
# In a condition that is asked of every row; an InitPlan has its function in no such line.
PER_ROW = re.compile(
    r"^\s*(?:Filter|Index Cond|Recheck Cond|Join Filter): .*\bhf_\w+\(", re.MULTILINE
)


@dataclass
class Looker:
    """One account, and what its pages cost: page → with or without → seconds."""

    name: str
    user: Any
    client: Any
    pages: dict[str, str]
    spent: dict[tuple[str, bool], list[float]] = field(default_factory=dict)
    asked: dict[tuple[str, bool], list[float]] = field(default_factory=dict)


def main() -> None:
    """Each size in a process of its own, because settings name one database for life."""
    sizes = sys.argv[1:] or ["20000"]
    if len(sizes) > 1:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "bench.bench_walls", size], check=True)
        return
    with ground():
        faults = measure(int(sizes[0]))
    if faults:
        raise SystemExit("\n".join(faults))


def measure(people: int) -> list[str]:
    from bench.people import fill, office_of
    from visits.actions import reconcile_all

    office, director = office_of()
    _, filled = cpu_and_wall(lambda: fill(office, people))
    lookers = cast(office, director)
    _, owed = cpu_and_wall(lambda: reconcile_all(on=today()))
    analyse()
    print(f"\n{people:,} people (filled in {filled:.0f} s, their duties in {owed:.0f} s)\n")
    for guarded in (True, False) * ROUNDS:
        with row_security(on=guarded):
            for looker in lookers:
                look(looker, guarded=guarded)
    for looker in lookers:
        show(looker)
        show_worst(looker)
    faults = [fault for looker in lookers for fault in plan_of_list(looker, people)]
    faults += plan_of_children(lookers[1])
    for looker in lookers:
        cost_of_scope(looker)
    return faults


def today() -> Any:
    from workdays import clock

    return clock.today()


def cast(office: Any, director: Any) -> list[Looker]:
    """The same people, some of them carried by a town, of one unit, helped by one man."""
    from accounts.acting import for_system
    from accounts.actions import open_unit
    from accounts.choices import UnitKind
    from accounts.roles import Role
    from cases.actions import refresh_rows
    from cases.models import Dossier

    with for_system("bench"):
        area = office.parent
        town = open_unit(name="北渡镇纪委", parent=area, kind=UnitKind.DISCIPLINE, by=None)
        small = open_unit(name="档案馆", parent=area, by=None)
        director.role = Role.DIRECTOR
        director.save()
        everyone = Dossier.objects.order_by("pk")
        keys = list(everyone.values_list("pk", flat=True))
        carried = keys[:: max(1, len(keys) // INSPECTED)]
        Dossier.objects.filter(pk__in=carried).update(carrier=town)
        moved = move(keys[1 :: max(2, len(keys) // IN_UNIT)], small)
        users = {
            "director": (director, carried[0]),
            "inspector": (account("inspector", Role.INSPECTOR, town), carried[0]),
            "unit": (account("unit", Role.UNIT, small), moved[0]),
            "helper": (account("helper", Role.HELPER, small), moved[0]),
        }
        designate(moved[0], users["helper"][0])
        refresh_rows([*carried, *moved])
        codes = dict(everyone.filter(pk__in=[carried[0], moved[0]]).values_list("pk", "code"))
    return [looker(name, user, codes[pk]) for name, (user, pk) in users.items()]


def account(name: str, role: Any, unit: Any) -> Any:
    from accounts.actions import open_account

    return open_account(
        username=name, display_name=name, role=role, unit=unit,
        password="bench-only-passphrase", by=None,
    )  # fmt: skip


def move(dossiers: list[int], unit: Any) -> list[int]:
    from cases.models import Cadre, Dossier, Posting

    cadres = Dossier.objects.filter(pk__in=dossiers).values("cadre")
    Cadre.objects.filter(pk__in=cadres).update(unit=unit)
    Posting.objects.filter(cadre__in=cadres).update(unit=unit)
    return dossiers


def designate(dossier: int, user: Any) -> None:
    from bench.people import TODAY
    from cases.actions import designate_helper
    from cases.models import Dossier

    helped = Dossier.objects.get(pk=dossier)
    helped.helpers.current().update(to_on=TODAY)
    designate_helper(helped, name="帮扶人", post="", from_on=TODAY, by=None, user=user)


def looker(name: str, user: Any, code: str) -> Looker:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    pages = LIST | {"dossier": f"/people/{code}/", "desk": "/todo/"}
    return Looker(name, user, client, pages)


@contextmanager
def row_security(*, on: bool) -> Iterator[None]:
    """Off: the tables as they would be had nobody put the walls up."""
    if on:
        yield
        return
    change_all("DISABLE")
    try:
        yield
    finally:
        change_all("ENABLE")


def change_all(verb: str) -> None:
    from django.db import connection

    connection.close()
    with owner() as cursor:
        for (statement,) in cursor.execute(GUARDED.format(verb)).fetchall():
            cursor.execute(statement)


def look(looker: Looker, *, guarded: bool) -> None:
    from django.db import connection

    for what, address in looker.pages.items():
        answer = looker.client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{looker.name}: {address} answered {answer.status_code}")
        for _ in range(TIMES):
            sql: list[float] = []
            with connection.execute_wrapper(Stopwatch(sql)):
                _, wall = cpu_and_wall(lambda address=address: looker.client.get(address))
            looker.spent.setdefault((what, guarded), []).append(wall)
            looker.asked.setdefault((what, guarded), []).append(sum(sql))


class Stopwatch:
    """Around every statement of a page: its time, and on wish the statement."""

    def __init__(self, spent: list[float], said: list[tuple[float, str, Any]] | None = None):
        self.spent, self.said = spent, said

    def __call__(self, execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, *rest)
        finally:
            self.spent.append(time.perf_counter() - start)
            if self.said is not None:
                self.said.append((self.spent[-1], sql, params))


def show(looker: Looker) -> None:
    for what in looker.pages:
        walls, bare = (statistics.median(looker.spent[what, on]) * 1000 for on in (True, False))
        sql, bare_sql = (statistics.median(looker.asked[what, on]) * 1000 for on in (True, False))
        line(
            f"{looker.name}: {what}",
            (walls, "ms"), (bare, "ms bare"), (walls / bare, "x bare"),
            (sql, "ms SQL"), (sql / bare_sql, "x bare SQL"),
        )  # fmt: skip


def show_worst(looker: Looker) -> None:
    """The statement to mend, where the walls make a page noticeably slower."""
    for what, address in looker.pages.items():
        walls, bare = (statistics.median(looker.asked[what, on]) * 1000 for on in (True, False))
        if walls - bare > NOTICED and walls > TWICE * bare:
            spent, sql, params = max(said_by(looker, address))
            print(f"\n{looker.name}: {what}: {spent * 1000:.0f} ms in\n{sql}\n")
            print(explained(looker.user, sql, params), "\n", flush=True)


def said_by(looker: Looker, address: str) -> list[tuple[float, str, Any]]:
    from django.db import connection

    said: list[tuple[float, str, Any]] = []
    with connection.execute_wrapper(Stopwatch([], said)):
        looker.client.get(address)
    return [each for each in said if each[1].lstrip().startswith("SELECT")]


def explained(user: Any, sql: str, params: Any) -> str:
    from django.db import connection

    from accounts.acting import acting_as

    with acting_as(user), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('app.user_id')")
        if cursor.fetchone() != ("hf_app", str(user.pk)):
            raise SystemExit("the plan was not asked for as hf_app")
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
        return "\n".join(row for (row,) in cursor.fetchall())


def plan_of_list(looker: Looker, people: int) -> list[str]:
    """The rows of the first page: through an index, and no function asked once per row."""
    said = said_by(looker, "/people/")
    _, sql, params = next(
        each for each in said if '"sort_key"' in each[1] and "LIMIT 51" in each[1]
    )
    plan = explained(looker.user, sql, params)
    used = sorted({name for pair in INDEXES.findall(plan) for name in pair if name})
    print(
        f"\n{looker.name}: the list through {', '.join(used) or 'no index'}\n{plan}\n", flush=True
    )
    return faults_of(f"{looker.name}: list", plan, "cases_dossierrow" if people >= ENOUGH else "")


def plan_of_children(looker: Looker) -> list[str]:
    """Rows of a dossier ask the list by its key; all rows of a table ask it too."""
    from django.db import connection

    from accounts.acting import acting_as

    with acting_as(looker.user), connection.cursor() as cursor:
        cursor.execute("SELECT dossier_id FROM visits_obligation LIMIT 1")
        (dossier,) = cursor.fetchone()
    sql = "SELECT * FROM visits_obligation WHERE dossier_id = %s"
    plan = explained(looker.user, sql, [dossier])
    print(f"{looker.name}: duties of one dossier\n{plan}\n", flush=True)
    return faults_of("duties of one dossier", plan, "visits_obligation")


def faults_of(what: str, plan: str, table: str) -> list[str]:
    faults = [f"{what}: {found} is read whole" for found in SCANNED.findall(plan) if found == table]
    if PER_ROW.search(plan):
        faults.append(f"{what}: a function of the walls is asked once per row")
    return faults


def cost_of_scope(looker: Looker) -> None:
    from accounts.acting import acting_as
    from accounts.scope import scope_of, scopes_remembered

    def ask() -> None:
        with scopes_remembered():
            scope_of(looker.user)

    with acting_as(looker.user):
        _, first = cpu_and_wall(ask, times=50)
        _, again = cpu_and_wall(lambda: scope_of(looker.user), times=50)
    line(f"{looker.name}: scope_of", (first * 1000, "ms"), (again * 1000, "ms again"))


if __name__ == "__main__":
    main()
