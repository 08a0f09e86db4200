"""The ID number as somebody types it; a fault is told without repeating what was typed."""

from datetime import date
from typing import Any

from django import forms
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as NotAnId

from cases.choices import Sex
from web.dates import plain

WRONG = "身份证号不对，应为18位并且末位校验相符，请对照证件核对。"


class IdNumberField(forms.CharField):
    """Spaces, full-width signs and a small x are put right; what it holds is valid or empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "身份证号")
        super().__init__(max_length=30, required=False, **kwargs)
        self.widget.attrs.update(autocomplete="off", inputmode="text")

    def clean(self, value: Any) -> str:
        number = plain(super().clean(value)).upper()
        if not number:
            return ""
        try:
            return str(ric.validate(number))
        except NotAnId:
            raise forms.ValidationError(WRONG) from None


def differs(number: str, *, born: date | None, sex: str) -> str:
    """What the number says otherwise than the form; residents' numbers count it alike."""
    if born is not None and number[6:12] != f"{born:%Y%m}":
        return "身份证号中的出生日期与所填出生年月不一致，请按证件核对。"
    if sex and (sex == Sex.MALE) is not bool(int(number[16]) % 2):
        return "身份证号中的性别与所填性别不一致，请按证件核对。"
    return ""
