"""安排回访: six fields on one page, and what most visits need no word on below them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from visits.choices import Willingness
from visits.choices.visiting import REMOTE_MODES, Place, VisitMode
from visits.forms.fields import Line, Radios
from visits.forms.team import TeamForm, team_faults
from visits.rules.records import wrong_place
from web.forms import DateField

NOT_ASKED = [("", "还没有问本人"), *Willingness.choices]


class ArrangeForm(TeamForm):
    wish = forms.ChoiceField(
        label="本人意愿",
        choices=NOT_ASKED,
        required=False,
        widget=forms.RadioSelect,
        help_text="问过并愿意的为“已约定”，其余为“计划中”。",
        error_messages={"invalid_choice": "本人意愿请从列出的几项里选择。"},
    )
    planned_on = DateField(name="约定日期")
    mode = Radios(VisitMode, label="方式")
    mode_reason = Line(
        label="采用电话或视频的原因",
        max_length=200,
        required=False,
        help_text="电话、视频时填写；电话、视频不抵应当完成的回访。",
    )
    place = Radios(Place, label="地点", help_text="回访不在谈话室进行。")
    place_note = Line(label="具体地点", max_length=100, required=False)
    field_order = ("wish", "mode", "planned_on", "place", "visitors", "leader")

    def __init__(
        self,
        *args: Any,
        today: date,
        officers: Sequence[User],
        words: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["planned_on"].between(earliest=today)  # type: ignore[attr-defined]
        self.offer(officers, words)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        faults = [*team_faults(found)]
        if found.get("place") == Place.OTHER and not found.get("place_note"):
            faults.append(("place_note", "请写明具体地点。例如县图书馆二楼。"))
        if sentence := wrong_place(found.get("place_note", "")):
            faults.append(("place_note", sentence))
        if found.get("mode") in REMOTE_MODES and not found.get("mode_reason"):
            faults.append(("mode_reason", "请写明采用电话或视频的原因。例如本人长期在外省居住。"))
        for field, sentence in faults:
            if field not in self.errors:
                self.add_error(field, sentence)
        return found
