"""事由: why somebody needs a number in full; chosen, and said in words."""

from django import forms

from audit.choices import Purpose
from web.forms import Form

SHORTEST, LONGEST = 4, 100


class RevealForm(Form):
    purpose = forms.ChoiceField(
        label="用途",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择用途。"},
    )
    note = forms.CharField(
        label="具体事由",
        max_length=LONGEST,
        help_text=f"至少{SHORTEST}个字，例如电话约定三季度谈心时间",
        error_messages={"required": "请写明具体事由，例如电话约定三季度谈心时间。"},
    )

    def clean_note(self) -> str:
        note = " ".join(self.cleaned_data["note"].split())
        # The same sign again and again says nothing.
        if len(note.replace(" ", "")) < SHORTEST or len(set(note)) < 3:
            raise forms.ValidationError(
                f"请写明具体事由，至少{SHORTEST}个字，例如电话约定三季度谈心时间。"
            )
        return note
