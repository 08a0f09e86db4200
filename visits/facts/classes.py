"""What speaks for a person's class, read from all facts; and the class that holds now."""

from collections.abc import Collection
from datetime import date

from accounts.acting import as_system
from cases.choices import DecisionStatus
from cases.models import Decision, Dossier, Policy
from visits.choices import Attitude
from visits.choices.planning import MANDATORY
from visits.models import Classification, StateEntry, Visit
from visits.rules.classes import Facts, Proposal, proposal


def proposed(dossier: Dossier, *, on: date) -> Proposal:
    """What the rule says today; a wall never changes it (decisions 1.11)."""
    with as_system():
        policy = Policy.objects.governing(dossier.owner, on=on)
        return proposal(facts_of(dossier), today=on, young_age=policy.young_age if policy else None)


def facts_of(dossier: Dossier) -> Facts:
    cadre = dossier.cadre
    if cadre is None:
        return Facts()
    decisions = list(
        Decision.objects.live()
        .filter(dossier=dossier)
        .exclude(status=DecisionStatus.ANNULLED)
        .values_list("measure_id", "form", "reason")
    )
    state = StateEntry.objects.filter(dossier=dossier).newest_first().first()
    visit = Visit.objects.done().filter(dossier=dossier).order_by("-visited_on", "-pk").first()
    return Facts(
        rank=cadre.rank,
        identity=cadre.identity,
        born_month=cadre.born_month,
        measures=[measure for measure, _, _ in decisions],
        forms=[form for _, form, _ in decisions],
        reasons=[reason for _, _, reason in decisions],
        state=state.state if state is not None else "",
        differs=visit is not None and visit.attitude == Attitude.DIFFERS,
        ended_as=dossier.ended_as,
    )


def class_of(dossier: Dossier) -> Classification | None:
    return Classification.objects.filter(dossier=dossier, is_current=True).first()


def mandatory(dossier_ids: Collection[int]) -> set[int]:
    """Of these, who must be visited every year: 必访 and 重点 (practice A.8, A72)."""
    with as_system():
        rows = Classification.objects.filter(
            dossier_id__in=list(dossier_ids), is_current=True, grade__in=sorted(MANDATORY)
        )
        return set(rows.values_list("dossier_id", flat=True))
