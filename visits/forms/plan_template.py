"""The rows of a plan's template: goals, measures, and what is planned, counted from a day."""

from typing import Any

from django import forms

from visits.choices import Area, Phase
from visits.choices.planning import Anchor, MeasureKind, StepKind, TemplatePart
from visits.choices.visiting import VisitMode
from visits.forms.fields import Line, Pick, RowForm
from visits.forms.plan import Table
from web.forms import Form


class TemplateForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = Line(label="模板名称", max_length=40)
    note = Line(label="说明", max_length=300, required=False)


class DayRowForm(RowForm):
    """Days before the anchor are negative."""

    steady = frozenset({"anchor", "days", "phase", "area", "kind", "step"})

    anchor = Pick(Anchor, label="起算")
    days = forms.IntegerField(
        label="天数（之前写负数）",
        min_value=-400,
        max_value=800,
        initial=0,
        error_messages={
            "required": "请填写天数，当天写0。",
            "invalid": "天数请填写整数，例如30或-20。",
            "min_value": "天数不能早于400天以前。",
            "max_value": "天数不能晚于800天以后。",
        },
    )


class GoalRowForm(DayRowForm):
    phase = Pick(Phase, label="阶段")
    text = Line(label="目标", max_length=300)


class MeasureRowForm(DayRowForm):
    area = Pick(Area, label="方面")
    kind = Pick(MeasureKind, label="性质")
    text = Line(label="具体做法", max_length=300)
    who = Line(label="责任人", max_length=100)
    sign = Line(label="成效标志", max_length=200, required=False)


class StepRowForm(DayRowForm):
    step = Pick(StepKind, label="类型")
    label = Line(label="名称", max_length=40)
    mode = Pick(VisitMode, label="方式", required=False)
    text = Line(label="重点", max_length=300)


def _table(part: str, form: type[RowForm], *names: str) -> Table:
    start: tuple[dict[str, Any], ...] = ()
    return Table(part, form, (*names, "anchor", "days"), start)


PARTS: dict[str, Table] = {
    TemplatePart.GOAL: _table("goal", GoalRowForm, "phase", "text"),
    TemplatePart.MEASURE: _table("measure", MeasureRowForm, "area", "kind", "text", "who", "sign"),
    TemplatePart.STEP: _table("step", StepRowForm, "step", "label", "mode", "text"),
}
