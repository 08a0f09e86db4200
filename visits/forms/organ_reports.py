"""What is said of a report of an organ: when and how it was filed, or why that was wrong."""

from datetime import date
from typing import Any

from visits.forms.fields import Line
from web.forms import DateField, Form


class FileReportForm(Form):
    filed_on = DateField(name="报送日期")
    note = Line(
        label="文号或报送方式", max_length=200, help_text="例如临纪报〔2026〕8号，或内网报送"
    )

    def __init__(self, *args: Any, today: date, last: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"filed_on": today})
        super().__init__(*args, **kwargs)
        self.fields["filed_on"].between(earliest=last, latest=today)  # type: ignore[attr-defined]


class TakeBackForm(Form):
    reason = Line(label="撤回原因", max_length=200, help_text="例如误登为上一个月")
