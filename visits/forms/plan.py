"""研判和方案 on one page: 看、听、谈, the plan's words, its goals and its measures."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from visits.choices import Approach, Area, Phase, State, Willingness
from visits.choices.planning import Lane, MeasureKind, PersonView, StepKind
from visits.choices.visiting import Relation, VisitMode
from visits.forms.fields import (
    Line,
    Lines,
    Pick,
    Posted,
    Radios,
    RowForm,
    Rows,
    remembered_rows,
    rows_of,
    rows_shown,
)
from web.forms import DateField, Form

FACTS_ONLY = "写事实和需求，不写推测和标签。"


class AssessmentForm(Form):
    """May be half filled: what is missing is asked for when the plan is submitted."""

    look_on = DateField(name="看·日期", required=False)
    look_text = Lines(
        label="看·了解到的情况",
        required=False,
        help_text=f"查阅基本情况、廉政档案、违纪违法性质情节，分析原因。{FACTS_ONLY}",
    )
    listen_on = DateField(name="听·日期", required=False)
    listen_text = Lines(
        label="听·了解到的情况",
        required=False,
        help_text="听取所在单位党组织意见，电话了解本人是否愿意接受回访。",
    )
    willingness = Pick(Willingness, label="本人回访意愿", required=False)
    preferred_mode = Pick(VisitMode, label="选定的回访形式", required=False)
    talk_on = DateField(name="谈·日期", required=False)
    talk_text = Lines(
        label="谈·了解到的情况",
        required=False,
        help_text="与本人谈思想、工作、廉洁、实际困难和处分执行情况。",
    )
    conclusion = Lines(
        label="研判结论", required=False, help_text="主要情况、需要帮助的地方、需要注意的事项。"
    )
    state = Pick(State, label="当前状态", required=False)
    state_reason = Line(
        label="状态依据",
        max_length=500,
        required=False,
        help_text="写看得见的事实；不填时取研判结论。",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, prefix="a", **kwargs)
        for part in ("look", "listen", "talk"):
            self.fields[f"{part}_on"].between(latest=today)  # type: ignore[attr-defined]


class NoteForm(Form):
    """Restricted (decisions 3.7)."""

    approach = Lines(
        label="沟通要点",
        required=False,
        rows=2,
        help_text="适合的谈话方式、需要回避的话题。不写性格标签，不作为评价依据。",
    )
    family = Lines(label="家庭情况", required=False, rows=2)

    def __init__(self, *args: Any, is_written: bool, with_approach: bool, **kwargs: Any) -> None:
        """What is written already is not shown here; what is left empty stays as it is."""
        super().__init__(*args, prefix="n", **kwargs)
        if not with_approach:
            del self.fields["approach"]
        if is_written:
            for field in self.fields.values():
                field.help_text = "已登记的内容这里不显示；留空则不改动，填写则替换原来的内容。"


class PlanForm(Form):
    approach = Radios(Approach, label="主要做法", required=False)
    situation = Lines(label="情况分析", required=False)
    arrangement = Lines(
        label="回访和谈心安排",
        required=False,
        rows=2,
        help_text="首次回访、每季度谈心谈话、综合评价、期满前回访的时间。",
    )
    division = Lines(
        label="责任分工",
        required=False,
        rows=2,
        help_text="审理室、派驻（乡镇）纪检监察组织、单位党组织、帮扶人各做什么。",
    )
    cautions = Lines(
        label="注意事项",
        required=False,
        rows=2,
        help_text="本人意愿、适合的方式和地点、需要回避的时间。",
    )
    change_reason = Lines(
        label="调整原因", required=False, rows=2, help_text="第2版起必填：为什么调整。"
    )

    is_joint = forms.BooleanField(
        label="市县联合办理（须经领导小组审批）", required=False, widget=forms.CheckboxInput
    )
    person_view = Radios(PersonView, label="本人对方案的意见", required=False)
    person_words = Lines(
        label="本人怎么说（未能征求的写原因）", required=False, rows=2, max_length=1000
    )
    person_on = DateField(name="征求意见日期", required=False)

    def __init__(self, *args: Any, number: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, prefix="p", **kwargs)
        if number == 1:
            del self.fields["change_reason"]


class GoalForm(RowForm):
    steady = frozenset({"phase"})

    phase = Pick(Phase, label="阶段")
    text = Line(label="目标", max_length=300)
    by_on = DateField(name="达成时间", required=False)


class MeasureForm(RowForm):
    steady = frozenset({"area", "kind", "key"})

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    area = Pick(Area, label="方面")
    kind = Pick(MeasureKind, label="性质", required=False)
    text = Line(label="具体做法", max_length=300)
    who = Line(label="责任人", max_length=100)
    from_on = DateField(name="开始时间", required=False)
    due_on = DateField(name="完成时间")
    sign = Line(label="成效标志", max_length=200, required=False)


class StepForm(RowForm):
    steady = frozenset({"kind"})

    kind = Pick(StepKind, label="类型")
    label = Line(label="名称", max_length=40, required=False)
    planned_on = DateField(name="计划日期")
    mode = Pick(VisitMode, label="方式", required=False)
    who = Line(label="主谈人和参加人", max_length=100, required=False)
    focus = Line(label="重点", max_length=300, required=False)


class ColleagueForm(RowForm):
    """A colleague is asked only after the person has been told of it."""

    on = DateField(name="谈话日期")
    who = Line(label="谈话对象（关系或职务）", max_length=100)
    text = Line(label="要点", max_length=1000)
    told = forms.BooleanField(
        label="已告知本人",
        error_messages={"required": "与同事谈话前须告知本人。告知后请勾选“已告知本人”。"},
    )


class RelativeForm(Form):
    """Restricted (decisions 3.7): a talk with a relative; what was written is not shown here."""

    relation = Pick(Relation, label="家属谈话·关系", required=False, empty="没有谈话")
    on = DateField(name="家属谈话日期", required=False)
    text = Lines(label="家属谈话要点", required=False, rows=2)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, prefix="f", **kwargs)
        self.fields["on"].between(latest=today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        given = [bool(told.get(name)) for name in ("relation", "on", "text")]
        if any(given) and not all(given):
            self.add_error(None, "家属谈话请填全关系、日期和要点，或全部留空。")
        return told

    @property
    def is_told(self) -> bool:
        return bool(self.cleaned_data.get("text"))


class LanesForm(Form):
    """Three lanes, one body each; a lane without a body is asked for at submission."""

    help_body = Line(label="帮扶：责任单位", max_length=100, required=False)
    help_task = Line(label="帮扶：主要任务", max_length=300, required=False)
    visit_body = Line(label="回访：责任单位", max_length=100, required=False)
    visit_task = Line(label="回访：主要任务", max_length=300, required=False)
    use_body = Line(label="使用：责任单位", max_length=100, required=False)
    use_task = Line(label="使用：主要任务", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="l", **kwargs)

    @property
    def rows(self) -> list[dict[str, str]]:
        told = self.cleaned_data
        return [
            {"lane": lane, "body": told[f"{lane}_body"], "task": told[f"{lane}_task"]}
            for lane in Lane.values
            if told[f"{lane}_body"]
        ]


@dataclass(frozen=True)
class Table:
    """One table of rows on the page, and what it shows when nothing is written yet."""

    prefix: str
    form: type[RowForm]
    columns: tuple[str, ...]
    start: tuple[dict[str, Any], ...]

    def rows(self, data: Posted | None, stored: list[dict[str, Any]]) -> Rows:
        """As posted, or with the stored rows."""
        return rows_of(self.form, prefix=self.prefix, data=data, initial=stored or list(self.start))

    def brought_back(self, draft: Posted) -> Rows:
        """As a draft left them, with as many blank rows as it showed."""
        return rows_of(
            self.form,
            prefix=self.prefix,
            data=None,
            initial=remembered_rows(self.form, prefix=self.prefix, data=draft),
            at_least=rows_shown(draft, self.prefix),
        )


# Practice A57: first the knot is untied, then he is given something to do.
USUAL_KINDS = {
    Area.THOUGHT: MeasureKind.UNTIE,
    Area.WORK: MeasureKind.ENABLE,
    Area.LIFE: MeasureKind.UNTIE,
}
# A new plan begins with one goal for the whole, and one measure for each area.
GOALS = Table("goals", GoalForm, ("phase", "text", "by_on"), ({"phase": Phase.WHOLE},))
MEASURES = Table(
    "measures",
    MeasureForm,
    ("key", "area", "kind", "text", "who", "from_on", "due_on", "sign"),
    tuple({"area": area, "kind": kind} for area, kind in USUAL_KINDS.items()),
)
STEPS = Table(
    "steps",
    StepForm,
    ("kind", "label", "planned_on", "mode", "who", "focus"),
    ({"kind": StepKind.VISIT}, {"kind": StepKind.TALK}),
)
COLLEAGUES = Table("colleagues", ColleagueForm, ("on", "who", "text", "told"), ())
TABLES = (GOALS, MEASURES, STEPS, COLLEAGUES)


class ReturnForm(Form):
    """The opinion on a plan; a return says what to change, an approval may stay silent."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = Lines(label="意见", required=False, rows=3, max_length=500)
