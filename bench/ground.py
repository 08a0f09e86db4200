"""The ground of a figure: private services that keep their data safely (fsync on), migrated."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def ground() -> Iterator[None]:
    """Start PostgreSQL and the broker, migrate as the owner, set Django up as hf_app."""
    from huifang.launcher.services import Places, Services

    with tempfile.TemporaryDirectory(prefix="hf-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        services = Services(Places(home / "pg", home / "redis", home / "logs"))
        try:
            endpoints = services.start()
            os.environ.update(
                endpoints.environment(), HUIFANG_ENV="development", LOG_LEVEL="WARNING"
            )
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, check=True
            )
            import django

            django.setup()
            yield
        finally:
            services.stop()


@contextmanager
def owner() -> Iterator[Any]:
    """A connection of hf_owner, whom the tables obey."""
    import environ
    import psycopg

    told = environ.Env.db_url_config(os.environ["MIGRATION_DATABASE_URL"])
    place = {"host": told["HOST"], "user": told["USER"], "dbname": told["NAME"]}
    port = {"port": told["PORT"]} if told["PORT"] else {}
    with psycopg.connect(**place, **port, autocommit=True) as connection:
        yield connection


def analyse() -> None:
    """As the owner: asked by hf_app, PostgreSQL skips every table with a warning."""
    with owner() as connection:
        connection.execute("ANALYZE")


def cpu_and_wall(work: Callable[[], object], *, times: int = 1) -> tuple[float, float]:
    """Median (CPU, wall) seconds of this process over some runs; the database's time is in wall."""
    cpus, walls = [], []
    for _ in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        work()
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return statistics.median(cpus), statistics.median(walls)


def line(what: str, *figures: tuple[float, str]) -> None:
    shown = "  ".join(f"{value:,.3f} {unit}".rjust(18) for value, unit in figures)
    print(f"{what:<44}{shown}", flush=True)
