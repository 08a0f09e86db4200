"""Who goes and how the visit is named: asked alike when it is arranged and when it is recorded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from accounts.models import User
from visits.choices.visiting import (
    JOINT_BODIES,
    Body,
    Depth,
    Nature,
    Stage,
    Style,
    TeamPart,
    Whom,
)
from visits.forms.fields import Line, Pick
from visits.rules.records import wrong_team
from web.forms import Form

TAGS = ("stage", "depth", "style", "body", "whom", "nature", "campaign")


class TeamForm(Form):
    """Two officers or more; one of them leads a key visit."""

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
    is_key = forms.BooleanField(label="重点回访", required=False, help_text="须有一名负责人参加。")
    head = forms.TypedChoiceField(
        label="带队领导",
        required=False,
        empty_value=None,
        error_messages={"invalid_choice": "带队领导请从列出的同志里选择。"},
    )
    companions = Line(
        label="单位陪同和其他参加人",
        max_length=200,
        required=False,
        help_text="姓名和职务，多人用顿号隔开。例如王某（党支部书记）",
    )
    organs = Line(
        label="联合回访的机关",
        max_length=200,
        required=False,
        help_text="自己机关以外的，用顿号隔开。例如市纪委监委、县委组织部",
    )
    stage = Pick(Stage, label="阶段", required=False, empty="未定")
    depth = Pick(Depth, label="深度", required=False, empty="未定")
    style = Pick(Style, label="风格", required=False, empty="未定")
    body = Pick(Body, label="主体", required=False, empty="未定")
    whom = Pick(Whom, label="对象", required=False, empty="未定")
    nature = Pick(Nature, label="性质", required=False, empty="未定")
    campaign = Line(label="专项活动", max_length=60, required=False, help_text="没有的不填")

    def offer(self, officers: Sequence[User], words: Mapping[int, str] | None = None) -> None:
        """Fetched once by the page, so that drawing the boxes asks nothing."""
        by_key = {str(user.pk): user for user in officers}
        plain = [(key, f"{user.display_name}（{user.unit.name}）") for key, user in by_key.items()]
        told = [(key, (words or {}).get(int(key), name)) for key, name in plain]
        for field, names in (
            ("visitors", told),
            ("leader", [("", "不指定"), *plain]),
            ("head", [("", "没有"), *plain]),
        ):
            self.fields[field].choices = names  # type: ignore[attr-defined]
            self.fields[field].coerce = by_key.__getitem__  # type: ignore[attr-defined]

    @property
    def tags(self) -> list[BoundField]:
        return [self[name] for name in TAGS]


def team_faults(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(field, sentence): what one field of the team asks of another."""
    if "visitors" in found and (
        sentence := wrong_team([each.pk for each in found["visitors"]], leaders=0)
    ):
        yield "visitors", sentence
    visitors = found.get("visitors") or ()
    if found.get("leader") and found["leader"] not in visitors:
        yield "leader", "负责人要在回访人之中，请先勾选。"
    elif found.get("is_key") and not found.get("leader"):
        yield "leader", "重点回访须有一名负责人，请选择。"
    if found.get("head") and found["head"] in visitors:
        yield "head", "带队领导已列在回访人里，请不要重复选择。"
    if found.get("body") in JOINT_BODIES and not found.get("organs"):
        yield "organs", "请填写一同回访的机关。例如市纪委监委、县委组织部。"


def names_in(line: str) -> list[str]:
    parts = line.replace("，", "、").replace(",", "、").split("、")
    return [part.strip()[:50] for part in parts if part.strip()]


def part_of(user: User, leader: User | None) -> TeamPart:
    return TeamPart.LEADER if user == leader else TeamPart.VISITOR
