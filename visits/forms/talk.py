"""谈心谈话: six fields; whoever fills it in for the helper also says on what basis."""

from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from visits.choices import Mood, Need, State, TalkMode, Topic
from visits.choices.visiting import Signature
from visits.forms.fields import Line, Lines, Pick, Radios
from visits.models.talk import LONGEST, SUPPLEMENT
from web.forms import DateField, Form, NameField

# The closed block 补充: the rest of practice C.11, none of it required.
FOLDED = (*SUPPLEMENT[:-1], "unsigned_reason", "speaker_signed")


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
    place = Line(label="地点", max_length=100, required=False)
    minutes = forms.IntegerField(
        label="时长（分钟）",
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "w-short", "inputmode": "numeric"}),
        error_messages={
            "invalid": "时长请填分钟数。例如40。",
            "min_value": f"时长在1至{LONGEST}分钟之间。例如40。",
            "max_value": f"时长在1至{LONGEST}分钟之间。例如40。",
        },
    )
    followed_up = Lines(label="上季度措施落实情况", rows=2, max_length=1000, required=False)
    conduct = Lines(
        label="近期表现",
        rows=2,
        max_length=1000,
        required=False,
        help_text="工作任务、纪律作风",
    )
    guidance = Lines(label="教育引导内容", rows=2, max_length=1000, required=False)
    measures = Lines(label="帮扶措施及落实", rows=2, max_length=1000, required=False)
    state = Pick(State, label="状态判断", required=False, empty="不作判断")
    attention = Lines(label="需纪委关注事项", rows=2, max_length=1000, required=False)
    signature = Pick(Signature, label="本人签名", required=False, empty="未填")
    unsigned_reason = Line(label="本人未签名的原因", max_length=200, required=False)
    speaker_signed = forms.BooleanField(label="谈话人已在纸质记录上签名", required=False)

    def __init__(self, *args: Any, today: date, decided_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].between(earliest=decided_on, latest=today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("need") == Need.SOME and not found.get("need_text"):
            self.add_error("need_text", "请写明需要谁来帮助。例如请镇里联系县水利局安排培训。")
        if found.get("signature") == Signature.DECLINED and not found.get("unsigned_reason"):
            self.add_error(
                "unsigned_reason", "请写明本人未签名的原因。例如当天身体不适，改日补签。"
            )
        return found

    @property
    def asked(self) -> list[BoundField]:
        """What stands open on the page."""
        return [field for field in self if field.name not in FOLDED]

    @property
    def supplement(self) -> list[BoundField]:
        return [self[name] for name in FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """The block opens when something stands in it, or is wrong with it."""
        return any(field.errors or field.value() for field in self.supplement)


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


class SignForm(Form):
    """阅签 by the unit's own account."""

    opinion = Lines(
        label="阅签意见",
        rows=3,
        max_length=500,
        help_text="例如：情况属实，请继续关心，培训安排本月落实。",
    )
    reader_name = NameField(name="阅签人")
    read_on = DateField(name="阅签日期")

    def __init__(self, *args: Any, today: date, held_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_on"].between(earliest=held_on, latest=today)  # type: ignore[attr-defined]


class ProxySignForm(SignForm):
    """From the unit's signed paper, by the office."""

    basis = Line(
        label="代录依据",
        max_length=200,
        help_text="例如：单位党组织书记签名的纸质记录，原件存审理室。",
    )
