"""An execution issue at each of its steps: one small form for each thing that may be done."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import Unit
from cases.forms.execution import IssueFields, known_unit, text_field
from cases.forms.money import MoneyField
from cases.forms.units import UnitField
from cases.models import ExecutionIssue
from web.forms import DateField, Form

TERM_HINT = "留空为30天；遇休息日顺延到下一个工作日"


class ActForm(Form):
    """Something done to an issue in the version that was read; `given()` is what the act takes."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, issue: ExecutionIssue, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": issue.version, **self.first(issue)}
        super().__init__(*args, **kwargs)
        self.issue, self.today = issue, today

    @staticmethod
    def first(issue: ExecutionIssue) -> dict[str, Any]:
        return {}

    def given(self) -> dict[str, Any]:
        return self.cleaned_data


class AssignForm(ActForm):
    assigned_to = UnitField(label="交办给", help_text="写单位全称，或从建议中选")
    due_on = DateField(name="整改期限", required=False, help_text=TERM_HINT)
    request = text_field(
        "请其办理什么（不写案情）",
        longest=300,
        example="请复核该同志2025年度考核等次，并回复复核结果。交办给组织部门的必须填写。",
        required=False,
    )

    @staticmethod
    def first(issue: ExecutionIssue) -> dict[str, Any]:
        return {"assigned_to": issue.cadre.unit.full_name}

    def clean_assigned_to(self) -> Unit | None:
        return known_unit(self.cleaned_data["assigned_to"])


class ReplyForm(ActForm):
    text = text_field(
        "整改进展", longest=500, example="已通知本人分三次退回，首次于10月发薪时扣回。"
    )


class ReportForm(ActForm):
    corrected_fen = MoneyField(label="已纠正金额")
    vouchers = text_field(
        "整改凭证", longest=500, example="银行进账单2026年10月12日第003号，金额18,640.00元。"
    )
    shortfall = text_field(
        "没有全部纠正的原因",
        longest=300,
        example="本人已去世，按规定不再追缴，附批准文件。",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.issue.has_money:
            del self.fields["corrected_fen"], self.fields["shortfall"]

    def given(self) -> dict[str, Any]:
        return {"corrected_fen": 0, **self.cleaned_data}


class CloseForm(ActForm):
    remark = text_field("核实意见", longest=500, example="已核对进账单原件。", required=False)


class ReturnForm(ActForm):
    remark = text_field("还缺什么", longest=500, example="请补充9月的扣款凭证。")


class RestateForm(IssueFields, ActForm):
    @staticmethod
    def first(issue: ExecutionIssue) -> dict[str, Any]:
        names = ("text", "kind", "direction", "months", "found_fen")
        return {name: getattr(issue, name) for name in names}

    def given(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"], "facts": self.facts()}


class VoidForm(ActForm):
    reason = text_field("作废原因", longest=200, example="经核对，绩效奖金已按规定停发。")
