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
    Change,
    CheckItem,
    CheckResult,
    Place,
    Relation,
    Response,
    Signature,
    Source,
    VisitMode,
)
from visits.forms.fields import Line, Lines, Pick, Radios
from visits.rules.records import wrong_place, wrong_team
from web.forms import DateField, Form


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


class VisitForm(Form):
    visited_on = DateField(name="回访日期")
    starts_at = _time("开始")
    ends_at = _time("结束")
    place = Radios(Place, label="地点", help_text="回访不在谈话室进行。")
    place_note = Line(label="具体地点", max_length=100, required=False)
    mode = Radios(VisitMode, label="方式")
    mode_reason = Line(
        label="采用电话或视频的原因", max_length=200, required=False, help_text="电话、视频时填写"
    )
    visitors = forms.TypedMultipleChoiceField(
        label="回访人",
        widget=forms.CheckboxSelectMultiple,
        help_text="两名以上纪检监察干部",
        error_messages={
            "required": "正式回访须由两名以上纪检监察干部参加，请选择。",
            "invalid_choice": "回访人请从列出的同志里选择。",
        },
    )
    leader = forms.TypedChoiceField(
        label="其中负责人",
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "负责人请从列出的同志里选择。"},
    )
    companions = Line(
        label="单位陪同和其他参加人",
        max_length=200,
        required=False,
        help_text="姓名和职务，多人用顿号隔开。例如王某（党支部书记）",
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
        label="下一步措施", rows=2, help_text="措施、责任人、完成时间；没有的写“无”。"
    )
    opinion = Lines(label="回访组意见", rows=3, help_text="本记录会请本人核对签名。")
    next_on = DateField(name="下次联系", required=False)
    signature = Radios(Signature, label="签名")
    unsigned_reason = Line(label="本人未签名的原因", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        today: date,
        decided_on: date | None,
        officers: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].between(earliest=decided_on, latest=today)  # type: ignore[attr-defined]
        self._offer(officers)
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

    def _offer(self, officers: Sequence[User]) -> None:
        """Fetched once by the page, so that drawing the boxes asks nothing."""
        by_key = {str(user.pk): user for user in officers}
        names = [(key, f"{user.display_name}（{user.unit.name}）") for key, user in by_key.items()]
        for field, empty in (("visitors", []), ("leader", [("", "不指定")])):
            self.fields[field].choices = [*empty, *names]  # type: ignore[attr-defined]
            self.fields[field].coerce = by_key.__getitem__  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for field, sentence in _faults(found):
            if field not in self.errors:
                self.add_error(field, sentence)
        return found

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
    if "visitors" in found and (
        sentence := wrong_team([each.pk for each in found["visitors"]], leaders=0)
    ):
        yield "visitors", sentence
    if found.get("leader") and found["leader"] not in (found.get("visitors") or ()):
        yield "leader", "负责人要在回访人之中，请先勾选。"
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
