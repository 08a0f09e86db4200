"""holding(): run a job under its lease, renewed by the holder while the work goes on."""

import os
import socket
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from django.db import connection

from jobs.actions import Lost, claim, renew
from jobs.models import Job

RENEW_EVERY = 15.0


class Clock(Protocol):
    """Tells the present moment."""

    def __call__(self) -> datetime: ...


@contextmanager
def holding(job_id: int, *, clock: Clock) -> Iterator[Job | None]:
    """Claim the job and renew its 60 s lease until the block ends; None when it is not ours.

    The block's own writes notice a lost lease by themselves: advance() and finish() raise Lost.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    job = claim(job_id, holder=holder, at=clock())
    if job is None:
        yield None
        return
    over = threading.Event()
    keeper = threading.Thread(target=_keep, args=(job_id, holder, clock, over), daemon=True)
    keeper.start()
    try:
        yield job
    finally:
        over.set()
        keeper.join(timeout=5)


def _keep(job_id: int, holder: str, clock: Clock, over: threading.Event) -> None:
    try:
        while not over.wait(RENEW_EVERY):
            renew(job_id, holder=holder, at=clock())
    except Lost:
        return
    finally:
        connection.close()
