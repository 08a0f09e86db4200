"""Items whose legal term has run out, asked of many decisions at once."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from cases.choices import DecisionStatus, Identity
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.facts.execution import TOLD, CheckLine, listed, loaded
from cases.facts.reckoning import catalogue
from cases.models import Decision, DossierRow, ExecutionCheck, Policy
from cases.querysets import DecisionQuerySet, RowQuerySet
from cases.querysets.rule import NOBODY
from cases.rules.execution_items import SPECS
from cases.rules.execution_terms import Term, terms_of

# A change may bring them about or end them; after one only the list of the decision itself tells.
MOVED_BY_CHANGE = frozenset({ExecutionItem.POST, ExecutionItem.PAY})


def waiting_lines(dossiers: Iterable[int], *, viewer: User) -> dict[int, list[CheckLine]]:
    """Every line of these dossiers that still waits, by dossier, in three queries."""
    found: dict[int, list[Decision]] = {}
    theirs = Decision.objects.visible_to(viewer).filter(dossier__in=list(dossiers))
    for decision in loaded(theirs):
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
    # From the open dossiers of the office to their decisions, never through everybody's: a value
    # is looked up row by row, where the planner would turn EXISTS into a join over the whole table.
    decisions = Decision.objects.filter(dossier=OuterRef("dossier_id"))
    if policy is not None and policy.duties_from is not None:
        decisions = decisions.filter(decided_on__gte=policy.duties_from)
    own = DossierRow.objects.visible_to(user).open().filter(owner=user.unit_id)
    late = with_late_items(decisions, today=today).order_by().values("pk")[:1]
    return own.annotate(late_decision=Subquery(late)).filter(late_decision__isnull=False)


def with_late_items(decisions: DecisionQuerySet, *, today: date) -> DecisionQuerySet:
    """Decisions in force with an item whose term has run out and which nobody has settled; the
    list asks the same of one decision. After a change only what no change can move is counted."""
    late = NOBODY
    for term in terms():
        late |= _late(term, today)
    return decisions.live().exclude(status=DecisionStatus.ANNULLED).filter(late)


@cache
def terms() -> list[Term]:
    """Of the measures in the table; a process reads it once."""
    return terms_of((each.system, each.code) for each in catalogue().measures.values())


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
