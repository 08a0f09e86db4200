"""The clock sweep, beside one bare set-based INSERT .. SELECT of the same marks.

python -m bench.bench_sweep [PEOPLE ...]        default 500 20000

The bare statement knows neither awaited restorations nor shut files, takes nothing back and drafts
nothing. It runs twice: into a table with the same indexes and no more, and into the real table
(foreign keys, checks, history by triggers), where it is rolled back. The first sweep also writes
three papers for each person whose period ended since duties began; an office that has begun meets
a few a day.
"""

import subprocess
import sys
from datetime import timedelta

from bench.ground import analyse, cpu_and_wall, ground, line

BARE = """
INSERT INTO {table} (dossier_id, decision_id, slot, step, "end", made_on, withdrawal)
SELECT x.dossier_id, c.decision_id, c.slot, s.step, c."end", %(on)s, ''
  FROM cases_clock c
  JOIN cases_decision x ON x.id = c.decision_id
  JOIN cases_dossier d ON d.id = x.dossier_id
  JOIN cases_policy p ON p.office_id = d.owner_id
  JOIN (VALUES (60), (30), (7), (-1)) s(step)
    ON c."end" - s.step BETWEEN p.duties_from AND %(on)s
 WHERE NOT d.awaiting_restoration AND c.kind = 'bar'
    ON CONFLICT DO NOTHING
"""


def main() -> None:
    """Each size in a process of its own, because settings name one database for life."""
    sizes = sys.argv[1:] or ["500", "20000"]
    if len(sizes) > 1:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "bench.bench_sweep", size], check=True)
        return
    with ground():
        measure(int(sizes[0]))


def measure(people: int) -> None:
    from accounts.acting import for_system
    from bench.people import TODAY, fill, office_of
    from cases.models import Dossier
    from reports.actions import draft_notices
    from reports.models import Notice
    from visits.actions import mark_clocks
    from visits.models import ClockMark

    office, _ = office_of()
    fill(office, people)
    analyse()
    print(f"\n{people:,} people", flush=True)
    rows, bare = into_plain_table()
    line(f"bare INSERT..SELECT, {rows:,} marks", (bare, "s"))
    guarded = into_real_table()
    line("the same into the real table", (guarded, "s"), (guarded / bare, "x bare"))
    ids = list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
    with for_system("bench"):
        _, marks = cpu_and_wall(lambda: in_chunks(mark_clocks, ids, TODAY))
    made = ClockMark.objects.count()
    line(
        f"marks, all {made:,} missing",
        (marks, "s"),
        (marks / guarded * rows / made, "x real, a row"),
    )
    with for_system("bench"):
        _, papers = cpu_and_wall(lambda: in_chunks(draft_notices, ids, TODAY))
    drafted = Notice.objects.count()
    line(f"notices, all {drafted:,} missing", (papers, "s"), (papers / drafted * 1000, "ms each"))
    analyse()
    once_more(ids, bare, made)


def once_more(ids: list[int], bare: float, made: int) -> None:
    """What every night costs, and a single correction."""
    from accounts.acting import for_system
    from bench.people import TODAY
    from corrections.actions import sweep_all, sweep_clocks
    from visits.models import ClockMark

    _, again = cpu_and_wall(lambda: sweep_all(on=TODAY), times=3)
    line("the whole sweep again, nothing to do", (again, "s"), (again / bare, "x bare"))
    tomorrow = TODAY + timedelta(days=1)
    _, next_day = cpu_and_wall(lambda: sweep_all(on=tomorrow))
    line(f"the day after, {ClockMark.objects.count() - made:,} marks", (next_day, "s"))
    with for_system("bench"):
        _, single = cpu_and_wall(lambda: sweep_clocks([ids[0]], on=tomorrow), times=20)
    line("one dossier", (single * 1000, "ms"))


def in_chunks(act, ids, on) -> None:
    from corrections.actions.sweep import CHUNK

    for start in range(0, len(ids), CHUNK):
        act(ids[start : start + CHUNK], on=on)


def into_plain_table() -> tuple[int, float]:
    from django.db import connection

    from bench.people import TODAY

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE plain (LIKE visits_clockmark INCLUDING INDEXES INCLUDING IDENTITY)"
        )
        _, wall = cpu_and_wall(lambda: cursor.execute(BARE.format(table="plain"), {"on": TODAY}))
        return cursor.rowcount, wall


def into_real_table() -> float:
    from django.db import connection, transaction

    from accounts.acting import for_system
    from bench.people import TODAY

    with transaction.atomic():
        with for_system("bench"), connection.cursor() as cursor:
            sql = BARE.format(table="visits_clockmark")
            _, wall = cpu_and_wall(lambda: cursor.execute(sql, {"on": TODAY}))
        transaction.set_rollback(True)
    return wall


if __name__ == "__main__":
    main()
