"""Items whose legal term has run out, asked of many decisions at once."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from cases.choices import DecisionStatus, Identity
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.facts.execution import TOLD, CheckLine, listed, loaded
from cases.models import Decision, DossierRow, ExecutionCheck, Measure, Policy
from cases.querysets import NOBODY, DecisionQuerySet, RowQuerySet
from cases.rules.execution_items import SPECS
from cases.rules.execution_terms import Term, terms_of

# A change may bring them about or end them; after one only the list of the decision itself tells.
MOVED_BY_CHANGE = frozenset({ExecutionItem.POST, ExecutionItem.PAY})


def waiting_lines(dossiers: Iterable[int]) -> dict[int, list[CheckLine]]:
    """Every line of these dossiers that still waits, by dossier, in three queries."""
    found: dict[int, list[Decision]] = {}
    for decision in loaded(Decision.objects.filter(dossier__in=list(dossiers))):
        if decision.dossier_id is not None:
            found.setdefault(decision.dossier_id, []).append(decision)
    return {
        key: [line for each in listed(decisions) for line in each.lines if line.waits]
        for key, decisions in found.items()
    }


def late_rows(user: User, *, today: date) -> RowQuerySet:
    """Open dossiers of the user's own office in which something is late; what was decided before
    the office began with this program is not held against anybody (decisions 1.10)."""
    policy = Policy.objects.governing(user.unit, on=today)
    decisions = Decision.objects.filter(dossier__owner=user.unit_id)
    if policy is not None and policy.duties_from is not None:
        decisions = decisions.filter(decided_on__gte=policy.duties_from)
    late = with_late_items(decisions, today=today).values("dossier")
    return DossierRow.objects.visible_to(user).open().filter(dossier__in=late)


def with_late_items(decisions: DecisionQuerySet, *, today: date) -> DecisionQuerySet:
    """Decisions in force with an item whose term has run out and which nobody has settled; the
    list asks the same of one decision. After a change only what no change can move is counted."""
    measures = Measure.objects.values_list("system", "code")
    late = NOBODY
    for term in terms_of(measures):
        late |= _late(term, today)
    return decisions.live().exclude(status=DecisionStatus.ANNULLED).filter(late)


def _late(term: Term, today: date) -> Q:
    entered = ExecutionCheck.objects.filter(item=term.item)
    if SPECS[term.item].of_person:
        entered = entered.filter(
            decision__dossier=OuterRef("dossier"), decision__decided_on=OuterRef("decided_on")
        )
    else:
        entered = entered.filter(decision=OuterRef("pk"))
    waiting = Q(result=ExecutionResult.UNDER_WAY) & ~Q(
        extended_to__gte=today, extended_to__isnull=False
    )
    asked = Q(measure__in=term.measures, decided_on__lte=term.last_passed(today))
    if term.enterprise is not None:
        of_enterprise = Q(printed_identity=Identity.ENTERPRISE_MANAGER)
        asked &= of_enterprise if term.enterprise else ~of_enterprise
    if term.item in MOVED_BY_CHANGE:
        asked &= Q(status=DecisionStatus.EFFECTIVE)
    untold = Q(**{f"{TOLD[term.item]}__isnull": True}) if term.item in TOLD else Q()
    return asked & (Q(Exists(entered.filter(waiting))) | (untold & Q(~Exists(entered))))
