"""Step 3: answers to 可能是同一人 and confirmation of moved ends, for the rows on the page."""

from collections.abc import Iterable
from typing import Any

from django import forms

from intake.choices import Answer
from intake.models import ImportRow
from web.forms import Form


class AnswerForm(Form):
    """`rows` are the rows shown; the others keep what they have."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, rows: Iterable[ImportRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            if row.ask or row.answer:
                self.fields[f"answer-{row.place}"] = forms.ChoiceField(
                    label=f"第{row.row}行 {row.name}",
                    choices=[(Answer.SAME, Answer.SAME.label), (Answer.OTHER, Answer.OTHER.label)],
                    required=False,
                    widget=forms.RadioSelect,
                    initial=row.answer,
                )
            if row.moves:
                self.fields[f"tick-{row.place}"] = forms.BooleanField(
                    label=f"确认第{row.row}行的期限变动", required=False, initial=row.ticked
                )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each row with its bound fields, for the page."""
        return [
            {
                "row": row,
                "answer": self[name] if (name := f"answer-{row.place}") in self.fields else None,
                "tick": self[name] if (name := f"tick-{row.place}") in self.fields else None,
            }
            for row in self.rows
        ]

    @property
    def shown(self) -> list[int]:
        return [row.place for row in self.rows]

    def answers(self) -> dict[int, str]:
        return {
            row.place: self.cleaned_data[name]
            for row in self.rows
            if (name := f"answer-{row.place}") in self.fields
        }

    def ticked(self) -> list[int]:
        return [row.place for row in self.rows if self.cleaned_data.get(f"tick-{row.place}")]
