"""The list of execution issues that every figure opens, with its sums."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.choices.execution import Direction
from cases.models import ExecutionIssue
from cases.querysets.execution import IssueQuerySet
from cases.rules.money import yuan
from cases.views.execution_lines import issue_card
from web.pages import keyset_page
from workdays import clock

STATES = {"open": "未销号", "closed": "已销号", "all": "全部"}


@requires(Permission.EXECUTION_VIEW)
@require_safe
def issues(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    state, direction = (
        _chosen(request, "state", STATES),
        _chosen(request, "direction", {"": "全部", **dict(Direction.choices)}),
    )
    found = shown(ExecutionIssue.objects.visible_to(request.user), state=state, direction=direction)
    page = keyset_page(
        found.select_related("dossier__row", "assigned_to"),
        order=("-found_on", "-pk"),
        params=request.GET,
    )
    sums = found.money()
    context: dict[str, Any] = {
        "page": page,
        "rows": [(each.dossier.row, issue_card(each, today=today)) for each in page],
        "states": [(key, label, key == state) for key, label in STATES.items()],
        "directions": [
            (key, label, key == direction) for key, label in (("", "全部"), *Direction.choices)
        ],
        "today": today,
        "sums": sums,
        "found": yuan(sums.found_fen),
        "corrected": yuan(sums.corrected_fen),
        "left": yuan(sums.left_fen),
    }
    return TemplateResponse(request, "cases/issues.html", context)


def shown(issues: IssueQuerySet, *, state: str, direction: str) -> IssueQuerySet:
    """The rows behind a figure; the desk asks with the same words."""
    by_state = {"open": issues.open, "closed": issues.closed}
    rows = by_state.get(state, issues.live)()
    return rows.going(direction) if direction else rows


def _chosen(request: SignedInRequest, name: str, known: dict[str, str]) -> str:
    """What the address asks for, else the first."""
    asked = request.GET.get(name, "")
    return asked if asked in known else next(iter(known))
