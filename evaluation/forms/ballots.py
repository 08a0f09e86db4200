"""Typing a paper ballot: the items of its group, one row of choices each, nothing preselected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.boundfield import BoundField

from evaluation.rules.ballots import (
    NEGATIVE_LABELS,
    NOT_APPLICABLE,
    POSITIVE_LABELS,
    Raw,
    needs_example,
)
from evaluation.rules.instrument import Dimension, Group, Instrument, Item
from web.forms import Form

UNKNOWN_KEY, NOT_APPLICABLE_KEY = "5", "6"
UNKNOWN_VALUE, NOT_APPLICABLE_VALUE = "unknown", "none"
EXAMPLE_LENGTH = 200


@dataclass(frozen=True)
class Option:
    """A radio: the digit that chooses it is 0 to 4, 5 for 不了解, 6 for 不适用."""

    id: str
    value: str
    label: str
    key: str
    checked: bool


@dataclass(frozen=True)
class EntryRow:
    item: Item
    text: str
    field: BoundField
    options: tuple[Option, ...]
    example: BoundField | None


@dataclass(frozen=True)
class EntrySection:
    dimension: Dimension
    rows: tuple[EntryRow, ...]


def choices_of(item: Item) -> list[tuple[str, str]]:
    labels = POSITIVE_LABELS if item.positive else NEGATIVE_LABELS
    scale = [(str(raw), label) for raw, label in labels.items()]
    return [*scale, (UNKNOWN_VALUE, "不了解"), (NOT_APPLICABLE_VALUE, "不适用")]


def raw_of(value: str) -> Raw:
    if value == UNKNOWN_VALUE:
        return None
    return NOT_APPLICABLE if value == NOT_APPLICABLE_VALUE else int(value)


class BallotForm(Form):
    entry_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instrument: Instrument, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, initial={"entry_key": uuid4()}, **kwargs)
        self.instrument, self.group = instrument, group
        self.asked = instrument.items_for(group.code)
        for item in self.asked:
            self.fields[f"item_{item.seq}"] = forms.ChoiceField(
                label=f"第{item.seq}项",
                choices=choices_of(item),
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"第{item.seq}项还没有选择，不清楚的请选“不了解”。",
                    "invalid_choice": f"第{item.seq}项只能选页面上的选项。",
                },
            )
            if not item.positive:
                self.fields[f"example_{item.seq}"] = forms.CharField(
                    label=f"第{item.seq}项举例",
                    required=False,
                    max_length=EXAMPLE_LENGTH,
                    error_messages={"max_length": f"第{item.seq}项举例最多{EXAMPLE_LENGTH}字。"},
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for item in self.asked:
            value = cleaned.get(f"item_{item.seq}")
            if not value or not needs_example(item, raw_of(value)):
                continue
            if not cleaned.get(f"example_{item.seq}") and f"example_{item.seq}" not in self.errors:
                self.add_error(
                    f"example_{item.seq}",
                    f"第{item.seq}项选了“时有发生”或以上，请录入举例；没有写的填“不便举例”。",
                )
        return cleaned

    def sections(self) -> Iterator[EntrySection]:
        for dimension in self.instrument.dimensions:
            rows = tuple(self._row(item) for item in self.asked if item.dim == dimension.code)
            if rows:
                yield EntrySection(dimension, rows)

    def _row(self, item: Item) -> EntryRow:
        bound = self[f"item_{item.seq}"]
        chosen = str(bound.value() or "")
        keys = {UNKNOWN_VALUE: UNKNOWN_KEY, NOT_APPLICABLE_VALUE: NOT_APPLICABLE_KEY}
        options = tuple(
            Option(
                id=f"{bound.id_for_label or bound.auto_id}_{number}",
                value=value,
                label=label,
                key=keys.get(value, value),
                checked=value == chosen,
            )
            for number, (value, label) in enumerate(choices_of(item))
        )
        example = None if item.positive else self[f"example_{item.seq}"]
        return EntryRow(item, item.text_for(self.group), bound, options, example)

    def answers(self) -> dict[int, Raw]:
        return {item.seq: raw_of(self.cleaned_data[f"item_{item.seq}"]) for item in self.asked}

    def examples(self) -> dict[int, str]:
        return {
            item.seq: self.cleaned_data.get(f"example_{item.seq}", "")
            for item in self.asked
            if not item.positive
        }

    @property
    def key(self) -> UUID:
        """A form that lost its key is a new one."""
        found = self.cleaned_data.get("entry_key")
        return found if isinstance(found, UUID) else uuid4()
