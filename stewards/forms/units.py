"""A new unit under another, its new name, and its end."""

from typing import Any

from django import forms

from accounts.choices import UnitKind
from stewards.forms.fields import InCare, unit_field
from web.forms import Form


class UnitForm(Form):
    name = forms.CharField(
        label="简称", max_length=60, help_text="只写本级名称，上级的名称会接在前面。例如：财政局"
    )
    kind = forms.ChoiceField(label="类别", choices=UnitKind.choices)
    full_name = forms.CharField(
        label="全称",
        max_length=200,
        required=False,
        help_text="与“上级＋简称”不同时填写。例如：中共临澜市委组织部",
    )

    beside = forms.BooleanField(label="与它平级，不作为它的下级", required=False)

    def __init__(self, *args: Any, may_stand_beside: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_stand_beside:
            del self.fields["beside"]


class RenameForm(Form):
    name = forms.CharField(label="新的简称", max_length=60)


class CloseForm(InCare):
    successor = unit_field("并入单位", required=False, help_text="撤销而没有并入的不填")

    def clean_successor(self) -> Any:
        return self.unit_in_care("successor")
