"""A line by hand, and the reason for which one is taken back."""

from datetime import date
from typing import Any

from django import forms

from cases.forms.execution import text_field
from columns.codes import CROCKFORD, new_code
from ledger.actions import LineFacts
from ledger.choices import BY_HAND
from web.forms import DateField, Form


class LineForm(Form):
    token = forms.RegexField(
        rf"^[{CROCKFORD}]{{12}}$",
        widget=forms.HiddenInput,
        error_messages={
            "required": "本页的标识丢失，请重新打开本页填写。",
            "invalid": "本页的标识有误，请重新打开本页填写。",
        },
    )
    day = DateField(name="日期")
    category = forms.ChoiceField(
        label="类别",
        choices=[(each.value, each.label) for each in BY_HAND],
        widget=forms.RadioSelect,
    )
    summary = text_field("内容摘要", longest=500, example="获评2026年度县级先进工作者。")
    paper = forms.CharField(
        label="来源文书",
        max_length=200,
        help_text="例如县委〔2026〕12号",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = text_field("党组织意见", longest=300, example="局党组同意推荐。", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": new_code(), "day": today}
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, DateField)
        day.between(latest=today)

    def facts(self) -> LineFacts:
        given = {name: value for name, value in self.cleaned_data.items() if name != "token"}
        return LineFacts(**given)
