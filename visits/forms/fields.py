"""Fields as these pages ask for them: a choice, a line, rows of a table, a draft brought back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import TextChoices
from django.forms.formsets import BaseFormSet
from django.utils.datastructures import MultiValueDict

from web.forms import Form

Posted = MultiValueDict[str, str]

BLANK_ROWS = 1
MOST_ROWS = 40
LONG = 5000

# Django's form set takes its type argument in the stubs only.
if TYPE_CHECKING:
    FormSet = BaseFormSet[Form]
else:
    FormSet = BaseFormSet


class Radios(forms.ChoiceField):
    """One of a few, nothing chosen beforehand."""

    def __init__(self, choices: type[TextChoices], *, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.RadioSelect)
        kwargs["error_messages"] = {
            "required": f"请选择{label}。",
            "invalid_choice": f"{label}请从列出的几项里选择。",
        }
        super().__init__(choices=choices.choices, label=label, **kwargs)


class Pick(forms.ChoiceField):
    """One of several from a list that opens."""

    def __init__(self, choices: type[TextChoices], *, label: str, **kwargs: Any) -> None:
        empty = kwargs.pop("empty", "请选择")
        kwargs["error_messages"] = {
            "required": f"请选择{label}。",
            "invalid_choice": f"{label}请从列出的几项里选择。",
        }
        super().__init__(choices=[("", empty), *choices.choices], label=label, **kwargs)


class Line(forms.CharField):
    def __init__(self, *, label: str, max_length: int, **kwargs: Any) -> None:
        kwargs["error_messages"] = {
            "required": f"请填写{label}。",
            "max_length": f"{label}太长，最多{max_length}个字，现在是%(show_value)d个字。",
        }
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(label=label, max_length=max_length, **kwargs)


class Lines(Line):
    """Text of several lines."""

    def __init__(self, *, label: str, rows: int = 3, max_length: int = LONG, **kwargs: Any) -> None:
        kwargs["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=max_length, **kwargs)


class Rows(FormSet):
    """Rows of a table that may all be emptied; a blank row is left out, never a fault."""

    def initial_form_count(self) -> int:
        return 0

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The filled rows, cleaned."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


class RowForm(Form):
    """A row whose `steady` fields alone do not make it filled."""

    steady: frozenset[str] = frozenset()

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name not in self.steady] or []


def rows_of(
    form: type[RowForm],
    *,
    prefix: str,
    data: Posted | None,
    initial: list[dict[str, Any]],
    at_least: int = 0,
) -> Rows:
    """The filled rows and one blank below them, or as many as the page already shows."""
    count = min(max(len(initial) + BLANK_ROWS, at_least), MOST_ROWS)
    factory: type[Rows] = forms.formset_factory(  # type: ignore[assignment]  # it subclasses formset=
        form, formset=Rows, extra=count, max_num=MOST_ROWS
    )
    return factory(data, prefix=prefix, initial=initial if data is None else None)


def rows_shown(data: Posted, prefix: str) -> int:
    count = data.get(f"{prefix}-TOTAL_FORMS") or "0"
    return min(int(count), MOST_ROWS) if count.isdecimal() and len(count) < 4 else 0


def posted(data: Mapping[str, list[str]]) -> Posted:
    """A draft as the form posted it."""
    return MultiValueDict(data)


def remembered(form: Form, data: Posted) -> Form:
    """The form showing what the draft holds, without complaining about what is not there yet."""
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        if value is not None:
            form.initial[name] = value
    return form


def remembered_rows(form: type[RowForm], *, prefix: str, data: Posted) -> list[dict[str, Any]]:
    """The rows in which something stands; blank ones between them close up."""
    rows = [
        remembered(form(prefix=f"{prefix}-{index}"), data)
        for index in range(rows_shown(data, prefix))
    ]
    filled = [row for row in rows if any(row.initial.get(name) for name in row.fields)]
    return [dict(row.initial) for row in filled]
