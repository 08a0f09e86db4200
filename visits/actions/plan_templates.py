"""Verbs of a plan's templates: the office's own wording, and back to the built-in one."""

from collections.abc import Sequence
from datetime import date

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions.holding import Stale
from visits.models import PlanTemplate, TemplateRow
from visits.rules.templates import Layout, Row


@act
def save_template(
    office: Unit, *, template: Layout, version: int, by: User, on: date
) -> PlanTemplate:
    """`version` 0: the built-in wording stood on the page, or the template is new."""
    if not template.rows:
        raise Refused("模板里请至少写一项目标、措施或安排。")
    key = template.key or new_code()
    stored = PlanTemplate.objects.select_for_update().filter(office=office, key=key).first()
    if (stored.version if stored is not None else 0) != version:
        raise Stale
    if stored is None:
        stored = PlanTemplate(office=office, key=key, version=0)
    stored.name, stored.note, stored.is_off = template.name, template.note, False
    stored.saved_by, stored.saved_on, stored.version = by, on, version + 1
    stored.save()
    _write(stored, template.rows)
    record("template.saved", stored, by=by, on=on)
    return stored


@act
def drop_template(office: Unit, *, key: str, by: User, on: date) -> None:
    """The built-in wording holds again; a template of one's own is gone."""
    stored = PlanTemplate.objects.filter(office=office, key=key).first()
    if stored is None:
        raise Refused("现在用的就是系统内置的模板，不用恢复。")
    record("template.restored", stored, by=by, on=on)
    stored.rows.all().delete()
    stored.delete()


def _write(stored: PlanTemplate, rows: Sequence[Row]) -> None:
    stored.rows.all().delete()
    TemplateRow.objects.bulk_create(
        TemplateRow(template=stored, order=order, **vars(row)) for order, row in enumerate(rows)
    )
