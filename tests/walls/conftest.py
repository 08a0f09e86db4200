"""The world as a database: built by the first process that asks, copied by every other."""

import fcntl
import logging
from collections.abc import Iterator

import pytest

from tests.walls.world import World, build

WORLD = "hf_walls"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, house) -> Iterator[World]:
    """This process's database is a copy of the world while the module runs."""
    from django.db import connections

    kept = house.scratch / "walls.pickle"
    with django_db_blocker.unblock():
        with (house.scratch / "walls.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            connections.close_all()
            if not kept.exists():
                if (house.scratch / "walls.failed").exists():
                    pytest.fail("the world could not be built; the first failure says why")
                (house.scratch / "walls.failed").touch()
                _spread_keys(house)
                build().save(kept)
                connections.close_all()
                _keep(house)
        connections.close_all()
        _take(house)
        yield World.load(kept)
        connections.close_all()
    house.fresh()


def _spread_keys(house) -> None:
    """Every table counts from a number of its own, so that an id names its row without a table."""
    import psycopg

    house.fresh()
    dsn = house.endpoints.dsn("hf_super", house.database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        names = connection.execute(
            "SELECT quote_ident(sequencename) FROM pg_sequences WHERE schemaname = 'public'"
            " ORDER BY 1"
        ).fetchall()
        for number, (name,) in enumerate(names, start=1):
            connection.execute(f"ALTER SEQUENCE {name} RESTART WITH {number * 10_000_000 + 7001}")


def _keep(house) -> None:
    with house.superuser() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {WORLD} WITH (FORCE)")
        connection.execute(
            f"CREATE DATABASE {WORLD} TEMPLATE {house.database} OWNER hf_owner STRATEGY FILE_COPY"
        )


def _take(house) -> None:
    with house.superuser() as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {house.database} WITH (FORCE)")
        connection.execute(
            f"CREATE DATABASE {house.database} TEMPLATE {WORLD} OWNER hf_owner STRATEGY FILE_COPY"
        )


@pytest.fixture
def quiet():
    """Thousands of refusals are on purpose; the crawl reads the logs, this run needs none."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
