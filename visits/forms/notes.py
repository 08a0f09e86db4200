"""单位动态: a day and a text; the office also says from which paper."""

from datetime import date
from typing import Any

from visits.forms.fields import Line, Lines
from web.forms import DateField, Form


class UnitNoteForm(Form):
    on = DateField(name="日期")
    text = Lines(
        label="动态",
        rows=5,
        max_length=2000,
        help_text="思想、工作、生活上的变化和解决了的困难，写事实。例如近期牵头安置房验收，情绪稳定。",
    )

    def __init__(self, *args: Any, today: date, decided_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].between(earliest=decided_on, latest=today)  # type: ignore[attr-defined]


class ProxyUnitNoteForm(UnitNoteForm):
    """From the unit's own paper, by the office."""

    basis = Line(
        label="代录依据",
        max_length=200,
        help_text="例如：单位党组织的书面材料，原件存审理室。",
    )
