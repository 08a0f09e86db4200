"""Questions put to functions of the database, which answer behind the walls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, CharField, Func, TextField, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

PIECES = ArrayField(CharField(max_length=200))


class Written(Func):
    """`pk__in=Written(...)`: dossiers of names that contain the pieces and the whole part."""

    function = "hf_written"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()

    def __init__(self, *, pieces: Sequence[str], part: str) -> None:
        super().__init__(
            Value(list(pieces), output_field=PIECES), Value(part, output_field=TextField())
        )


class Spelt(Func):
    """`pk__in=Spelt(...)`: dossiers of names typed so in pinyin or initials."""

    function = "hf_spelt"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()

    def __init__(self, typed: str) -> None:
        super().__init__(Value([typed], output_field=PIECES))


class IsVoid(Func):
    """Whether a dossier was voided (作废), also for who does not see it any more."""

    function = "hf_is_void"
    output_field = BooleanField()
