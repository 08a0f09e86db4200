"""For one test only: a worker that kills itself with SIGKILL at a named point of a letter.

`celery -A huifang worker --include tests.reports.dying_worker` with DIE_AT set. The whole process
group goes at once, as in a power cut. The product knows nothing of this file.
"""

import os
import signal

from reports import tasks

# Point → is the number given by then? What a transaction had written but not committed is gone.
POINTS = {
    "claimed": False,
    "rendering": False,
    "before_number": False,
    "number_not_committed": False,
    "after_number": True,
    "before_file": True,
    "file_not_committed": True,
}


def die() -> None:
    os.killpg(os.getpgid(0), signal.SIGKILL)


def before(act):
    def wrapped(*args, **kwargs):
        die()
        return act(*args, **kwargs)

    return wrapped


def after(act):
    def wrapped(*args, **kwargs):
        act(*args, **kwargs)
        die()

    return wrapped


def before_the_second(act):
    calls = []

    def wrapped(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            die()
        return act(*args, **kwargs)

    return wrapped


def arm(point: str) -> None:
    """Replace one name of reports.tasks; a task looks its names up when it uses them."""
    name, wrap = {
        "claimed": ("_make", before),
        "rendering": ("pdf_of", after),
        "before_number": ("allot_number", before),
        "number_not_committed": ("allot_number", after),
        "after_number": ("pdf_of", before_the_second),
        "before_file": ("store_file", before),
        "file_not_committed": ("store_file", after),
    }[point]
    setattr(tasks, name, wrap(getattr(tasks, name)))


if "DIE_AT" in os.environ:
    arm(os.environ["DIE_AT"])
