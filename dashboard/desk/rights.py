"""Lines and figures of what a person is entitled to: an answer to his appeal, his Party rights."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from cases.choices import DossierStatus
from cases.facts.restoration import Chain, chains_awaiting
from cases.models import Appeal, Decision, Dossier, DossierRow
from dashboard.desk.lines import BRANCH, Action, Line, due_words

Chains = Mapping[int, Chain]
COMMITTEE = "上级党委"


def awaited_by(user: User, *, today: date) -> Sequence[Chain]:
    """Restorations under way in the user's own office; nobody is reminded during a pause."""
    if not user.may(Permission.RESTORATION_ENTER):
        return ()
    own = Dossier.objects.visible_to(user).filter(owner=user.unit_id)
    return chains_awaiting(own.exclude(status=DossierStatus.PAUSED), today=today)


def without_term(chains: Sequence[Chain], *, today: date) -> Iterator[Chain]:
    """The meeting, the end of publicity once it may be over, and the decision itself."""
    for chain in chains:
        link = chain.next
        if link is None or (link.due is None and (link.earliest is None or link.earliest <= today)):
            yield chain


def decisions_of(chains: Iterator[Chain], user: User) -> tuple[QuerySet[Decision], Chains]:
    """Their decisions as a query, and the chains by their key."""
    found = {chain.decision.pk: chain for chain in chains}
    mine = Decision.objects.visible_to(user).filter(pk__in=list(found))
    query = mine.select_related("dossier__row__handler")
    return query.order_by("decided_on", "pk"), found


def chain_words(chain: Chain) -> str:
    link = chain.next
    return f"恢复党员权利：{link.kind.label if link is not None else '批复待录入'}"


def restoration_line(chains: Chains, decision: Decision, user: User, today: date) -> Line:
    chain = chains[decision.pk]
    row, link = _row(decision), chain.next
    due = link.due.day if link is not None and link.due is not None else None
    page = reverse("cases:restoration", args=[row.code])
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=page,
        what=chain_words(chain),
        who=BRANCH if link is not None else COMMITTEE,
        due=due,
        due_words=due_words(due, today) if due else "",
        is_late=due is not None and due < today,
        action=Action("办理", page),
    )


def line_for(chains: Chains) -> partial[Line]:
    return partial(restoration_line, chains)


def appeal_line(appeal: Appeal, user: User, today: date) -> Line:
    """It is the hearing organ that answers; the office keeps its eye on the day."""
    row = _row(appeal.decision)
    due = appeal.decide_by
    return Line(
        name=row.name,
        unit=row.unit_name,
        url=reverse("cases:appeals", args=[row.code]),
        what=f"{appeal}结果待登记（{appeal.heard_by}办理）",
        who=_handler(row),
        due=due,
        due_words=due_words(due, today) if due else "",
        is_late=due is not None and due < today,
        action=Action("登记结果", reverse("cases:appeal_answer", args=[row.code, appeal.code])),
    )


def _row(decision: Decision) -> DossierRow:
    if decision.dossier is None:
        raise ValueError(f"decision {decision.pk} has no dossier")
    return decision.dossier.row


def _handler(row: DossierRow) -> str:
    return row.handler.display_name if row.handler is not None else "未指定承办人"
