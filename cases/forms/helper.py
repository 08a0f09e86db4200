"""指定帮扶人: who helps, in which post, from which day, with or without an account."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from accounts.roles import Role
from cases.models import Dossier
from web.forms import DateField, Form, NameField


class HelperForm(Form):
    name = NameField(name="帮扶人姓名")
    post = forms.CharField(label="职务", max_length=100, help_text="例如分管副局长、党支部书记")
    from_on = DateField(name="起始日期")
    document = forms.CharField(
        label="指定文件",
        max_length=100,
        required=False,
        help_text="文号或会议纪要编号。例如临水党组〔2026〕12号",
    )
    meeting = forms.CharField(
        label="研究会议", max_length=100, required=False, help_text="例如局党组会议"
    )
    met_on = DateField(name="会议日期", required=False)
    reported_on = DateField(name="报告表日期", required=False)
    user = forms.ModelChoiceField(
        label="系统账号",
        queryset=User.objects.none(),
        required=False,
        empty_label="没有账号，由本单位或审理室代录",
        help_text="帮扶人自己登录填写谈心谈话时选择",
    )

    def __init__(self, *args: Any, dossier: Dossier, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("from_on", "met_on", "reported_on"):
            self.fields[name].between(latest=today)  # type: ignore[attr-defined]  # DateField
        self.fields["user"].queryset = helpers_near(dossier)  # type: ignore[attr-defined]


def helpers_near(dossier: Dossier) -> Any:
    """Helper accounts of the cadre's unit and of the units above it."""
    if dossier.cadre is None:
        return User.objects.none()
    above = [int(part) for part in dossier.cadre.unit.path.strip("/").split("/") if part]
    return User.objects.filter(role=Role.HELPER, is_active=True, unit_id__in=above).order_by(
        "display_name"
    )
