"""acting_as(): who acts in this transaction, told to the database; the only door for tasks."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pghistory
from django.db import connection, transaction

if TYPE_CHECKING:
    from accounts.models import User


@contextmanager
def acting_as(user: "User | None", *, request_id: str = "") -> Iterator[None]:
    """Open the transaction and set app.user_id in it; row history carries the same user."""
    pk = user.pk if user is not None else None
    with transaction.atomic(), pghistory.context(user=pk, request=request_id):
        _tell(pk)
        yield


@contextmanager
def for_system(job: str) -> Iterator[None]:
    """A named job of the program itself: enters hf_system for this transaction only."""
    with transaction.atomic(), pghistory.context(user=None, job=job):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE hf_system")
        _tell(None, job)
        yield
        # Inside an outer transaction the role must not outlive the block; after an exception
        # the rollback takes it back by itself.
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@contextmanager
def as_system() -> Iterator[None]:
    """Within the transaction at hand: what the program computes from all facts of a cadre, whoever
    asks (decisions 1.11). The row history still carries the user; nothing read here is shown.

    After an exception the rollback of the enclosing atomic block takes the role back.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), set_config('role', 'hf_system', true)")
        before = cursor.fetchone()[0]
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, true)", [before])


def _tell(user_id: int | None, job: str = "") -> None:
    """Also that no trigger is ignored: asked of a setting nobody made, each history trigger would
    raise and swallow an error, and roll back a subtransaction at a price that grows with the rows
    already written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.user_id', %s, true), set_config('app.job', %s, true),"
            " set_config('pgtrigger.ignore', '{}', true)",
            [str(user_id or ""), job],
        )
