"""Recomputing every clock of an office, beside a bare loop over the pure engine.

python -m bench.bench_recompute [DECISIONS ...]        default 2000 20000; 200000 for a province

The bare loop asks the engine once for each person, with the inputs ready in memory and the reasons
told, and does nothing else. The recomputation reads, asks, compares and writes: first when every
stored clock is right, then when the office has published another convention, so that nearly all
running clocks move, with row history by triggers and one transaction for each chunk.
"""

import subprocess
import sys
from datetime import date, timedelta

from bench.ground import analyse, cpu_and_wall, ground, line


def main() -> None:
    """Each size in a process of its own, because settings name one database for life."""
    sizes = sys.argv[1:] or ["2000", "20000"]
    if len(sizes) > 1:
        for size in sizes:
            subprocess.run([sys.executable, "-m", "bench.bench_recompute", size], check=True)
        return
    with ground():
        measure(int(sizes[0]))


def measure(people: int) -> None:

    from bench.people import TODAY, fill, office_of
    from cases.models import Cadre

    office, _ = office_of()
    _, filled = cpu_and_wall(lambda: fill(office, people))
    analyse()
    print(f"\n{people:,} decisions (filled in {filled:,.0f} s)", flush=True)
    keys = list(Cadre.objects.order_by("pk").values_list("pk", flat=True))
    _, bare = bare_loop(keys)
    line("bare loop over the engine", (bare, "s"), (bare / people * 1e6, "us each"))
    report("recompute, all clocks right", keys, bare, TODAY)
    publish(office, since=TODAY - timedelta(days=1))
    moved = report("recompute, another convention", keys, bare, TODAY)
    again = report("again", keys, bare, TODAY)
    if not moved.clocks_changed or again.clocks_changed:
        raise SystemExit("the published version did not move the clocks once")


def bare_loop(keys: list[int]) -> tuple[float, float]:
    from bench.people import TODAY
    from cases.facts.reckoning import catalogue, reckon
    from clocks.engine import compute
    from clocks.facts import Person, Policy

    told = [
        [each.told for each in one.decisions]
        for start in range(0, len(keys), 5000)
        for one in reckon(keys[start : start + 5000], today=TODAY)
    ]
    table, policy, nobody = catalogue(), Policy("A", "S1", 6), Person()

    def loop() -> None:
        for inputs in told:
            outcome = compute(nobody, inputs, policy, today=TODAY, catalogue=table)
            for clock in outcome.clocks:
                clock.steps, clock.basis  # noqa: B018 (built when read, as a stored clock needs)

    return cpu_and_wall(loop)


def report(what: str, keys: list[int], bare: float, today: date):
    from accounts.acting import for_system
    from cases.actions import Recomputed, recompute_set

    found = Recomputed()

    def run() -> None:
        nonlocal found
        with for_system("bench"):
            found = recompute_set(keys, today=today)

    cpu, wall = cpu_and_wall(run)
    line(what, (wall, "s"), (cpu, "s CPU"), (wall / bare, "x bare"))
    line("   clocks changed, dossiers moved", (found.clocks_changed, ""), (found.dossiers, ""))
    return found


def publish(office, *, since: date) -> None:
    from accounts.acting import for_system
    from bench.people import moment
    from cases.models import Policy

    with for_system("bench"):
        Policy.objects.create(
            office=office, number=2, valid_from=since, status="published", end_convention="C",
            published_at=moment(),
        )  # fmt: skip


if __name__ == "__main__":
    main()
