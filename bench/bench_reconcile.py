"""Reconciling what is owed, beside set-based statements: bare talks, and the rule in one piece.

python -m bench.bench_reconcile [--kills] [PEOPLE ...]        default 500 20000

The bare statement knows neither suspensions nor talks already held, withdraws nothing and tells
the list nothing. It runs twice: into a table with the same indexes and no more, and into the real
table (foreign key, checks, history by triggers), where it is rolled back.

With --kills a worker and its broker are killed on the way as well (bench.kills), in an office that
began with this quarter: of two years without a single talk each duty would have eight reminders.
"""

import subprocess
import sys
import threading
from datetime import date

from bench.ground import analyse, cpu_and_wall, ground, line
from bench.kills import kills

BEGUN_LATELY = date(2026, 7, 1)
BARE = """
INSERT INTO {table} (dossier_id, kind, period, due_on, state, withdrawal, exempt_reason)
SELECT d.id, 'talk', to_char(q, 'YYYY"Q"Q'),
       least((q + interval '3 months')::date - 1, d.active_to), 'open', '', ''
  FROM cases_dossier d
  JOIN cases_policy p ON p.office_id = d.owner_id
  JOIN LATERAL generate_series(
           date_trunc('quarter', greatest(d.active_from, p.duties_from)::timestamp),
           date_trunc('quarter', %(on)s::date::timestamp), interval '3 months') q ON true
 WHERE least((q + interval '3 months')::date - 1, d.active_to)
       - greatest(q::date, d.active_from, p.duties_from) + 1 >= p.talk_min_days
    ON CONFLICT DO NOTHING
"""


def main() -> None:
    """Each size in a process of its own, because settings name one database for life."""
    options = [word for word in sys.argv[1:] if word.startswith("--")]
    sizes = [word for word in sys.argv[1:] if word not in options] or ["500", "20000"]
    if len(sizes) > 1:
        for size in sizes:
            command = [sys.executable, "-m", "bench.bench_reconcile", *options, size]
            subprocess.run(command, check=True)
        return
    with ground():
        people = int(sizes[0])
        if "--kills" in options:
            measure(people, duties_from=BEGUN_LATELY)
            kills(people)
        else:
            measure_again(*measure(people))


def measure(people: int, **begun: date) -> tuple[int, float]:
    """The first sweep, beside SQL alone: how many duties it made, and in how many seconds."""
    from bench.people import TODAY, fill, office_of
    from visits.actions import reconcile_all

    office, _ = office_of(**begun)
    fill(office, people)
    analyse()
    print(f"\n{people:,} people", flush=True)
    rows, bare = into_plain_table()
    line(f"bare INSERT..SELECT, {rows:,} talks", (bare, "s"))
    guarded = into_real_table()
    line("the same into the real table", (guarded, "s"), (guarded / bare, "x bare"))
    set_based, told = one_statement()
    line(f"the rule as one statement, {told:,} duties", (set_based, "s"))
    _, first = cpu_and_wall(lambda: reconcile_all(on=TODAY))
    made = _obligations()
    line(
        f"reconcile, all {made:,} obligations missing",
        (first, "s"), (first / set_based * told / made, "x one statement, a row"),
        (first / guarded * rows / made, "x real, a row"),
    )  # fmt: skip
    analyse()
    return made, first


def measure_again(made: int, first: float) -> None:
    """What every night costs, a single dossier, and two sweeps at once."""
    from accounts.acting import for_system
    from bench.people import TODAY
    from visits.actions import reconcile, reconcile_all
    from visits.models import Obligation

    _, again = cpu_and_wall(lambda: reconcile_all(on=TODAY), times=3)
    line("again, nothing missing", (again, "s"), (again / first, "x first"))
    with for_system("bench"):
        one = Obligation.objects.values_list("dossier_id", flat=True).first()
        _, single = cpu_and_wall(lambda: reconcile([one], on=TODAY), times=20)
    line("one dossier", (single * 1000, "ms"))
    _, both = cpu_and_wall(lambda: at_once(lambda: reconcile_all(on=TODAY)))
    line("two sweeps at once, nothing missing", (both, "s"), (both / again, "x one"))
    if _obligations() != made:
        raise SystemExit("a sweep doubled an obligation")


def _obligations() -> int:
    from accounts.acting import for_system
    from visits.models import Obligation

    with for_system("bench"):
        return Obligation.objects.count()


def into_plain_table() -> tuple[int, float]:
    from django.db import connection

    from accounts.acting import for_system
    from bench.people import TODAY

    with for_system("bench"), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE plain (LIKE visits_obligation"
            " INCLUDING INDEXES INCLUDING IDENTITY INCLUDING DEFAULTS)"
        )
        _, wall = cpu_and_wall(lambda: cursor.execute(BARE.format(table="plain"), {"on": TODAY}))
        return cursor.rowcount, wall


def into_real_table() -> float:
    from django.db import connection, transaction

    from accounts.acting import for_system
    from bench.people import TODAY

    with transaction.atomic():
        with for_system("bench"), connection.cursor() as cursor:
            sql = BARE.format(table="visits_obligation")
            _, wall = cpu_and_wall(lambda: cursor.execute(sql, {"on": TODAY}))
        transaction.set_rollback(True)
    return wall


def one_statement() -> tuple[float, int]:
    """Talks, terms and the visit before the end as one statement; rolled back."""
    from django.db import connection, transaction

    from accounts.acting import for_system
    from bench.one_statement import SQL
    from bench.people import TODAY
    from cases.choices import SHUT_STATUSES
    from cases.models import Dossier

    with transaction.atomic():
        with for_system("bench"), connection.cursor() as cursor:
            told = {
                "ids": list(Dossier.objects.values_list("pk", flat=True)),
                "on": TODAY,
                "shut": sorted(map(str, SHUT_STATUSES)),
                "pre_due": 30,
                "pre_opens": 60,
            }
            _, wall = cpu_and_wall(lambda: cursor.execute(SQL, told))
            made = cursor.fetchone()[0]
        transaction.set_rollback(True)
    return wall, made


def at_once(work) -> None:
    """In two threads, each on its own connection."""
    from django.db import connection

    def run() -> None:
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
