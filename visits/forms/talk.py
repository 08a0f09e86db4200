"""谈心谈话: six fields; whoever fills it in for the helper also says on what basis."""

from datetime import date
from typing import Any

from django import forms

from visits.choices import Mood, Need, TalkMode, Topic
from visits.forms.fields import Line, Lines, Radios
from web.forms import DateField, Form, NameField


class TalkForm(Form):
    held_on = DateField(name="谈话日期")
    mode = Radios(TalkMode, label="方式")
    topics = forms.MultipleChoiceField(
        label="谈了什么",
        choices=Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择谈了什么，可以选几项。"},
    )
    mood = Radios(Mood, label="近期状态")
    need = Radios(Need, label="困难诉求")
    need_text = Line(
        label="需要谁来帮助",
        max_length=300,
        required=False,
        help_text="选择“有”时填写。例如请镇里联系县水利局安排培训。",
    )
    note = Lines(
        label="简要记录", rows=5, max_length=2000, help_text="50—200字，写事实和本人原话要点"
    )
    asks_office = forms.BooleanField(label="需要审理室协助", required=False)

    def __init__(self, *args: Any, today: date, decided_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].between(earliest=decided_on, latest=today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("need") == Need.SOME and not found.get("need_text"):
            self.add_error("need_text", "请写明需要谁来帮助。例如请镇里联系县水利局安排培训。")
        return found


class ProxyTalkForm(TalkForm):
    """代录 by the unit or the office (decisions 3.10)."""

    speaker_name = NameField(name="谈话人")
    speaker_post = Line(label="谈话人职务", max_length=100, required=False)
    proxy_basis = Line(
        label="代录依据",
        max_length=200,
        help_text="例如：帮扶人签名的纸质记录，原件存审理室。",
    )

    field_order = ["speaker_name", "speaker_post", "proxy_basis"]
