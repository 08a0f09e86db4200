"""An amount as people type it in 元, kept in fen."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.rules.money import NotMoney, read_fen, yuan


class MoneyInput(forms.TextInput):
    """A stored amount shows as 18,640.00; what was typed stays as it was typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            attrs={
                "class": "w-date",
                "inputmode": "decimal",
                "autocomplete": "off",
                **(attrs or {}),
            }
        )

    def format_value(self, value: Any) -> str | None:
        return yuan(value) if isinstance(value, int) else value or None


class MoneyField(forms.Field):
    """Fen as a whole number; empty is None."""

    widget: type[forms.Widget] = MoneyInput

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "单位：元。例如18,640.00")
        super().__init__(label=label, **kwargs)
        self.error_messages["required"] = f"请填写{label}，没有金额的填0。例如18,640.00。"

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return value if isinstance(value, int) else read_fen(str(value))
        except NotMoney as wrong:
            raise ValidationError(f"{self.label}不对：{wrong}") from None
