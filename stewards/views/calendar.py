"""工作日历: the years that are known; one year, looked at before it is published."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.views.telling import tell_duties
from columns.refusal import Refused
from stewards.actions import publish_year, seen_moves
from stewards.forms.calendar import YearForm
from visits.choices import ObligationKind
from web.pages import see_other
from workdays import clock
from workdays.models import Holiday, YearTable
from workdays.rules import SpecialDay, written

UNPROCESSABLE = 422
# The arrangement of a year is announced in the autumn before it.
FIRST_YEAR, AHEAD = 2020, 1


@dataclass(frozen=True)
class Moved:
    """So many duties of one kind whose last day would be another."""

    label: str
    was: date
    becomes: date
    count: int


@requires(Permission.CALENDAR_EDIT)
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    tables = {table.year: table for table in YearTable.objects.all()}
    newest = max(clock.today().year + AHEAD, *tables)
    context = {
        "years": [(year, tables.get(year)) for year in range(newest, FIRST_YEAR - 1, -1)],
    }
    return TemplateResponse(request, "stewards/calendar.html", context)


@requires(Permission.CALENDAR_EDIT)
@require_http_methods(["GET", "POST"])
def year(request: SignedInRequest, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= clock.today().year + AHEAD:
        raise Http404
    table = YearTable.objects.filter(year=year).first()
    form = YearForm(
        request.POST if request.method == "POST" else None, year=year, initial=_initial(year, table)
    )
    moved = None
    if form.is_valid():
        if "publish" in request.POST and _published(request, form):
            return see_other("stewards:calendar")
        if not form.errors:
            found = seen_moves(year=year, days=form.cleaned_data["days"], on=clock.today())
            moved = _shown(found)
    context = {"year": year, "table": table, "form": form, "moved": moved}
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "stewards/calendar_year.html", context, status=status)


def _published(request: SignedInRequest, form: YearForm) -> bool:
    given = form.cleaned_data
    try:
        publish_year(
            year=form.year,
            days=given["days"],
            document=given["document"],
            version=given["version"],
            by=request.user,
            on=clock.today(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    tell_duties(None)
    messages.success(
        request, f"{form.year}年工作日历已公布。按工作日计算的期限正在后台重新推算，已办的不变。"
    )
    return True


def _initial(year: int, table: YearTable | None) -> dict[str, object]:
    days = [
        SpecialDay(each.day, each.is_workday, each.name)
        for each in Holiday.objects.filter(day__year=year)
    ]
    return {
        "version": table.version if table is not None else 0,
        "document": table.document if table is not None else "",
        "days": written(days, year),
    }


def _shown(found: Counter[tuple[str, date, date]]) -> list[Moved]:
    return [
        Moved(ObligationKind(kind).label, was, becomes, count)
        for (kind, was, becomes), count in sorted(found.items(), key=lambda each: each[0][1:])
    ]
