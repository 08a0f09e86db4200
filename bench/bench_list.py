"""The list of people: the page through Django's test client beside an empty page, and its SQL.

python -m bench.bench_list [PEOPLE ...]        default 500 20000
"""

import subprocess
import sys
import time
from functools import partial
from typing import Any

from bench.ground import analyse, cpu_and_wall, ground, line

PAGES = {
    "empty page (prefs)": "/prefs/",
    "list, first page": "/people/",
    "list, two characters": "/people/?q=明澈",
    "list, one character": "/people/?q=许",
    "list, initials": "/people/?q=xm",
    "list, overdue": "/people/?due=overdue",
    "suggestions": "/people/suggest/?q=许明",
}


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or [500, 20_000]
    if len(sizes) == 1:
        with ground():
            measure(sizes[0])
        return
    for people in sizes:  # each size in a process of its own, so that nothing stays warm
        subprocess.run([sys.executable, "-m", "bench.bench_list", str(people)], check=True)


def measure(people: int) -> None:
    from django.db import connection
    from django.test import Client

    from bench.people import fill, office_of

    office, user = office_of()
    _, wall = cpu_and_wall(lambda: fill(office, people))
    analyse()
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    print(f"\n{people:,} people (filled in {wall:.1f} s)")
    empty = None
    for what, address in PAGES.items():
        client.get(address)
        spent: list[float] = []
        with connection.execute_wrapper(partial(timed, spent)):
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        cpu, wall = cpu_and_wall(lambda address=address: client.get(address), times=15)
        empty = empty or cpu
        line(
            what,
            (cpu * 1000, "ms CPU"),
            (cpu / empty, "x empty"),
            (wall * 1000, "ms wall"),
            (sum(spent) * 1000, "ms SQL"),
            (len(spent), "queries"),
        )


def timed(spent: list[float], execute: Any, *call: Any) -> Any:
    """A wrapper of the cursor: every statement of the page with its time."""
    start = time.perf_counter()
    try:
        return execute(*call)
    finally:
        spent.append(time.perf_counter() - start)


if __name__ == "__main__":
    main()
