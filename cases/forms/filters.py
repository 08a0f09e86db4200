"""The list's filters: one FilterSet over the rows' vocabulary; the address is the state."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms

from accounts.models import Unit, User
from accounts.roles import OFFICE_ROLES
from accounts.scope import scope_of
from cases.choices import STAGES, DossierStatus
from cases.facts.reckoning import catalogue
from cases.models import DossierRow
from cases.querysets import RowQuerySet
from web.dates import cn_date
from web.forms import DateField, Form
from web.pages import Query, without

SCOPES = (("open", "在办"), ("shut", "已结"), ("all", "全部"))
# Offered to whoever keeps files: nobody else finds these.
FILED = ("filed", "已归档")
DUES = (("overdue", "已逾期"), ("7", "7日内到期"), ("30", "30日内到期"))
SORTS = (("due", "到期先后"), ("name", "姓名"), ("end", "届满先后"))
# The last key is unique; each order is served by an index of the row.
ORDERS = {
    "due": ("next_due", "dossier_id"),
    "name": ("sort_key", "dossier_id"),
    "end": ("overall_end", "dossier_id"),
}
STAGE_CHOICES = [(stage.value, stage.label) for stage in (*STAGES, DossierStatus.PAUSED)]


class DayFilter(django_filters.Filter):  # type: ignore[misc]  # the library is untyped
    field_class = DateField


@dataclass(frozen=True)
class Chip:
    """A condition in force, and the query that is left when it is removed."""

    words: str
    query: str


class RowFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library is untyped
    q = django_filters.CharFilter(method="by_name", label="姓名或拼音")
    unit = django_filters.CharFilter(method="by_unit", label="单位（含下级）")
    stage = django_filters.MultipleChoiceFilter(
        method="by_stage", label="环节", choices=STAGE_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    measure = django_filters.ChoiceFilter(
        method="by_measure", label="处分（处理）种类", empty_label="全部", choices=[]
    )
    due = django_filters.ChoiceFilter(
        method="by_due", label="下一事项", empty_label="全部", choices=DUES
    )
    handler = django_filters.ChoiceFilter(
        method="by_handler", label="承办人", empty_label="全部", choices=[]
    )
    ends_from = DayFilter(method="by_end", label="届满日从", field_name="overall_end__gte")
    ends_to = DayFilter(method="by_end", label="届满日到", field_name="overall_end__lte")
    scope = django_filters.ChoiceFilter(
        method="by_scope", label="范围", empty_label=None, choices=SCOPES
    )

    class Meta:
        model = DossierRow
        fields: list[str] = []
        form = Form

    def __init__(self, params: Query, rows: RowQuerySet, *, viewer: User, today: date) -> None:
        self.params, self.today = params, today
        data = params.copy()
        # Whoever looks for a name wants the finished dossiers too.
        data.setdefault("scope", "all" if data.get("q", "").strip() else "open")
        super().__init__(data, queryset=rows)
        self.dormant_day = scope_of(viewer).dormant_day
        if viewer.is_office:
            self.filters["scope"].extra["choices"] = [*SCOPES, FILED]
        self.filters["measure"].extra["choices"] = [
            (measure.code, measure.name) for measure in catalogue().measures.values()
        ]
        self.filters["handler"].extra["choices"] = [
            (user.code, user.display_name)
            for user in User.objects.filter(
                unit_id=viewer.unit_id, role__in=OFFICE_ROLES, is_active=True
            ).order_by("display_name")
        ]

    @property
    def sort(self) -> str:
        wanted = self.params.get("sort", "")
        return wanted if wanted in ORDERS else "due"

    def by_name(self, rows: RowQuerySet, _name: str, term: str) -> RowQuerySet:
        return rows.matching(term) if term.strip() else rows

    def by_unit(self, rows: RowQuerySet, _name: str, text: str) -> RowQuerySet:
        """A full name means the unit with everything below it; else a part of the name."""
        text = "".join(text.split())
        unit = Unit.objects.filter(full_name=text).first()
        return rows.in_unit(unit) if unit is not None else rows.filter(unit_name__contains=text)

    def by_stage(self, rows: RowQuerySet, _name: str, stages: list[str]) -> RowQuerySet:
        return rows.in_status(stages) if stages else rows

    def by_measure(self, rows: RowQuerySet, _name: str, code: str) -> RowQuerySet:
        return rows.with_measure(code, today=self.today)

    def by_due(self, rows: RowQuerySet, _name: str, span: str) -> RowQuerySet:
        if span == "overdue":
            return rows.overdue(today=self.today)
        return rows.due_between(self.today, self.today + timedelta(days=int(span)))

    def by_handler(self, rows: RowQuerySet, _name: str, code: str) -> RowQuerySet:
        return rows.filter(handler__code=code)

    def by_end(self, rows: RowQuerySet, name: str, day: date) -> RowQuerySet:
        return rows.filter(**{name: day})

    def by_scope(self, rows: RowQuerySet, _name: str, scope: str) -> RowQuerySet:
        if scope == FILED[0]:
            return rows.filed(up_to=self.dormant_day)
        if scope == "open":
            return rows.open()
        rows = rows.not_filed(up_to=self.dormant_day)
        return rows.filter(is_open=False) if scope == "shut" else rows

    def chips(self) -> Iterator[Chip]:
        """The conditions a reader chose, in words; the default scope is none of them."""
        for name in self.filters:
            for value in self.params.getlist(name):
                if words := self._words(name, value):
                    yield Chip(
                        f"{self.form.fields[name].label}：{words}",
                        without(self.params, name, value),
                    )

    def _words(self, name: str, value: str) -> str:
        field: Any = self.form.fields[name]
        if name in self.form.errors or not value.strip():
            return ""
        choices = getattr(field, "choices", None)
        if choices is not None:
            return next((str(label) for key, label in choices if str(key) == value), "")
        if isinstance(field, DateField):
            day = field.to_python(value)
            return cn_date(day) if day else ""
        return value.strip()
