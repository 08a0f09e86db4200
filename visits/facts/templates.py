"""Templates as an office has them: its own wording in place of the built-in one."""

from dataclasses import fields

from accounts.models import Unit
from cases.models import Decision, Dossier
from visits.models import PlanTemplate
from visits.rules.templates import BY_KEY, DEFAULTS, Layout, Row, Span

COLUMNS = tuple(each.name for each in fields(Row))


def templates_of(office: Unit) -> list[Layout]:
    """Built-in ones in their order, then the office's further ones."""
    own = {each.key: _read(each) for each in _stored(office)}
    built_in = [own.pop(each.key, each) for each in DEFAULTS]
    return [*built_in, *own.values()]


def template_of(office: Unit, key: str) -> tuple[Layout | None, int]:
    """(the template, the version of the office's own wording; 0: built in)."""
    stored = PlanTemplate.objects.filter(office=office, key=key).prefetch_related("rows").first()
    if stored is not None:
        return _read(stored), stored.version
    return BY_KEY.get(key), 0


def stock_of(office: Unit) -> set[str]:
    """Every wording that a template brings: using one is no copying."""
    return {row.text for each in templates_of(office) for row in each.rows}


def span_of(dossier: Dossier) -> Span:
    decided = (
        Decision.objects.live()
        .filter(dossier=dossier)
        .order_by("decided_on")
        .values_list("decided_on", flat=True)
        .first()
    )
    return Span(decided or dossier.opened_on, dossier.overall_end)


def _stored(office: Unit) -> list[PlanTemplate]:
    return list(PlanTemplate.objects.filter(office=office).prefetch_related("rows"))


def _read(stored: PlanTemplate) -> Layout:
    rows = tuple(Row(**{name: getattr(row, name) for name in COLUMNS}) for row in stored.rows.all())
    return Layout(stored.key, stored.name, stored.note, rows)
