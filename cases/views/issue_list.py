"""The list of execution issues that every figure opens, with its sums."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from cases.choices.execution import Direction
from cases.models import ExecutionIssue
from cases.querysets.execution import IssueQuerySet
from cases.rules.money import yuan
from cases.views.execution_lines import issue_card
from web.pages import keyset_page
from workdays import clock

STATES = {"open": "未销号", "closed": "已销号", "all": "全部"}
DIRECTIONS = {"": "全部", **{str(key): str(label) for key, label in Direction.choices}}


@dataclass(frozen=True)
class SumLine:
    """One direction: money that goes different ways is never added up."""

    label: str
    issues: int
    times: int
    decisions: int
    found: str
    corrected: str
    left: str


@requires(Permission.EXECUTION_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def issues(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    state, direction = _chosen(request, "state", STATES), _chosen(request, "direction", DIRECTIONS)
    found = shown(ExecutionIssue.objects.visible_to(request.user), state=state, direction=direction)
    page = keyset_page(
        found.select_related("dossier__row", "assigned_to"),
        order=("-found_on", "-pk"),
        params=request.GET,
    )
    saw_rows(each.dossier_id for each in page)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(each.dossier.row, issue_card(each, today=today)) for each in page],
        "states": [(key, label, key == state) for key, label in STATES.items()],
        "directions": [(key, label, key == direction) for key, label in DIRECTIONS.items()],
        "today": today,
        "sums": list(sum_lines(found)),
    }
    return TemplateResponse(request, "cases/issues.html", context)


def sum_lines(issues: IssueQuerySet) -> Iterator[SumLine]:
    for direction, sums in issues.money_by_direction().items():
        if sums.issues:
            has_money = direction != Direction.NONE
            amounts = (sums.found_fen, sums.corrected_fen, sums.left_fen)
            words = [yuan(fen) if has_money else "" for fen in amounts]
            label = Direction(direction).label
            yield SumLine(label, sums.issues, sums.times, sums.decisions, *words)


def shown(issues: IssueQuerySet, *, state: str, direction: str) -> IssueQuerySet:
    """The rows behind a figure; the desk asks with the same words."""
    by_state = {"open": issues.open, "closed": issues.closed}
    rows = by_state.get(state, issues.live)()
    return rows.going(direction) if direction else rows


def _chosen(request: SignedInRequest, name: str, known: dict[str, str]) -> str:
    """What the address asks for, else the first."""
    asked = request.GET.get(name, "")
    return asked if asked in known else next(iter(known))
