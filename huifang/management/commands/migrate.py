"""migrate, without rebuilding the classes of every related model after each operation.

Django keeps the classes of a migration's state up to date after every operation: whatever can be
reached by relations, which here is everything, is rendered anew some six hundred times. But the
database is changed by what one model and the targets of its own keys look like; that model alone
is rendered. Data migrations, which follow relations, begin with all classes made afresh. The state
itself, which is all that makemigrations compares, is the same; `python -m bench.bench_migrate`
shows that the schema is, too.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

from columns.keychecks import key_faults, settings_faults
from huifang.walls import build


def _append_option(  # noqa: PLR0917 (Django calls it so)
    state: ProjectState, app_label: str, model_name: str, option_name: str, item: Any
) -> None:
    options = state.models[app_label, model_name].options
    options[option_name] = [*options.get(option_name, []), item]


def _add_trigger(operation: AddTrigger, app_label: str, state: ProjectState) -> None:
    _append_option(state, app_label, operation.model_name, "triggers", operation.trigger)


def _itself(
    state: ProjectState,
    app_label: str,
    model_name: str,
    delay: bool = False,  # noqa: FBT001, FBT002 (Django calls it so)
) -> set[tuple[str, str]]:
    """What is rendered anew. The classes are then of different ages, so RunPython makes its own."""
    state.is_delayed = True
    return {(app_label, model_name)}


@contextmanager
def without_rebuild() -> Iterator[None]:
    places: list[tuple[Any, str, Any]] = [
        (ProjectState, "_find_reload_model", _itself),
        (ProjectState, "_append_option", _append_option),
        (AddTrigger, "state_forwards", _add_trigger),
    ]
    kept = [getattr(owner, name) for owner, name, _ in places]
    for owner, name, ours in places:
        setattr(owner, name, ours)
    try:
        yield
    finally:
        for (owner, name, _), theirs in zip(places, kept, strict=True):
            setattr(owner, name, theirs)


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        # A migration may seal what was plain: never with a key that is not this database's.
        if faults := settings_faults() or key_faults():
            raise CommandError("\n".join(faults))
        with without_rebuild():
            result = super().handle(*args, **options)
        # Walls are code, not history: each migrate of everything puts up those of this version.
        if not options["app_label"] and not options["plan"] and not options["check_unapplied"]:
            build()
        return result
