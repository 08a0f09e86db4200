"""起草本地规则: every value of a version, in the groups of its page, with the basis beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import BooleanField
from django.forms.boundfield import BoundField

from cases.facts.policies import choices_of, label_of, stored_values, words_of
from cases.models import Policy
from cases.rules.policies import GROUPS, SETTINGS, Setting, begins_too_early, faults
from web.dates import cn_date, plain
from web.forms import DateField, Form

STEPS = frozenset({"clock_reminders", "talk_reminders"})
PICKED = frozenset({"end_convention", "combination", "demotion_form", "coverage_base"})
MOST_STEPS = 6


class StepsField(forms.CharField):
    """「60、30、7」: whole days, separated by whatever people separate numbers with."""

    def __init__(self, *, setting: Setting, **kwargs: Any) -> None:
        self.setting = setting
        super().__init__(max_length=60, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "、".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        text = super().clean(value)
        parts = [
            part for part in plain(text).replace("天", "").replace(",", "、").split("、") if part
        ]
        low, high = self.setting.low, self.setting.high
        if not all(part.isdecimal() and low <= int(part) <= high for part in parts):
            raise forms.ValidationError(
                f"{self.label}应为{low}至{high}之间的整天数，用顿号隔开，例如60、30、7。"
            )
        if len(parts) > MOST_STEPS:
            raise forms.ValidationError(f"{self.label}最多{MOST_STEPS}次，例如60、30、7。")
        return [int(part) for part in parts]


@dataclass(frozen=True)
class Section:
    """One group of the form: its words, and its fields."""

    title: str
    about: str
    fields: list[BoundField]


class PolicyForm(Form):
    """Of a draft that goes back to an earlier version only the paper, the day and the reason are
    asked: its values are what is restored."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    document = forms.CharField(
        label="依据文件",
        max_length=100,
        help_text="文件名称和文号，例如《回访教育工作办法（试行）》（临纪发〔2026〕8号）",
        error_messages={
            "required": "请填写依据文件：期限口径和各项期限都要有本机关的文件作依据。"
            "例如临纪发〔2026〕8号。"
        },
    )
    valid_from = DateField(
        name="生效日", help_text="今天或以后的一天；在这一天以前已经届满的期限不再变动"
    )
    note = forms.CharField(
        label="修改说明",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="改了什么、为什么改，发布人据此核对",
        error_messages={"required": "请写明修改说明。例如按市里统一要求，首次回访由60天改为45天。"},
    )

    def __init__(self, *args: Any, draft: Policy, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", initial_of(draft))
        super().__init__(*args, **kwargs)
        self.draft, self.today = draft, today
        self.fields["valid_from"].widget.attrs["min"] = today.isoformat()
        self.settings = () if draft.rolls_back_id else tuple(_asked(draft))
        for setting in self.settings:
            self.fields[setting.name] = _field(setting)
        self.order_fields(["version", "document", "valid_from", *SETTINGS, "note"])

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if begins_too_early(day, self.today):
            raise forms.ValidationError(
                f"生效日不能早于今天（{cn_date(self.today)}）：已经届满的期限不再变动。"
                f"例如{cn_date(self.today)}。"
            )
        same = Policy.objects.published().filter(office=self.draft.office_id, valid_from=day)
        if other := same.first():
            raise forms.ValidationError(
                f"第{other.number}版自{cn_date(day)}起生效，一天只能有一版。请改用另一天。"
            )
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        values = stored_values(self.draft) | self.values(given)
        if not self.errors:
            for name, sentence in faults(values):
                self.add_error(name if name in self.fields else None, sentence)
        return given

    def values(self, given: dict[str, Any]) -> dict[str, Any]:
        return {each.name: given[each.name] for each in self.settings if each.name in given}

    @property
    def changes(self) -> dict[str, Any]:
        """Columns to write."""
        given = self.cleaned_data
        own = {name: given[name] for name in ("document", "valid_from", "note")}
        return own | self.values(given)

    @property
    def head(self) -> list[BoundField]:
        return [self[name] for name in ("version", "document", "valid_from")]

    @property
    def sections(self) -> Iterator[Section]:
        for group in GROUPS:
            fields = [self[each.name] for each in group.settings if each.name in self.fields]
            if fields:
                yield Section(group.title, group.about, fields)


def initial_of(draft: Policy) -> dict[str, Any]:
    names = ("version", "document", "valid_from", "note", *SETTINGS)
    return {name: getattr(draft, name) for name in names}


def _asked(draft: Policy) -> Iterator[Setting]:
    """The day duties begin is asked once it has been set by the first import."""
    for group in GROUPS:
        for each in group.settings:
            if each.name != "duties_from" or draft.duties_from is not None:
                yield each


def _field(setting: Setting) -> forms.Field:
    label = label_of(setting.name)
    usual = words_of(setting, getattr(Policy(), setting.name))
    hint = f"{setting.governs}。依据：{setting.basis}。系统默认：{usual}"
    if setting.name in STEPS:
        return StepsField(setting=setting, label=label, help_text=hint, required=False)
    if setting.name in PICKED:
        return forms.ChoiceField(
            label=label,
            choices=choices_of(setting.name),
            help_text=hint,
            widget=forms.RadioSelect,
            error_messages={
                "required": f"请选择{label}。",
                "invalid_choice": f"{label}不在可选范围内，请从列表中选择。",
            },
        )
    if setting.name == "duties_from":
        return DateField(name=label, help_text=hint)
    if isinstance(Policy._meta.get_field(setting.name), BooleanField):
        return forms.BooleanField(label=label, help_text=hint, required=False)
    return forms.IntegerField(
        label=label,
        required=setting.name != "young_age",
        help_text=hint,
        min_value=setting.low,
        max_value=setting.high,
        widget=forms.NumberInput({"class": "w-short", "inputmode": "numeric"}),
        error_messages=_number_faults(label, setting),
    )


def _number_faults(label: str, setting: Setting) -> dict[str, str]:
    usual = getattr(Policy(), setting.name) or setting.example
    said = f"{label}应为{setting.low}至{setting.high}之间的整数，例如{usual}。"
    # These two are filled in like a pattern, and a label may hold a per cent sign.
    bounds = dict.fromkeys(("min_value", "max_value"), said.replace("%", "%%"))
    return {"required": f"请填写{label}。例如{usual}。", "invalid": said, **bounds}
