"""Small forms: what was wrong in a record, why something is not owed, when it was done."""

from datetime import date
from typing import Any

from visits.forms.fields import Line, Lines
from web.forms import DateField, Form


class CorrectionForm(Form):
    text = Lines(
        label="更正内容",
        max_length=2000,
        help_text="写明哪一处、正确的是什么。原记录保持不变，更正附在后面。",
    )
    reason = Line(label="更正原因", max_length=200, help_text="例如笔误、事后核实。")


class ExemptForm(Form):
    reason = Line(
        label="免除原因",
        max_length=200,
        help_text="例如本季度住院治疗，已由单位书面说明。没有帮扶人不是免除的理由。",
    )


class MeetForm(Form):
    met_on = DateField(name="办结日期")
    basis = Line(label="办结依据", max_length=200, help_text="例如告知书回执原件已归档。")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met_on"].between(earliest=None, latest=today)  # type: ignore[attr-defined]
