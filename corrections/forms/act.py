"""What every form of a change has: the basis, and the code that makes two clicks one change."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms

from cases.facts.reckoning import catalogue
from cases.models import Cadre, Decision
from columns.codes import CODE_LENGTH, CROCKFORD
from corrections.rules.act import Act
from web.dates import plain
from web.forms import DateField, Form

# Before it no such decision can be; the calendar greys the rest out, the engine says why.
EARLIEST = date(1949, 10, 1)
BRACKETS = str.maketrans("[]【】", "〔〕〔〕")
NUMBER_HINT = "例如示纪审〔2026〕12号"


def past_day(name: str, **kwargs: Any) -> DateField:
    """A day that has come. Whether it has is the engine's to say, with its own sentence."""
    return DateField(name=name, **kwargs)


def number_field(label: str = "文号", **kwargs: Any) -> forms.CharField:
    kwargs.setdefault("help_text", NUMBER_HINT)
    return forms.CharField(label=label, max_length=60, required=False, **kwargs)


def organ_field(label: str = "作出机关") -> forms.CharField:
    return forms.CharField(label=label, max_length=100, required=False)


class MeasureField(forms.ChoiceField):
    """Offers what the person could receive; for any other measure of the catalogue the engine has
    a better sentence than 「not in the list」."""

    def valid_value(self, value: Any) -> bool:
        return str(value) in catalogue().measures


class ActForm(Form):
    """`decision` is the one it happens to; a further decision has none. `told`: what another page
    knows already, such as the days of publicity."""

    code = forms.RegexField(rf"^[{CROCKFORD}]{{{CODE_LENGTH}}}$", widget=forms.HiddenInput)
    # Days that lie before today; the one that is settled may lie ahead.
    may_be_ahead: frozenset[str] = frozenset()

    def __init__(
        self,
        *args: Any,
        kind: str,
        cadre: Cadre,
        decision: Decision | None,
        today: date,
        told: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind, self.cadre, self.decision, self.today = kind, cadre, decision, today
        known = {name: value for name, value in (told or {}).items() if name in self.base_fields}
        kwargs["initial"] = {**known, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["basis"] = forms.CharField(
            label="依据",
            max_length=300,
            widget=forms.Textarea({"rows": 2}),
            help_text="文书的名称和文号，或者会议纪要；登记后长期保留",
        )
        self.fields["basis"].error_messages["required"] = (
            "请填写依据，例如变更决定的文号，或者会议纪要的名称和日期。"
        )
        self._bound_calendars()
        self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the decision."""

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"]).translate(BRACKETS)

    def clean_organ_name(self) -> str:
        return "".join(self.cleaned_data["organ_name"].split())

    def clean_basis(self) -> str:
        return str(self.cleaned_data["basis"]).strip()

    def act(self) -> Act:
        known = {each.name for each in fields(Act)}
        given = {name: value for name, value in self.cleaned_data.items() if name in known}
        given.pop("kind", None)
        if "months" in given:
            given["months"] = given["months"] or None
        if "event" in given:
            given["event"] = int(given["event"])
        return Act(kind=self.kind, decision=self.decision.code if self.decision else "", **given)

    def choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _bound_calendars(self) -> None:
        for name, field in self.fields.items():
            if isinstance(field, DateField):
                field.widget.attrs["min"] = EARLIEST.isoformat()
                if name not in self.may_be_ahead:
                    field.widget.attrs["max"] = self.today.isoformat()


class StepForm(Form):
    """One button on a row that may have changed meanwhile; `shown` is the mark of the what-if."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class ReturnForm(StepForm):
    reason = forms.CharField(
        label="退回意见",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="例如请补充认定所依据的会议纪要",
    )
