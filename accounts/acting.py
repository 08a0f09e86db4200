"""Who acts in this transaction, told to the database and to the querysets; the only door for tasks.

acting_as(user)   a request, a task, a command on behalf of a user: the walls bind it
for_system(job)   a named job of the program itself, in a transaction of its own
as_system()       within either: what is computed from all facts, whoever asks
act               decorator of verbs: checks the object behind the wall, then works as system
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import pghistory
from django.db import connection, models, transaction
from django.http import Http404

from accounts.scope import scopes_remembered
from columns.walls import SYSTEM, Wall, at_work
from workdays import clock

if TYPE_CHECKING:
    from accounts.models import User

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
# Settings of the transaction: the role, who is told to the walls, the job, the day.
SETTINGS = ("role", "app.user_id", "app.job", "app.today", "pgtrigger.ignore")
ASK = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in SETTINGS)
TELL = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


@contextmanager
def acting_as(user: "User | None", *, request_id: str = "") -> Iterator[None]:
    """Open the transaction and set app.user_id in it; row history carries the same user."""
    pk = user.pk if user is not None else None
    with pghistory.context(user=pk, request=request_id), _told("none", user_id=pk):
        yield


@contextmanager
def for_system(job: str) -> Iterator[None]:
    """A named job of the program itself: enters hf_system for this transaction only."""
    with pghistory.context(user=None, job=job), _told(SYSTEM, job=job):
        yield


@contextmanager
def as_system() -> Iterator[None]:
    """Within the transaction at hand: what the program computes from all facts of a cadre, whoever
    asks (decisions 1.11). The row history still carries the user; nothing read here is shown."""
    if at_work.get() == SYSTEM:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # In a savepoint, so that an exception takes the role back with it.
        cursor.execute("SELECT set_config('role', %s, true)", [SYSTEM])
        with _as_role(SYSTEM):
            yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('role', 'none', true)")


def act(verb: Callable[Rest, Answer]) -> Callable[Rest, Answer]:
    """A verb in one transaction. What it changes must be behind no wall for `by`; what it computes
    it computes from all facts, so that a wall never changes a date (decisions 1.11).

    `hf_app` may read case data and write none: acts are the only way.
    """

    @wraps(verb)
    def acted(*args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
        with transaction.atomic():
            if kwargs.get("by") is not None and at_work.get() != SYSTEM:
                _must_be_seen(args[0] if args else None)
            with as_system():
                return verb(*args, **kwargs)

    return acted


def _must_be_seen(target: object) -> None:
    """What a page has found before may have left the user's sight since; then it is not there."""
    if not isinstance(target, models.Model) or not isinstance(getattr(target, "wall", None), Wall):
        return
    if not type(target)._base_manager.filter(pk=target.pk).exists():
        raise Http404


@contextmanager
def _told(role: str, *, user_id: int | None = None, job: str = "") -> Iterator[None]:
    """Also that no trigger is ignored: asked of a setting nobody made, each history trigger would
    raise and swallow an error, and roll back a subtransaction at a price that grows with the rows
    already written."""
    inner = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before: tuple[Any, ...] = ()
        if inner:
            cursor.execute(ASK)
            before = cursor.fetchone()
        today = clock.today().isoformat()
        cursor.execute(TELL, [role, str(user_id or ""), job, today, "{}"])
        with _as_role(SYSTEM if role == SYSTEM else ""), scopes_remembered():
            yield
        # The outer work goes on as whoever it was; a rollback takes the settings back by itself.
        if inner and not connection.needs_rollback:
            cursor.execute(TELL, [each or "" for each in before])


@contextmanager
def _as_role(role: str) -> Iterator[None]:
    token = at_work.set(role)
    try:
        yield
    finally:
        at_work.reset(token)
