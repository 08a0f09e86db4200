"""修改基本情况: facts that move no date; sealed ones are replaced, never shown."""

from datetime import date
from typing import Any

from django import forms

from cases.choices import Identity, Politics, Rank, Sex
from cases.forms.numbers import IdNumberField
from cases.forms.register import OLDEST, YOUNGEST, pick
from cases.models import Cadre
from web.dates import cn_month, plain
from web.forms import Form, MonthField, NameField

SHOWN = (
    "name",
    "sex",
    "ethnicity",
    "born_month",
    "politics",
    "joined_month",
    "work_month",
    "education",
    "identity",
    "post",
    "rank",
    "remark",
)
SEALED = ("phone", "id_number")


class EditForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = NameField()
    sex = forms.ChoiceField(label="性别", choices=Sex.choices, widget=forms.RadioSelect)
    ethnicity = forms.CharField(
        label="民族", max_length=20, required=False, widget=forms.TextInput({"class": "w-short"})
    )
    born_month = MonthField(name="出生年月", required=False)
    politics = pick("政治面貌", Politics.choices)
    joined_month = MonthField(name="入党时间", required=False)
    work_month = MonthField(name="参加工作时间", required=False)
    education = forms.CharField(label="学历", max_length=30, required=False)
    identity = pick("人员身份", Identity.choices)
    post = forms.CharField(label="职务", max_length=100, required=False)
    rank = pick("职级层次", Rank.choices, required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)
    id_number = IdNumberField()
    remark = forms.CharField(
        label="备注", max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, cadre: Cadre, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(cadre))
        super().__init__(*args, **kwargs)
        self.cadre = cadre
        youngest = date(today.year - YOUNGEST, 12, 1)
        for name in ("born_month", "joined_month", "work_month"):
            field = self.fields[name]
            if isinstance(field, MonthField):
                latest = youngest if name == "born_month" else today
                field.between(earliest=date(today.year - OLDEST, 1, 1), latest=latest)
        for name in SEALED:
            known = bool(getattr(cadre, name))
            self.fields[name].help_text = (
                "已登记，这里不显示；留空则不改动" if known else "还没有登记"
            )

    def clean_phone(self) -> str:
        return plain(self.cleaned_data["phone"])

    def changes(self) -> dict[str, Any]:
        """Everything the form shows, and the sealed facts only where something was typed."""
        given = self.cleaned_data
        shown = {name: given[name] for name in SHOWN}
        return shown | {name: given[name] for name in SEALED if given[name]}

    def differences(self, stored: Cadre) -> list[tuple[str, str, str]]:
        """(field, what was typed here, what is stored now) where the two differ."""
        return [
            (str(self.fields[name].label), typed, saved)
            for name in SHOWN
            if (typed := _words(self, name, self.cleaned_data.get(name)))
            != (saved := _words(self, name, getattr(stored, name)))
        ]


def initial_of(cadre: Cadre) -> dict[str, Any]:
    return {name: getattr(cadre, name) for name in (*SHOWN, "version")}


def _words(form: EditForm, name: str, value: Any) -> str:
    choices = getattr(form.fields[name], "choices", None)
    if choices is not None:
        return next((str(label) for key, label in choices if key == value and value), "未填")
    if isinstance(value, date):
        return cn_month(value)
    return str(value or "未填")
