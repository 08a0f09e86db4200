"""到期未登记: dossiers with items whose term has run out, each item with its door."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from cases.facts.execution import CheckLine, measure_words
from cases.facts.execution_late import late_rows, waiting_lines
from cases.models import DossierRow
from web.pages import keyset_page
from workdays import clock


@dataclass(frozen=True)
class LateItem:
    label: str
    measure: str
    due_on: date
    url: str


@dataclass(frozen=True)
class LateRow:
    name: str
    unit: str
    url: str
    items: tuple[LateItem, ...]


@requires(Permission.EXECUTION_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def late(request: SignedInRequest) -> HttpResponse:
    if not request.user.is_office:
        raise Http404
    today = clock.today()
    rows = late_rows(request.user, today=today)
    page = keyset_page(rows, order=("sort_key", "dossier_id"), params=request.GET)
    saw_rows(row.dossier_id for row in page)
    waiting = waiting_lines((row.dossier_id for row in page), viewer=request.user)
    may_enter = request.user.may(Permission.EXECUTION_ENTER)
    context = {
        "page": page,
        "today": today,
        "rows": [
            _row(row, waiting.get(row.dossier_id, ()), today=today, may_enter=may_enter)
            for row in page
        ],
    }
    return TemplateResponse(request, "cases/execution_late.html", context)


def _row(
    row: DossierRow, lines: list[CheckLine] | tuple[()], *, today: date, may_enter: bool
) -> LateRow:
    late = [(line, line.due_on) for line in lines if line.is_late(today)]
    return LateRow(
        name=row.name,
        unit=row.unit_name,
        url=reverse("cases:execution", args=[row.code]),
        items=tuple(
            LateItem(
                label=line.item.label,
                measure=measure_words(line.decision),
                due_on=due_on,
                url=_door(row, line) if may_enter else "",
            )
            for line, due_on in late
            if due_on is not None
        ),
    )


def _door(row: DossierRow, line: CheckLine) -> str:
    return reverse("cases:execution_item", args=[row.code, line.decision.code, line.item])
