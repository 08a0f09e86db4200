"""Questions put to functions of the database, which answer behind the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Func, TextField, Value

if TYPE_CHECKING:
    from collections.abc import Sequence


class Found(Func):
    """Names that contain `pieces` (and the whole `part`), or are `spelt` so; behind the walls.

    `pk__in=Found(...)` becomes IN (SELECT hf_find(...)); see cases.rules.walls.search.
    """

    function = "hf_find"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()

    def __init__(
        self,
        *,
        pieces: Sequence[str] | None = None,
        spelt: Sequence[str] | None = None,
        part: str | None = None,
    ) -> None:
        texts = ArrayField(TextField())
        super().__init__(
            Value(pieces, output_field=texts),
            Value(spelt, output_field=texts),
            Value(part, output_field=TextField()),
        )


class IsVoid(Func):
    """Whether a dossier was voided (作废), also for who does not see it any more."""

    function = "hf_is_void"
    output_field = BooleanField()
