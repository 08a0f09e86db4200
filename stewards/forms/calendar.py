"""The arrangement of a year as it is typed, with the paper that announced it."""

from typing import Any

from django import forms

from web.forms import Form
from workdays.rules import LIKE, SpecialDay, read_days

MOST_LINES = 4000


class YearForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    document = forms.CharField(
        label="依据文件", max_length=100, help_text="例如：国办发明电〔2026〕8号"
    )
    days = forms.CharField(
        label="放假和调休",
        required=False,
        max_length=MOST_LINES,
        widget=forms.Textarea({"rows": 16}),
        help_text=f"每行一项，{LIKE}。没有写到的周一至周五是工作日，周六、周日休息。",
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_days(self) -> list[SpecialDay]:
        days, faults = read_days(self.cleaned_data["days"], self.year)
        if faults:
            raise forms.ValidationError(faults)
        return days
