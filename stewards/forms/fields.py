"""Fields that several of these forms share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Unit, User
from cases.forms.units import UnitField, like
from stewards.querysets import in_care_of
from web.forms import Form


def reason_field(example: str) -> forms.CharField:
    return forms.CharField(
        label="原因",
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
        help_text=f"例如：{example}",
    )


def document_field() -> forms.CharField:
    return forms.CharField(
        label="依据文号", max_length=80, required=False, help_text="例如：临组干〔2026〕31号"
    )


class InCare(Form):
    """A form of a steward: units are those of the area in his care."""

    def __init__(self, *args: Any, steward: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steward = steward

    def unit_in_care(self, name: str) -> Unit | None:
        found: Unit | str | None = self.cleaned_data.get(name)
        if found is None:
            return None
        if isinstance(found, Unit) and in_care_of(self.steward).filter(pk=found.pk).exists():
            return found
        text = found.full_name if isinstance(found, Unit) else found
        mine = set(in_care_of(self.steward).values_list("full_name", flat=True))
        near = [each for each in like(text) if each in mine] if isinstance(found, str) else []
        hint = f"是不是{'、'.join(near)}？" if near else "请写全称，或先在“单位”里新增。"
        raise ValidationError(f"没有找到单位“{text}”。{hint}")


def unit_field(label: str, **kwargs: Any) -> UnitField:
    kwargs.setdefault("help_text", "写单位全称，或从建议中选")
    return UnitField(label=label, **kwargs)
