"""Whose work a dossier is: who is asked for no purpose before it is shown (security.md 4.1)."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Keeping:
    """Who answers for the dossier."""

    dossier_id: int
    owner_id: int
    carrier_id: int | None
    handler_id: int | None


@dataclass(frozen=True)
class Reading:
    """Who reads. `keeps`: as the staff of the organ that keeps dossiers, the case office or, in a
    town, whoever inspects; a room (监督检查室) is given some of them."""

    user_id: int
    unit_id: int
    keeps: bool
    is_discipline: bool
    assigned: Collection[int]


def is_own_work(keeping: Keeping, reading: Reading) -> bool:
    """The handler, whoever is assigned, the staff of the organ that keeps it or visits. A unit and
    a helper see their own people and nobody else, so they are never asked.

    What is left: a room of the keeping organ that was given nothing of it, and whoever works for
    the organ by delegation; a member of a visit's team is told apart by the caller.
    """
    if not reading.is_discipline:
        return True
    return (
        reading.user_id == keeping.handler_id
        or keeping.dossier_id in reading.assigned
        or (reading.keeps and reading.unit_id == keeping.owner_id)
        or reading.unit_id == keeping.carrier_id
    )
