"""The small forms of a visit on its way: another day, a refusal, a signature, a delivery."""

from datetime import date
from typing import Any

from django import forms

from visits.choices.visiting import BodyLevel, ContactKind, Signature
from visits.forms.fields import Line, Lines, Pick, Radios
from web.forms import DateField, Form


class StepForm(Form):
    """With the version its page was drawn from: two people cannot take the same step."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, since: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.since = today, since
        for name in self.past:
            self.fields[name].between(earliest=since, latest=today)  # type: ignore[attr-defined]
            self.fields[name].initial = self.fields[name].initial or today
        for name in self.ahead:
            self.fields[name].between(earliest=today)  # type: ignore[attr-defined]

    past: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()


class MoveForm(StepForm):
    to = DateField(name="改到")
    reason = Line(label="改期原因", max_length=200, help_text="例如本人当天参加防汛值班。")
    ahead = ("to",)


class ContactForm(StepForm):
    kind = Radios(ContactKind, label="情况")
    happened_on = DateField(name="日期")
    text = Line(
        label="经过",
        max_length=300,
        help_text="写事实和本人原话。例如本人在电话里说：“最近家里有事，过一阵再说。”",
    )
    past = ("happened_on",)


class ConfirmForm(StepForm):
    """Nothing to fill in: the page says what follows."""


class VoidForm(StepForm):
    reason = Line(label="作废原因", max_length=200, help_text="例如重复登记。")


class HeldForm(StepForm):
    visited_on = DateField(name="回访日期")
    past = ("visited_on",)


class OutlineForm(StepForm):
    outline = Lines(label="谈话提纲", rows=12, required=False, help_text="系统拟出，可以修改。")
    unit_note = Lines(
        label="与单位沟通情况",
        rows=3,
        required=False,
        help_text="与谁联系、单位怎么说、当天由谁配合。",
    )


class SignForm(StepForm):
    signature = Radios(Signature, label="签名")
    signed_on = DateField(name="签名日期")
    unsigned_reason = Line(label="本人未签名的原因", max_length=200, required=False)
    past = ("signed_on",)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("signature") == Signature.DECLINED and not found.get("unsigned_reason"):
            self.add_error(
                "unsigned_reason", "请写明本人未签名的原因。例如当天身体不适，改日补签。"
            )
        return found


class ReviewForm(StepForm):
    note = Line(label="审核意见", max_length=300, required=False, help_text="没有的不填")


class DeliverForm(StepForm):
    sent_on = DateField(name="送出日期")
    receiver = Line(label="接收人", max_length=100, help_text="姓名和职务。例如局党组书记李某")
    past = ("sent_on",)


class DeliverUnitForm(DeliverForm):
    summary = Lines(
        label="通报内容",
        rows=4,
        max_length=1000,
        help_text="单位可以在系统里看到这一段。只写需要单位知道和配合的，不写家庭情况和他人意见。",
    )


class ReceiptForm(StepForm):
    receipt_on = DateField(name="签收日期")
    past = ("receipt_on",)


class OutsideForm(Form):
    visited_on = DateField(name="日期")
    body = Line(label="回访主体", max_length=100, help_text="例如县委组织部")
    level = Pick(BodyLevel, label="层级")
    person = Line(label="回访人", max_length=100, help_text="例如县委副书记周某")
    gist = Lines(label="主要内容", rows=4)
    source = Line(label="来源", max_length=200, help_text="例如县委办工作记录、单位来函")

    def __init__(self, *args: Any, today: date, since: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visited_on"].between(earliest=since, latest=today)  # type: ignore[attr-defined]


class VoidOutsideForm(Form):
    reason = Line(label="作废原因", max_length=200, help_text="例如重复登记。")
