"""A real worker on a day that a file names, seen from outside: begun, sent work, found dead."""

import time
from datetime import datetime
from pathlib import Path

from kombu import Connection

from huifang.celery import app
from tests.plugins.worker import Child
from visits.models import Obligation

PATIENCE = 180


class VirtualWorker(Child):
    """`broker` is what began its Redis; `patience` in seconds, of whoever waits for it."""

    patience = PATIENCE

    def __init__(self, house, broker, folder: Path, name: str) -> None:
        words = ["worker", "--concurrency", "1", "--loglevel", "INFO", "-n", f"{name}@%h"]
        words += ["--without-gossip", "--without-mingle"]
        words += ["--include", "tests.reminders.virtual_worker"]
        super().__init__(house, name, words, "ready.")
        self.url = broker.endpoints.redis_url()
        self.clock = folder / "clock"
        self.env = {"REDIS_URL": self.url, "VIRTUAL_CLOCK": str(self.clock)}

    def begin(self, at: datetime, **env: str) -> None:
        self.set(at)
        self.start(env={**self.env, **env})

    def set(self, at: datetime) -> None:
        # Read while it is written: a name changes hands at once.
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(at.isoformat())
        fresh.rename(self.clock)

    def send(self, name: str) -> None:
        with Connection(self.url) as connection:
            app.send_task(name, connection=connection)

    def settle(self, name: str, times: int) -> None:
        """Until so many of that task are done."""
        deadline = time.monotonic() + self.patience
        while self.done(name) < times:
            assert time.monotonic() < deadline, self.text()[-3000:]
            time.sleep(0.05)

    def done(self, name: str) -> int:
        lines = self.text().splitlines()
        return sum(f"Task {name}[" in line and "succeeded" in line for line in lines)

    def until_dead(self) -> None:
        """As long as its process group lives; it must have ended by its own kill."""
        deadline = time.monotonic() + self.patience
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.text()[-3000:]
            time.sleep(0.05)
        assert self.process.returncode == -9


def owed():
    found = Obligation.objects.order_by("dossier", "kind", "period")
    return list(found.values_list("dossier", "kind", "period", "due_on", "state"))
