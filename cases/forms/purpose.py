"""用途: what somebody wants in a dossier that is not his own work."""

from typing import Any

from django import forms

from audit.choices import Purpose
from web.forms import Form


class PurposeForm(Form):
    purpose = forms.ChoiceField(
        label="查看用途",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择查看用途。"},
    )
    note = forms.CharField(
        label="写明用途",
        max_length=100,
        required=False,
        help_text="选“其他”时填写，例如协助核对年度统计",
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("purpose") == Purpose.OTHER and not told.get("note", "").strip():
            self.add_error("note", "选择“其他”的，请写明用途，例如协助核对年度统计。")
        return told
