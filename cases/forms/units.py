"""A unit by its name: chosen from the suggestions, typed in full, or new and marked 待核对."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit

SHOWN = 5


class UnitField(forms.CharField):
    """The value is a Unit, or the text itself when no unit has that name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-unit", "autocomplete": "off"})
        )
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        text = "".join(super().clean(value).split())
        return find_unit(text) if text else None


def find_unit(text: str) -> Unit | str:
    """By full name, else by a short name that only one open unit has."""
    units = Unit.objects.filter(closed_on__isnull=True)
    exact = units.filter(full_name=text).first()
    if exact is not None:
        return exact
    named = list(units.filter(name=text).order_by("full_name")[: SHOWN + 1])
    if len(named) > 1:
        some = "、".join(unit.full_name for unit in named[:SHOWN])
        raise ValidationError(f"“{text}”对应不止一个单位，请写全称，例如{some}。")
    return named[0] if named else text


def like(text: str) -> list[str]:
    """Full names that hold the text, for the sentence about an unknown unit."""
    found = Unit.objects.filter(closed_on__isnull=True, full_name__contains=text)
    return list(found.order_by("full_name").values_list("full_name", flat=True)[:SHOWN])
