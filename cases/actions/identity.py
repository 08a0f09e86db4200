"""Whose an ID number is: asked of everybody, told to nobody (decisions 1.11, security.md AZ-10)."""

from cases.models import Cadre
from cases.rules.identity import NEEDS_STEWARD
from columns.refusal import Refused
from columns.sealed import blind_indexes


class NeedsSteward(Refused):
    """The same words, the same statements, whoever bears the number already."""

    def __init__(self) -> None:
        super().__init__(NEEDS_STEWARD)


def must_be_free(number: str, *, apart_from: int = 0) -> None:
    """Called within an act, which computes from all facts. While keys or suites change, an index
    may have several forms, which the unique constraint alone would not compare."""
    bearers = Cadre.objects.live().filter(id_index__in=blind_indexes(number))
    if bearers.exclude(pk=apart_from).exists():
        raise NeedsSteward
