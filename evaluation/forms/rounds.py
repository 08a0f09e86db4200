"""Opening a round: kind, dates, and for each group how many ballots or why none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from evaluation.actions import GroupPlan
from evaluation.choices import MissingReason, RoundKind
from evaluation.models import Round
from evaluation.rules.instrument import Group, Instrument
from web.forms import DateField, Form

REASONS = [("", "请选择"), *MissingReason.choices]
MOST = 99


@dataclass(frozen=True)
class GroupRow:
    group: Group
    expected: BoundField
    reason: BoundField
    received: int

    @property
    def advice(self) -> str:
        low, high = self.group.recommended
        return f"建议{low}—{high}份，至少{self.group.min_ballots}份"


class GroupsForm(Form):
    """One pair of fields for each group of the instrument."""

    def __init__(
        self,
        *args: Any,
        instrument: Instrument,
        received: dict[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.received = received or {}
        for group in instrument.groups:
            self.fields[f"expected_{group.code}"] = forms.IntegerField(
                label=f"{group.name}发出份数",
                min_value=0,
                max_value=MOST,
                initial=group.recommended[0],
                widget=forms.NumberInput(attrs={"class": "w-short", "inputmode": "numeric"}),
                error_messages={
                    "required": f"请填写{group.name}的发出份数，没有的填0。",
                    "invalid": f"{group.name}的发出份数应为整数，例如3。",
                    "min_value": f"{group.name}的发出份数不能小于0。",
                    "max_value": f"{group.name}的发出份数不能超过{MOST}。",
                },
            )
            self.fields[f"reason_{group.code}"] = forms.ChoiceField(
                label=f"{group.name}没有或不足的原因", choices=REASONS, required=False
            )

    def group_rows(self) -> Iterator[GroupRow]:
        for group in self.instrument.groups:
            yield GroupRow(
                group,
                self[f"expected_{group.code}"],
                self[f"reason_{group.code}"],
                self.received.get(group.code, 0),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for group in self.instrument.groups:
            none = cleaned.get(f"expected_{group.code}") == 0
            if none and not cleaned.get(f"reason_{group.code}"):
                self.add_error(f"reason_{group.code}", f"{group.name}发出0份，请选择没有的原因。")
        return cleaned

    def plans(self) -> list[GroupPlan]:
        return [
            GroupPlan(
                group=group.code,
                expected=self.cleaned_data[f"expected_{group.code}"],
                missing_reason=self.cleaned_data[f"reason_{group.code}"],
            )
            for group in self.instrument.groups
        ]


def groups_of(round_: Round) -> dict[str, Any]:
    """Initial values of a GroupsForm for a round that runs."""
    initial: dict[str, Any] = {}
    for row in round_.groups.all():
        initial[f"expected_{row.group}"] = row.expected
        initial[f"reason_{row.group}"] = row.missing_reason
    return initial


class OpenRoundForm(GroupsForm):
    kind = forms.ChoiceField(
        label="评价类别",
        choices=RoundKind.choices,
        widget=forms.RadioSelect,
        help_text="基线评价在处分决定后6个月内开展一次；影响期内每年一次年度评价；届满前60日内开展期满评价。",
        error_messages={"required": "请选择评价类别，例如年度评价。"},
    )
    due_on = DateField(name="收齐期限", help_text="评价票一般在两周内收齐")
    early_reason = forms.CharField(
        label="提前开展的原因",
        required=False,
        max_length=200,
        help_text="只有期满评价早于届满前60日时才需要填写",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due = self.fields["due_on"]
        assert isinstance(due, DateField)
        due.between(earliest=today)
        self.order_fields(["kind", "due_on", "early_reason"])


class CloseRoundForm(Form):
    """A reason for each group that stays below its minimum."""

    def __init__(
        self, *args: Any, missing: list[Group], reasons: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.missing = missing
        for group in missing:
            self.fields[group.code] = forms.ChoiceField(
                label=f"{group.name}没有达到最低{group.min_ballots}份的原因",
                choices=REASONS,
                initial=reasons.get(group.code, ""),
                error_messages={"required": f"请选择{group.name}不足的原因，例如无法联系。"},
            )

    def reasons(self) -> dict[str, str]:
        return {group.code: self.cleaned_data[group.code] for group in self.missing}


class ReasonForm(Form):
    """One required line of reason, for voiding a round or a ballot."""

    reason = forms.CharField(label="原因", max_length=200)

    def __init__(self, *args: Any, label: str, hint: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        field.error_messages["required"] = missing
        field.error_messages["max_length"] = f"{label}最多200字。"
