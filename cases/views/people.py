"""回访对象: the list with its filters, and the suggestions under the search boxes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When
from django.http import HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Unit, User
from accounts.roles import Permission
from accounts.scope import scope_of
from audit.choices import Verb
from audit.reading import saw_rows, searched
from cases.choices import DossierStatus
from cases.forms.filters import ORDERS, SORTS, RowFilter
from cases.models import Dossier, DossierRow
from cases.views.header import TONES
from web.charts import PeriodBar, Span, period_bar
from web.dates import cn_date
from web.pages import keyset_page
from workdays import clock

SUGGESTIONS = 8
COLUMNS = (
    "dossier_id",
    "code",
    "name",
    "sort_key",
    "unit_name",
    "post",
    "measures",
    "decided_on",
    "overall_end",
    "status",
    "next_due",
    "next_what",
    "last_visit_on",
    "helper_name",
    "handler__display_name",
)


@dataclass(frozen=True)
class Line:
    """One row of the list as plain strings: a template node costs more than the query."""

    url: str
    name: str
    unit: str
    post: str
    measures: str
    period: str
    bar: PeriodBar | None
    stage: str
    tone: str
    next_what: str
    due: date | None
    due_words: str
    is_late: bool
    visited: str
    handler: str
    helper: str


@requires(Permission.DOSSIER_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    rows = DossierRow.objects.visible_to(request.user)
    filters = RowFilter(request.GET, rows, viewer=request.user, today=today)
    page = keyset_page(
        filters.qs.values_list(*COLUMNS, named=True),
        order=ORDERS[filters.sort],
        params=request.GET,
    )
    saw_rows(row.dossier_id for row in page)
    awaiting = _awaiting_restoration(page, request.user)
    if term := request.GET.get("q", "").strip():
        searched(term, found=page.total)
    context = {
        "page": page,
        "lines": [line_of(row, today, awaits=row.dossier_id in awaiting) for row in page],
        "filters": filters,
        "form": filters.form,
        "chips": list(filters.chips()),
        "sorts": SORTS,
        "sort": filters.sort,
        "today": today,
        "may_register": request.user.may(Permission.DOSSIER_EDIT),
        "may_hand_over": request.user.may(Permission.HANDOVER),
        "may_see_receipts": request.user.may(Permission.RECEIPT_VIEW),
    }
    return TemplateResponse(request, "cases/list.html", context)


def _awaiting_restoration(page: Iterable[Any], viewer: User) -> set[int]:
    """Of the lines shown; joined to the list, the whole of cases_dossier would be asked."""
    open_ended = [row.dossier_id for row in page if row.overall_end is None]
    if not open_ended:
        return set()
    found = Dossier.objects.visible_to(viewer).filter(pk__in=open_ended, awaiting_restoration=True)
    return set(found.values_list("pk", flat=True))


def line_of(row: Any, today: date, *, awaits: bool) -> Line:
    is_over = row.overall_end is not None and row.overall_end < today
    status = DossierStatus(row.status)
    return Line(
        url=f"/people/{row.code}/",
        name=row.name,
        unit=row.unit_name,
        post=row.post,
        # rules.md 6.7: once the last period is over, lists no longer name the measure.
        measures="" if is_over else row.measures,
        period="期满日待恢复党员权利后确定"
        if awaits
        else _period(row.overall_end, is_over=is_over),
        bar=None if is_over else _bar(row, today),
        stage=status.label,
        tone=TONES.get(status, "grey"),
        next_what=row.next_what,
        due=row.next_due,
        due_words=_due_words(row.next_due, today),
        is_late=row.next_due is not None and row.next_due < today,
        visited=_visited(row.last_visit_on, today),
        handler=row.handler__display_name or "",
        helper=row.helper_name,
    )


def _period(end: date | None, *, is_over: bool) -> str:
    if end is None:
        return ""
    return f"影响期已于{cn_date(end)}届满" if is_over else f"至{cn_date(end)}"


def _bar(row: Any, today: date) -> PeriodBar | None:
    if row.decided_on is None or row.overall_end is None:
        return None
    return period_bar(Span("影响期", row.decided_on, row.overall_end), today=today)


def _due_words(due: date | None, today: date) -> str:
    if due is None:
        return ""
    days = (due - today).days
    return f"逾期{-days}天" if days < 0 else "今天到期" if not days else f"还有{days}天"


def _visited(day: date | None, today: date) -> str:
    if day is None:
        return "还没有"
    days = (today - day).days
    return f"{days}天前" if days else "今天"


@requires(Permission.DOSSIER_VIEW, reads=Verb.SEARCH)
@require_safe
def suggest(request: SignedInRequest) -> HttpResponse:
    """At most eight people: mine first, then what is open, then what is due soonest."""
    term = request.GET.get("q", "").strip()
    if not term:
        return JsonResponse({"items": []})
    mine = Case(
        When(handler_id=request.user.pk, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = (
        DossierRow.objects.visible_to(request.user)
        .matching(term)
        .not_filed(up_to=scope_of(request.user).dormant_day)
        .order_by(mine, "-is_open", F("next_due").asc(nulls_last=True), "dossier_id")
    )
    shown = list(rows[:SUGGESTIONS])
    saw_rows(row.dossier_id for row in shown)
    searched(term, found=len(shown))
    items = [
        {
            "label": row.name,
            "note": f"{row.unit_name}　{row.get_status_display()}",
            "url": f"/people/{row.code}/",
        }
        for row in shown
    ]
    return JsonResponse({"items": items})


@requires(Permission.DOSSIER_VIEW)
@require_safe
def suggest_unit(request: SignedInRequest) -> HttpResponse:
    """At most eight open units whose full name holds the text; the shortest first."""
    term = "".join(request.GET.get("q", "").split())
    units = Unit.objects.open(on=clock.today()).filter(full_name__contains=term) if term else []
    names = sorted((unit.full_name for unit in units), key=lambda name: (len(name), name))
    return JsonResponse(
        {"items": [{"label": name, "note": "", "value": name} for name in names[:SUGGESTIONS]]}
    )
