"""Databases of the tests: one migrated template, one copy per process, served as hf_app.

A test marked `django_db` (or asking for `db`) runs in a transaction that is rolled back.
A test asking for `committed_db` (or `transactional_db`, `live_server`, `worker`, `browser`) commits
for real; afterwards its database is made anew from the template. Nothing is ever truncated.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import psycopg
import pytest

from accounts import acting
from columns import guarded, walls
from huifang.launcher.cluster_cache import BEHIND, TEMPLATE
from huifang.launcher.services import Endpoints

ROOT = Path(__file__).resolve().parent.parent.parent
COMMITTING = {"committed_db", "transactional_db", "live_server", "worker", "browser", "page"}


class House:
    """This process's database, and how to make it anew."""

    def __init__(self, worker_id: str) -> None:
        if "HUIFANG_TEST_PG" not in os.environ:
            raise pytest.UsageError("测试需要数据库，请用 ./test 加同样的参数来运行。")
        self.endpoints = Endpoints(
            Path(os.environ["HUIFANG_TEST_PG"]), Path(os.environ["HUIFANG_TEST_REDIS"])
        )
        self.scratch = Path(os.environ["HUIFANG_TEST_SCRATCH"])
        self.database = f"hf_{worker_id}"
        number = int(worker_id.removeprefix("gw")) + 1 if worker_id.startswith("gw") else 0
        self.environment = {
            "DATABASE_URL": self.endpoints.database_url("hf_app", self.database),
            "MIGRATION_DATABASE_URL": self.endpoints.database_url("hf_owner", self.database),
            "REDIS_URL": self.endpoints.redis_url(number),
        }

    def superuser(self) -> psycopg.Connection:
        return psycopg.connect(self.endpoints.dsn("hf_super"), autocommit=True)

    def ensure_template(self) -> None:
        """The first process to ask migrates, as hf_owner, with the command that production runs."""
        with (self.scratch / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.scratch / "template.done"
            if done.exists():
                return
            with self.superuser() as connection:
                kept = "SELECT 1 FROM pg_database WHERE datname = %s"
                there = connection.execute(kept, [TEMPLATE]).fetchone() is not None
                if there and not (self.scratch / BEHIND).exists():  # a kept cluster
                    return
                if not there:
                    connection.execute(f"CREATE DATABASE {TEMPLATE} OWNER hf_owner")
            owner = self.endpoints.database_url("hf_owner", TEMPLATE)
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
            environment = {**os.environ, "MIGRATION_DATABASE_URL": owner, "DATABASE_URL": owner}
            result = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
            if result.returncode:
                with self.superuser() as connection:
                    connection.execute(f"DROP DATABASE {TEMPLATE} WITH (FORCE)")
                pytest.exit(f"migrate failed:\n{result.stdout}{result.stderr}", returncode=3)
            done.touch()

    def fresh(self) -> None:
        """This process's database, copied from the template; takes about a tenth of a second."""
        with self.superuser() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            connection.execute(
                f"CREATE DATABASE {self.database} TEMPLATE {TEMPLATE} OWNER hf_owner"
                " STRATEGY FILE_COPY"
            )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker and (marker.args or marker.kwargs):
            raise pytest.UsageError(f"{item.nodeid}: use the committed_db fixture instead.")


@pytest.fixture(scope="session")
def house(request: pytest.FixtureRequest) -> House:
    return House(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, house: House) -> Iterator[None]:
    """Replaces pytest-django's create and destroy."""
    from django.conf import settings
    from django.db import connections

    house.ensure_template()
    house.fresh()
    os.environ.update(house.environment)  # for children: workers, commands
    settings.REDIS_URL = settings.CELERY_BROKER_URL = house.environment["REDIS_URL"]
    from huifang.celery import app

    app.conf.broker_url = house.environment["REDIS_URL"]
    connections["default"].settings_dict["NAME"] = house.database
    arrange_as_system(connections["default"].settings_dict)
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def arrange_as_system(settings_dict: dict) -> None:
    """A test's own code, its factories and what it looks up, works as hf_system; what a user asks
    for through a client, a browser or acting_as() is served as hf_app, behind the walls."""
    settings_dict["OPTIONS"]["options"] = "-c role=hf_system"
    at_work = ContextVar("at_work", default=walls.SYSTEM)  # in every thread a test starts
    for module in (walls, guarded, acting):
        module.at_work = at_work


@pytest.fixture
def _django_db_helper(request, django_db_setup, django_db_blocker) -> Iterator[None]:
    """Replaces pytest-django's: the rolled-back transaction, and no flushing variant."""
    if COMMITTING & set(request.fixturenames):
        yield
        return
    from django.test import TestCase

    class RolledBack(TestCase):
        # TestCase's own class set-up would open a second transaction around the class.
        @classmethod
        def setUpClass(cls) -> None:
            super(TestCase, cls).setUpClass()

        @classmethod
        def tearDownClass(cls) -> None:
            super(TestCase, cls).tearDownClass()

    with django_db_blocker.unblock():
        RolledBack.setUpClass()
        case = RolledBack(methodName="__init__")
        if not getattr(RolledBack, "_pre_setup_ran_eagerly", False):
            case._pre_setup()
        yield
        case._post_teardown()
        RolledBack.tearDownClass()
        RolledBack.doClassCleanups()


@pytest.fixture
def committed_db(django_db_setup, django_db_blocker, house: House) -> Iterator[House]:
    """Real commits, seen by threads, workers and browsers; the database is new afterwards."""
    from django.db import connections

    with django_db_blocker.unblock():
        yield house
        connections.close_all()
    house.fresh()


@pytest.fixture
def transactional_db(committed_db: House) -> None:
    """pytest-django's name for the same; live_server asks for it."""


@pytest.fixture
def no_queries():
    """A context in which any query raises: `with no_queries(): response.render()`."""
    from django.db import connection

    def refuse(execute, sql, params, many, context):
        raise AssertionError(f"a query where none may be: {sql}")

    @contextmanager
    def guard() -> Iterator[None]:
        with connection.execute_wrapper(refuse):
            yield

    return guard
