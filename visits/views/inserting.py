"""A template put into the posted page: its rows follow those already written."""

from datetime import date

from django.http import QueryDict

from cases.models import Dossier
from visits.choices.planning import TemplatePart
from visits.facts.templates import span_of, template_of
from visits.forms import GOALS, MEASURES, STEPS
from visits.forms.fields import MOST_ROWS, Posted, remembered_rows
from visits.forms.plan import Table
from visits.rules.templates import Row, Span

TEMPLATE = "template"
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
