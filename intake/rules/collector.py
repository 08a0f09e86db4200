"""collector_paused(): an import makes a million objects that all live to its end."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Looking through them for garbage again and again took a quarter of the time.

    For a process that does one thing at a time: the command, a worker of the pool.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
