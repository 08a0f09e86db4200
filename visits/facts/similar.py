"""Whether a plan's words are another person's plan: told to writer and approver, without a name."""

from dataclasses import dataclass

from accounts.acting import as_system
from accounts.models import User
from cases.models import Dossier
from visits.choices import PlanStatus
from visits.facts.templates import stock_of
from visits.models import Plan
from visits.rules.similar import likest, shingles

# The newest of the office; older ones nobody copies from.
MOST = 300


@dataclass(frozen=True)
class Resemblance:
    """`other` only for whoever may find that person anyway."""

    percent: int
    other: Dossier | None


def resemblance_of(plan: Plan, *, viewer: User) -> Resemblance | None:
    with as_system():
        others = (
            Plan.objects.filter(dossier__owner=plan.dossier.owner)
            .exclude(dossier=plan.dossier)
            .exclude(dossier__cadre=plan.dossier.cadre)
            .exclude(status=PlanStatus.SUPERSEDED)
            .prefetch_related("goals", "measures")
            .order_by("-pk")[:MOST]
        )
        stock = stock_of(plan.dossier.owner)
        found = likest(
            shingles(_lines(plan), known=stock),
            [(each.dossier_id, shingles(_lines(each), known=stock)) for each in others],
        )
    if found is None:
        return None
    seen = Dossier.objects.visible_to(viewer).select_related("cadre").filter(pk=found.key).first()
    return Resemblance(percent=round(found.share * 100), other=seen)


def _lines(plan: Plan) -> list[str]:
    return [
        *plan.situation.splitlines(),
        *(goal.text for goal in plan.goals.all()),
        *(measure.text for measure in plan.measures.all()),
        *(measure.sign for measure in plan.measures.all()),
    ]
