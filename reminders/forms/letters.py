"""Which of the talks a letter is sent for; all that may go are chosen at first."""

from collections.abc import Iterable
from typing import Any

from django import forms

from columns.codes import new_code
from web.forms import Form

REPLACED = "所选的谈话有变动，请按下面现在的名单重新选择。"


class LettersForm(Form):
    """`ready`: (obligation, how it reads) of those that may go today."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=12)
    duties = forms.TypedMultipleChoiceField(
        label="要发出的提醒函",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一份要发出的提醒函。"},
    )

    def __init__(self, *args: Any, ready: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        choices = list(ready)
        kwargs.setdefault("initial", {"token": new_code(), "duties": [key for key, _ in choices]})
        super().__init__(*args, **kwargs)
        duties = self.fields["duties"]
        if isinstance(duties, forms.TypedMultipleChoiceField):
            duties.choices = choices
            duties.error_messages["invalid_choice"] = REPLACED
