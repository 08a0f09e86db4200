"""Small forms of state, class, 会商, measures and the leading group."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from visits.choices import State
from visits.choices.planning import (
    ConsultationOutcome,
    GroupPart,
    MeasureOutcome,
    VisitClass,
)
from visits.choices.visiting import Depth
from visits.forms.fields import Line, Lines, Pick, Radios
from web.forms import DateField, Form


class TokenForm(Form):
    """The page sent twice is one record."""

    token = forms.CharField(max_length=12, min_length=12, widget=forms.HiddenInput)


class StateForm(TokenForm):
    state = Radios(State, label="现在的状态")
    reason = Lines(
        label="依据",
        max_length=500,
        help_text="写看得见的事实，不写标签。例如：近两个月按时完成任务，主动报告工作。",
    )


class ClassForm(TokenForm):
    grade = Radios(VisitClass, label="类别")
    package = Radios(Depth, label="访法", required=False)
    reason = Lines(label="调整的理由", max_length=500, rows=2)


class ConsultationForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    held_on = DateField(name="会商日期", required=False)
    chair = Line(label="主持人", max_length=50, required=False)
    participants = Line(label="参加人员", max_length=300, required=False)
    opinions = Lines(label="各方意见", required=False)
    division = Lines(label="责任分工", required=False)
    outcome = Radios(ConsultationOutcome, label="处理", required=False)
    conclusion = Lines(label="会商结论", required=False)

    def __init__(self, *args: Any, opened_on: date, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].between(earliest=opened_on, latest=today)  # type: ignore[attr-defined]


class MeasureStepForm(Form):
    outcome = Radios(MeasureOutcome, label="进展")
    done_on = DateField(name="日期")
    text = Lines(
        label="完成情况和依据（不再实施的写原因）",
        max_length=500,
        help_text="例如：6月20日参加业务培训，有签到表。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].between(latest=today)  # type: ignore[attr-defined]


class GroupDecisionForm(TokenForm):
    held_on = DateField(name="会议日期")
    document = Line(label="会议纪要文号", max_length=100)
    text = Lines(label="议定事项")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_on"].between(latest=today)  # type: ignore[attr-defined]


class MemberForm(TokenForm):
    name = Line(label="姓名", max_length=50)
    post = Line(label="单位职务", max_length=100)
    part = Pick(GroupPart, label="身份")
    user = forms.ModelChoiceField(
        User.objects.none(), label="账号（没有可以不选）", required=False, empty_label="没有账号"
    )
    from_on = DateField(name="任职开始日期")

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = accounts  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.display_name  # type: ignore[attr-defined]


class YearPlanForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    purpose = Lines(label="工作目标")
    content = Lines(label="主要安排", rows=6)
    objects_text = Lines(label="回访对象范围", required=False)
    duties = Lines(label="责任分工", required=False)
