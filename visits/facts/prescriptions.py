"""What visits have prescribed: the plan's next version proposes it as measures (practice A17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cases.models import Dossier
from visits.choices.visiting import RECORDED
from visits.models import VisitPrescription


@dataclass(frozen=True)
class Prescribed:
    """One line, with the visit it comes from."""

    text: str
    who: str
    due_on: date
    visit_number: int | None
    visited_on: date | None


def prescribed(dossier: Dossier, *, known: Collection[str] = ()) -> list[Prescribed]:
    """In the order of visits; `known`: texts that already stand in the plan."""
    rows = (
        VisitPrescription.objects.filter(dossier=dossier, visit__status__in=RECORDED)
        .exclude(text__in=list(known))
        .order_by("visit__number", "order")
        .values_list("text", "who", "due_on", "visit__number", "visit__visited_on")
    )
    return [Prescribed(*row) for row in rows]
