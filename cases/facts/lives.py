"""What is known of a dossier before it ends or is closed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from cases.choices import DecisionStatus, DossierKind
from cases.models import Appeal, Clock, Decision, Dossier, ExecutionIssue, Handover
from cases.rules.lives import ClosingFacts
from cases.rules.states import out_of_scope


def closing_facts(
    dossier: Dossier, *, duties: Collection[str], today: date, told: Mapping[str, Any]
) -> ClosingFacts:
    """`duties`: what the visiting side still owes, in words; `told`: of the form."""
    is_clearing = dossier.kind == DossierKind.CLEARING
    clocks = (
        Clock.objects.filter(decision__dossier=dossier)
        .select_related("decision__measure")
        .prefetch_related("decision__events__measure")
    )
    return ClosingFacts(
        status=dossier.status,
        is_clearing=is_clearing,
        today=today,
        active_to=dossier.active_to,
        awaits_restoration=dossier.awaiting_restoration,
        clocks=[
            (f"{clock.decision.present_measure.name}{clock.get_slot_display()}", clock.end)
            for clock in clocks
        ],
        duties=sorted(duties),
        issues=ExecutionIssue.objects.open().filter(dossier=dossier).count(),
        appeals=Appeal.objects.open().of(dossier).count(),
        is_offered=Handover.objects.offered().filter(dossier=dossier).exists(),
        without_letter=told.get("without_letter", ""),
        informed_on=told.get("informed_on"),
    )


def expelled(dossier: Dossier) -> bool:
    """开除党籍 and 开除公职 among the decisions in force."""
    decisions = Decision.objects.live().filter(cadre=dossier.cadre)
    decisions = decisions.exclude(status=DecisionStatus.ANNULLED)
    return bool(out_of_scope(decisions.values_list("measure_id", flat=True)))
