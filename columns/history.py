"""Row history: every version of a row, written by triggers, so that no path around it exists."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Row = TypeVar("Row", bound=type[models.Model])


def tracked(model: Row) -> Row:
    """Class decorator: inserts, updates and deletes of the row are kept in `<Model>History`."""
    decorate: Callable[[Row], Row] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        model_name=f"{model.__name__}History",
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        meta={"verbose_name": f"{model._meta.verbose_name}（历史）", "default_permissions": ()},
    )
    return decorate(model)
