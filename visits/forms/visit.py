"""回访记录: one page, sections A to G; choices for counting, words as the record."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import User
from visits.choices import Attitude, Mood, Need, State
from visits.choices.visiting import (
    REMOTE_MODES,
    SIGN_LATER,
    Change,
    CheckItem,
    CheckResult,
    Grade,
    Place,
    Relation,
    Response,
    Signature,
    Source,
    VisitMode,
)
from visits.forms.fields import Line, Lines, Pick, Radios
from visits.forms.team import TeamForm, team_faults
from visits.forms.visit_rows import (
    STEPS,
    VOTES,
    add_rows,
    row_faults,
    steps_in_words,
)
from visits.rules.records import wrong_place
from web.forms import DateField


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "w-short", "autocomplete": "off"}, format="%H:%M")


def _time(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=TimeInput(),
        error_messages={"invalid": f"{label}时间不对。例如14:30。"},
    )


class VisitForm(TeamForm):
    visited_on = DateField(name="回访日期")
    starts_at = _time("开始")
    ends_at = _time("结束")
    place = Radios(Place, label="地点", help_text="回访不在谈话室进行。")
    place_note = Line(label="具体地点", max_length=100, required=False)
    mode = Radios(VisitMode, label="方式")
    mode_reason = Line(
        label="采用电话或视频的原因", max_length=200, required=False, help_text="电话、视频时填写"
    )
    attitude = Radios(Attitude, label="对处分的认识")
    attitude_text = Lines(label="对处分的认识（记录）", required=False, rows=2)
    mood = Radios(Mood, label="思想和情绪")
    mood_text = Lines(label="思想和情绪（记录）", required=False, rows=2)
    work_text = Lines(label="履职表现", rows=3)
    achievements = Lines(label="近期做成的事", required=False, rows=2)
    need = Radios(Need, label="工作生活困难")
    need_text = Lines(
        label="诉求和希望谁办",
        required=False,
        rows=2,
        help_text="选择“有”时填写：诉求、希望谁办、何时答复。",
    )
    advice_text = Lines(label="对组织的意见建议", required=False, rows=2)
    relation = Pick(Relation, label="家属面谈·关系", required=False, empty="没有面谈")
    family_text = Lines(
        label="家属面谈·要点",
        required=False,
        rows=2,
        help_text="限知内容：只有回访组和审理室主任可以查看，不进入登记表。",
    )
    state = Pick(State, label="当前状态")
    change = Pick(Change, label="与上次比较")
    response = Radios(Response, label="回应方式")
    prescription = Lines(
        label="下一步措施",
        rows=2,
        required=False,
        help_text="表里已填的不必再写；一项也没有的写“无”。",
    )
    opinion = Lines(label="回访组意见", rows=3, help_text="本记录会请本人核对签名。")
    grade = Pick(Grade, label="评定", required=False, empty="不评定")
    next_on = DateField(name="下次联系", required=False)
    case_advice = Lines(label="对办案工作的意见", required=False, rows=2)
    lead = Lines(
        label="另行核对的事项",
        required=False,
        rows=2,
        max_length=2000,
        help_text="加密另存，不进入登记表，单位、帮扶人、组织人事部门和其他同志都看不到。",
    )
    signature = forms.ChoiceField(
        label="签名",
        choices=[*Signature.choices, (SIGN_LATER, "以后再签")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "请选择签名。",
            "invalid_choice": "签名请从列出的几项里选择。",
        },
    )
    unsigned_reason = Line(label="本人未签名的原因", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        decided_on: date | None,
        officers: Sequence[User],
        is_short: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].between(earliest=decided_on, latest=today)  # type: ignore[attr-defined]
        self.offer(officers)
        self.is_short = is_short
        add_rows(self.fields)
        for item in CheckItem:
            self.fields[f"check_{item}"] = Pick(
                CheckResult, label=item.label, required=False, empty="本次未核对"
            )
        for source in Source:
            self.fields[f"{source}_people"] = Line(
                label=f"{source.label}·姓名或人数", max_length=100, required=False
            )
            self.fields[f"{source}_text"] = Lines(
                label=f"{source.label}·要点", required=False, rows=2
            )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for field, sentence in (*_faults(found), *row_faults(found, is_short=self.is_short)):
            if field not in self.errors:
                self.add_error(field, sentence)
        found["prescription"] = found.get("prescription") or steps_in_words(found)
        return found

    @property
    def steps(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        return [
            (self[f"step{row}_text"], self[f"step{row}_who"], self[f"step{row}_due"])
            for row in range(STEPS)
        ]

    @property
    def votes(self) -> list[BoundField]:
        return [self[name] for name in VOTES]

    @property
    def checks(self) -> list[BoundField]:
        return [self[f"check_{item}"] for item in CheckItem]

    @property
    def heard(self) -> list[tuple[str, BoundField, BoundField]]:
        return [
            (source.label, self[f"{source}_people"], self[f"{source}_text"]) for source in Source
        ]


def _faults(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, sentence): what one field asks of another."""
    if found.get("place") == Place.OTHER and not found.get("place_note"):
        yield "place_note", "请写明具体地点。例如县图书馆二楼。"
    if sentence := wrong_place(found.get("place_note", "")):
        yield "place_note", sentence
    if found.get("mode") in REMOTE_MODES and not found.get("mode_reason"):
        yield "mode_reason", "请写明采用电话或视频的原因。例如本人长期在外省居住。"
    yield from team_faults(found)
    yield from _more_faults(found)


def _more_faults(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    start, end = found.get("starts_at"), found.get("ends_at")
    if end and (not start or end <= start):
        yield "ends_at", "结束时间要晚于开始时间。例如14:30至15:40。"
    if found.get("need") == Need.SOME and not found.get("need_text"):
        yield "need_text", "请写明诉求和希望谁办。例如请乡镇协调子女就近入学，下月底前答复。"
    if found.get("family_text") and not found.get("relation"):
        yield "relation", "请选择面谈的是哪位家属。例如配偶。"
    if found.get("relation") and not found.get("family_text"):
        yield "family_text", "请填写家属面谈的要点，或把关系改为“没有面谈”。"
    if found.get("signature") == Signature.DECLINED and not found.get("unsigned_reason"):
        yield "unsigned_reason", "请写明本人未签名的原因。例如当天身体不适，改日补签。"
    for source in Source:
        if found.get(f"{source}_people") and not found.get(f"{source}_text"):
            yield f"{source}_text", f"请填写{source.label}面谈的要点。"
