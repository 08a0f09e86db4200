"""发文信息: the name, word and contact an office's letters carry."""

from typing import Any

from django import forms

from accounts.models import Unit
from reports.models import Letterhead
from reports.rules.glyphs import missing_characters
from web.forms import Form

FIELDS = ("mark", "word", "department", "contact", "phone", "addressee")


class LetterheadForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    mark = forms.CharField(
        label="发文机关名称",
        max_length=60,
        help_text="印在红头和落款，例如中共示例县纪委",
    )
    word = forms.CharField(
        label="机关代字",
        max_length=20,
        help_text="印在发文字号里，例如示纪函",
        widget=forms.TextInput({"class": "w-short"}),
    )
    department = forms.CharField(label="承办部门", max_length=40, required=False)
    contact = forms.CharField(
        label="联系人",
        max_length=50,
        required=False,
        widget=forms.TextInput({"class": "w-name", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label="联系电话",
        max_length=30,
        required=False,
        widget=forms.TextInput({"class": "w-name", "autocomplete": "off"}),
    )
    addressee = forms.ModelChoiceField(
        label="主送机关", queryset=Unit.objects.none(), required=False, empty_label="本地组织部门"
    )

    def __init__(self, *args: Any, head: Letterhead, addressees: Any, **kwargs: Any) -> None:
        stored = {name: getattr(head, name) for name in FIELDS}
        kwargs.setdefault("initial", {**stored, "version": head.version if head.pk else 0})
        super().__init__(*args, **kwargs)
        units = self.fields["addressee"]
        if isinstance(units, forms.ModelChoiceField):
            units.queryset = addressees

    def clean_mark(self) -> str:
        return self._printable("mark")

    def clean_word(self) -> str:
        return self._printable("word")

    def _printable(self, name: str) -> str:
        text = "".join(self.cleaned_data[name].split())
        missing = "".join(missing_characters(text))
        if missing:
            label = self.fields[name].label
            raise forms.ValidationError(f"{label}里的“{missing}”公文字体里没有，请核对后重新输入。")
        return str(text)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}
