"""Form fields that take what people type in Chinese, and the base of every form."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField

from columns.names import DOTS
from web.dates import cn_date, cn_month, day_in_month, read_date, read_month

# Characters no name holds, although a keyboard or a copied cell may bring them.
_NOT_IN_NAMES = frozenset("0123456789<>{}[]()（）/\\|@#$%^&*_=+~`\"';:,，。；：？?！!、")
_BLANK_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


class Form(forms.Form):
    """Checked on the server: the page shows all faults at once, in one list with links."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            _say_what_is_missing(field)


def _say_what_is_missing(field: forms.Field) -> None:
    """「请填写工作单位。」 names the field; a field's own sentence stays."""
    messages = field.error_messages
    is_choice = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    if messages.get("required") == forms.Field.default_error_messages["required"]:
        messages["required"] = f"请{'选择' if is_choice else '填写'}{field.label}。"
    if is_choice:
        messages["invalid_choice"] = f"{field.label}不在可选范围内，请从列表中选择。"
    if isinstance(field, forms.CharField):
        for check in field.validators:
            if isinstance(check, MaxLengthValidator):
                check.message = f"{field.label}最多{check.limit_value}个字，请删减。"


def faults_of(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """(id of the control, sentence) for the error summary, in the order of the page."""
    for sentence in form.non_field_errors():
        yield "", str(sentence)
    for field in form:
        for sentence in field.errors:
            yield first_control(field), str(sentence)


def first_control(field: BoundField) -> str:
    """The id a link in the error summary leads to; a group has no control of its own."""
    if field.use_fieldset and len(field.subwidgets):
        return str(field.subwidgets[0].id_for_label)
    return field.id_for_label or field.auto_id


class DateInput(forms.DateInput):
    """The browser's own date field; text that is not a date stays as it was typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "w-date", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        try:
            day = read_date(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        return day.isoformat() if isinstance(day, date) else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A browser empties a date field that holds no date: 「2026年2月30日」 is shown as text."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        try:
            date.fromisoformat(shown or "2026-01-01")
        except ValueError:
            context["widget"]["type"] = "text"
        return context


class DateField(forms.Field):
    """A day. `latest`/`earliest` come from the form, which knows today."""

    widget: type[forms.Widget] = DateInput
    default_error_messages = {"required": "请填写日期。例如2026年11月21日。"}

    def __init__(self, *, name: str = "日期", **kwargs: Any) -> None:
        self.name = name
        self.earliest: date | None = None
        self.latest: date | None = None
        kwargs.setdefault("label", name)
        super().__init__(**kwargs)
        if self.required:
            self.error_messages["required"] = f"请填写{name}。例如2026年11月21日。"

    def between(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        """Called by a form that knows today; the browser's calendar greys out the rest."""
        self.earliest, self.latest = earliest, latest
        for edge, day in (("min", earliest), ("max", latest)):
            if day:
                self.widget.attrs[edge] = day.isoformat()

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        try:
            return read_date(str(value))
        except ValueError:
            wrong = day_in_month(str(value)) or f"“{str(value).strip()[:20]}”不是日期"
            raise ValidationError(
                f"{self.name}不对：{wrong}。例如2026年11月21日，也可以写成2026.11.21。"
            ) from None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and self.latest and value > self.latest:
            raise ValidationError(
                f"{self.name}不能晚于{cn_date(self.latest)}，现在是{cn_date(value)}。"
            )
        if value and self.earliest and value < self.earliest:
            raise ValidationError(
                f"{self.name}不能早于{cn_date(self.earliest)}，现在是{cn_date(value)}。"
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class MonthInput(forms.TextInput):
    """Year and month in one line; a stored day shows as 1980年3月."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"class": "w-date", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return cn_month(value) if isinstance(value, date) else str(value or "") or None


class MonthField(DateField):
    """A month (出生年月 and the like), kept as its first day."""

    widget: type[forms.Widget] = MonthInput

    def __init__(self, *, name: str = "年月", **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "例如1980年3月，也可以写成1980.03")
        super().__init__(name=name, **kwargs)
        if self.required:
            self.error_messages["required"] = f"请填写{name}。例如1980年3月。"

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, date):
            return value.replace(day=1)
        try:
            return read_month(str(value))
        except ValueError:
            wrong = day_in_month(str(value)) or f"“{str(value).strip()[:20]}”不是年月"
            raise ValidationError(f"{self.name}不对：{wrong}。例如1980年3月。") from None

    def between(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        """A line of text has no calendar to grey out."""
        self.earliest, self.latest = earliest, latest


class NameField(forms.CharField):
    """A person's name: blanks typed for looks are dropped, rare characters and 「·」 are kept."""

    def __init__(self, *, name: str = "姓名", max_length: int = 50, **kwargs: Any) -> None:
        self.name = name
        kwargs.setdefault("label", name)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "w-name", "autocomplete": "off"})
        )
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages["required"] = f"请填写{name}。"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return _BLANK_BETWEEN_HAN.sub("", " ".join(text.translate(DOTS).split()))

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(_is_strange(letter) for letter in value):
            raise ValidationError(
                f"{self.name}里有系统不认识的字或符号，请核对或换用输入法重输。例如张喆堃。"
            )


def _is_strange(letter: str) -> bool:
    """Unassigned, private-use, control and replacement characters, digits and punctuation."""
    return letter in _NOT_IN_NAMES or letter == "\ufffd" or unicodedata.category(letter)[0] == "C"
