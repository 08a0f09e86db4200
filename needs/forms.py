"""A need as it is entered, and one small form for each thing that may be done to it."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Unit
from cases.forms.execution import known_unit, text_field
from cases.forms.units import UnitField
from columns.codes import CROCKFORD, new_code
from needs.actions import Asked
from needs.actions.answering import Assignment
from needs.choices import Category, PersonView
from needs.models import Need
from web.forms import DateField, Form

TERM_HINT = "留空为30天；遇休息日顺延到下一个工作日"


class NewForm(Form):
    """`token` is the page's own key: sent twice, it is one need."""

    token = forms.RegexField(
        rf"^[{CROCKFORD}]{{12}}$",
        widget=forms.HiddenInput,
        error_messages={
            "required": "本页的标识丢失，请重新打开本页填写。",
            "invalid": "本页的标识有误，请重新打开本页填写。",
        },
    )
    asked_on = DateField(name="提出日期")
    words = text_field(
        "本人的诉求", longest=1000, example="孩子转学手续办不下来，希望帮助协调。按本人原话记。"
    )
    category = forms.ChoiceField(
        label="类别", choices=Category.choices, widget=forms.RadioSelect, initial=Category.WORK
    )
    due_on = DateField(name="答复期限", required=False, help_text=TERM_HINT)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": new_code(), "asked_on": today}
        super().__init__(*args, **kwargs)
        asked, due = self.fields["asked_on"], self.fields["due_on"]
        assert isinstance(asked, DateField)
        assert isinstance(due, DateField)
        asked.between(latest=today)
        due.between(earliest=today)

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            words=given["words"],
            asked_on=given["asked_on"],
            category=given["category"],
            due_on=given["due_on"],
        )


class ActForm(Form):
    """Something done to a need in the version that was read; `given()` is what the act takes."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, need: Need, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": need.version, **self.first(need)}
        super().__init__(*args, **kwargs)
        self.need, self.today = need, today

    @staticmethod
    def first(need: Need) -> dict[str, Any]:
        return {}

    def given(self) -> dict[str, Any]:
        return self.cleaned_data


class AssignForm(ActForm):
    assigned_to = UnitField(label="责任部门", help_text="写单位全称，或从建议中选")
    contact = forms.CharField(
        label="责任人", max_length=50, required=False, help_text="承办此事的具体同志，可以留空"
    )
    request = text_field(
        "请其办理什么（不写案情）",
        longest=500,
        example="请协助办理其子女转学手续，并答复本人。责任部门只看到这一栏。",
    )
    category = forms.ChoiceField(label="类别", choices=Category.choices, widget=forms.RadioSelect)
    due_on = DateField(name="答复期限", required=False, help_text="遇休息日顺延到下一个工作日")

    @staticmethod
    def first(need: Need) -> dict[str, Any]:
        unit = need.assigned_to
        return {
            "assigned_to": unit.full_name if unit is not None else "",
            "contact": need.contact,
            "request": need.request,
            "category": need.category,
            "due_on": need.due_on,
        }

    def clean_assigned_to(self) -> Unit | None:
        return known_unit(self.cleaned_data["assigned_to"])

    def given(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        version = given.pop("version")
        # A day that has not been changed is not asked anew: it may have passed meanwhile.
        if given["due_on"] == self.need.due_on:
            given["due_on"] = None
        return {"version": version, "assignment": Assignment(**given)}


class ReplyForm(ActForm):
    text = text_field(
        "办理进展", longest=1000, example="已与区教育局联系，本周五前提供转学材料清单。"
    )


class AnswerForm(ActForm):
    text = text_field(
        "办理结果和怎样答复本人", longest=2000, example="转学手续已办结，9月2日当面告知本人。"
    )


class ExplainForm(ActForm):
    text = text_field(
        "为什么不能办、怎样向本人说明",
        longest=2000,
        example="按规定影响期内不能晋升职级，10月8日由主任当面说明政策依据。",
    )


class ViewForm(ActForm):
    view = forms.ChoiceField(
        label="本人对答复的意见", choices=PersonView.choices, widget=forms.RadioSelect
    )
    words = text_field(
        "本人原话，或没有征求的原因",
        longest=300,
        example="“手续办好了，感谢组织。”",
        required=False,
    )

    @staticmethod
    def first(need: Need) -> dict[str, Any]:
        return {"view": need.view, "words": need.view_words}


class ReturnForm(ActForm):
    remark = text_field("还差什么", longest=500, example="本人表示学校尚未接收，请继续协调。")


class ArchiveForm(ActForm):
    remark = text_field("归档说明", longest=300, example="已回访核对。", required=False)


class VoidForm(ActForm):
    reason = text_field("作废原因", longest=200, example="与9月20日登记的是同一件诉求。")
