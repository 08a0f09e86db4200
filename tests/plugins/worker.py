"""A real Celery worker, and beat, as child processes on this process's database and broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from huifang.launcher.processes import start, stop, tail
from huifang.launcher.services import REDIS, Services
from tests.plugins.database import ROOT, House


class Child:
    """One Celery process; restart it, kill it, read its log."""

    def __init__(self, house: House, name: str, words: list[str], ready: str) -> None:
        self.log = house.scratch / f"{house.database}-{name}-{time.monotonic_ns()}.log"
        self.words, self.ready = words, ready
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    def start(self, *, timeout: float = 60, env: dict[str, str] | None = None) -> None:
        """`env` adds variables to this one start, for example a point at which to die."""
        command = [sys.executable, "-m", "celery", "-A", "huifang", *self.words]
        with self.log.open("wb") as handle:
            self.process = start(command, env={**os.environ, **(env or {})}, log=handle, cwd=ROOT)
        self.wait_for(self.ready, timeout=timeout)

    def wait_for(self, words: str, *, timeout: float = 60) -> None:
        """Until the log has the words."""
        deadline = time.monotonic() + timeout
        while words not in self.text():
            assert self.process is not None
            assert self.process.poll() is None, f"the process ended:\n{tail(self.log, 40)}"
            assert time.monotonic() < deadline, f"no {words!r} in:\n{tail(self.log, 40)}"
            time.sleep(0.05)

    def text(self) -> str:
        return Path(self.log).read_text(errors="replace")

    def kill(self) -> None:
        """As a power cut would: the worker and its pool at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience=15)

    def restart(self, *, env: dict[str, str] | None = None) -> None:
        self.stop()
        self.start(env=env)


def _flush(house: House) -> None:
    import redis

    url = house.environment["REDIS_URL"]
    number = int(url.rpartition("=")[2])
    with redis.Redis(unix_socket_path=str(house.endpoints.redis_socket), db=number) as broker:
        broker.flushdb()


@pytest.fixture
def broker() -> Iterator[Services]:
    """A Redis of this test alone, which may be stopped."""
    services = Services(wanted=frozenset({REDIS}))
    services.start()
    try:
        yield services
    finally:
        services.stop()


@pytest.fixture
def worker(committed_db: House, request: pytest.FixtureRequest) -> Iterator[Child]:
    """A running worker with a pool of two; its log is shown when the test fails."""
    _flush(committed_db)
    words = ["worker", "--concurrency", "2", "--loglevel", "INFO"]
    words += ["--without-gossip", "--without-mingle"]
    yield from _running(Child(committed_db, "worker", words, "ready."), request)
    _flush(committed_db)


@pytest.fixture
def beat(worker: Child, committed_db: House, request: pytest.FixtureRequest) -> Iterator[Child]:
    """A running beat beside the worker."""
    schedule = committed_db.scratch / f"{committed_db.database}-{time.monotonic_ns()}.beat"
    words = ["beat", "--loglevel", "INFO", "--schedule", str(schedule), "--pidfile", ""]
    yield from _running(Child(committed_db, "beat", words, "beat: Starting"), request)


def _running(child: Child, request: pytest.FixtureRequest) -> Iterator[Child]:
    request.node.user_properties.append(("log", str(child.log)))
    try:
        child.start()
        yield child
    finally:
        child.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    if report.failed:
        for name, value in item.user_properties:
            if name == "log":
                report.sections.append((f"log {Path(value).name}", tail(Path(value), 60)))
    return report
