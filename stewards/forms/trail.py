"""What the lists of the record are filtered by."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import make_aware

from audit.choices import Kind, Outcome
from web.forms import DateField, Form

ANY = [("", "全部")]


class SpanForm(Form):
    """From a day to a day, both included."""

    first = DateField(name="从", required=False)
    last = DateField(name="到", required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", "“到”不能早于“从”，请核对两个日期。")
        return told

    @property
    def span(self) -> tuple[datetime | None, datetime | None]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        return begin_of(first), begin_of(last + timedelta(days=1)) if last else None


def begin_of(day: date | None) -> datetime | None:
    return make_aware(datetime.combine(day, time.min)) if day else None


class TrailFilter(SpanForm):
    kind = forms.ChoiceField(label="类别", choices=[*ANY, *Kind.choices], required=False)


class LogFilter(SpanForm):
    actor = forms.CharField(label="操作人", max_length=50, required=False, help_text="姓名或登录名")
    number = forms.CharField(label="档案编号", max_length=30, required=False)
    kind = forms.ChoiceField(label="动作类别", choices=[*ANY, *Kind.choices], required=False)
    outcome = forms.ChoiceField(label="结果", choices=[*ANY, *Outcome.choices], required=False)
