"""A template put into the posted page: its rows follow those already written."""

from dataclasses import replace
from datetime import date

from django.http import QueryDict

from accounts.access import SignedInRequest
from cases.models import Dossier
from visits.choices import Area, FormKind
from visits.choices.planning import MeasureKind, TemplatePart
from visits.facts.prescriptions import prescribed
from visits.facts.templates import span_of, template_of
from visits.forms import GOALS, MEASURES, STEPS, TABLES
from visits.forms.fields import MOST_ROWS, Posted, remembered_rows
from visits.forms.plan import Table
from visits.rules.templates import Row, Span
from visits.views.pages import Sheet, sheet_of
from workdays import clock

TEMPLATE, PRESCRIBED = "template", "prescribed"
TABLE_OF = {TemplatePart.GOAL: GOALS, TemplatePart.MEASURE: MEASURES, TemplatePart.STEP: STEPS}


def with_template(posted: QueryDict, dossier: Dossier, key: str, *, today: date) -> Posted:
    """What was typed stays; a row that only repeats a template row is not added twice."""
    found, _ = template_of(dossier.owner, key)
    page = posted.copy()
    if found is None:
        return page
    span = span_of(dossier)
    for part, table in TABLE_OF.items():
        rows = [_values(row, span, today=today) for row in found.rows if row.part == part]
        _fill(page, table, rows)
    return page


def with_prescribed(posted: QueryDict, dossier: Dossier) -> Posted:
    """What visits have prescribed since, as measures; area and kind are the writer's to choose."""
    page = posted.copy()
    rows = [
        {
            "area": Area.WORK,
            "kind": MeasureKind.ENABLE,
            "text": each.text,
            "who": each.who,
            "due_on": each.due_on.isoformat(),
        }
        for each in prescribed(dossier)
    ]
    _fill(page, MEASURES, rows)
    return page


def _fill(page: QueryDict, table: Table, rows: list[dict[str, str]]) -> None:
    """Rows in which nothing was typed make room; their choices alone fill no row."""
    typed = [
        row
        for row in remembered_rows(table.form, prefix=table.prefix, data=page)
        if any(row.get(name) for name in row if name not in table.form.steady)
    ]
    words = {str(row.get("text") or row.get("label") or "") for row in typed}
    added = [row for row in rows if (row.get("text") or row.get("label")) not in words]
    for name in [name for name in page if name.startswith(f"{table.prefix}-")]:
        if not name.endswith("_FORMS"):
            del page[name]
    kept = [*typed, *added][:MOST_ROWS]
    for index, row in enumerate(kept):
        for name, value in row.items():
            page[f"{table.prefix}-{index}-{name}"] = str(value or "")
    page[f"{table.prefix}-TOTAL_FORMS"] = str(len(kept))


def _values(row: Row, span: Span, *, today: date) -> dict[str, str]:
    day = span.day(row.anchor, row.days, today=today).isoformat()
    if row.part == TemplatePart.GOAL:
        return {"phase": row.phase, "text": row.text, "by_on": day}
    if row.part == TemplatePart.MEASURE:
        names = ("area", "kind", "text", "who", "sign")
        return {**{name: getattr(row, name) for name in names}, "due_on": day}
    return {
        "kind": row.step,
        "label": row.label,
        "mode": row.mode,
        "focus": row.text,
        "planned_on": day,
    }


def sheet_for(request: SignedInRequest, dossier: Dossier) -> Sheet:
    """「再加一行」 without a script: the posted page comes back like a draft, one row longer."""
    sheet = sheet_of(request, dossier, FormKind.PLAN)
    prefix = request.POST.get("more", "")
    if prefix == TEMPLATE:
        key = request.POST.get("template", "")
        return replace(sheet, data=with_template(request.POST, dossier, key, today=clock.today()))
    if prefix == PRESCRIBED:
        return replace(sheet, data=with_prescribed(request.POST, dossier))
    if prefix not in {table.prefix for table in TABLES}:
        return sheet
    longer = request.POST.copy()
    longer[f"{prefix}-TOTAL_FORMS"] = str(number_in(longer, f"{prefix}-TOTAL_FORMS") + 1)
    return replace(sheet, data=longer)


def number_in(data: Posted, name: str) -> int:
    text = data.get(name) or "0"
    return int(text) if text.isdecimal() and len(text) < 9 else 0
