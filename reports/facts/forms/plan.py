"""C.6, the plan with its approvals: filled, and blank to be drafted by hand."""

from collections.abc import Sequence

from django.db.models import Model

from reports.facts.forms.dossier import helper_of, helper_words
from reports.facts.forms.head import About, short_head
from reports.rules.forms.parts import Box, FormSheet, Grid, Part, Prose, Table, boxes_ticked
from reports.rules.wording import chain, day
from visits.choices import Approach, Area, Phase, State, Willingness
from visits.choices.planning import Lane, PersonView, StepKind
from visits.models import Assessment, Plan

GOAL_HEADS = ("阶段", "目标", "达成时间")
MEASURE_HEADS = ("方面", "措施", "责任单位、责任人", "完成时间", "成效标志")
LANE_HEADS = ("责任线", "主要任务", "责任单位、责任人")
STEP_HEADS = ("类型", "名称和重点", "计划日期", "方式", "参加人")
REVIEW_HEADS = ("审批环节", "意见", "办理人", "日期")
# A row that takes two lines of handwriting, a box that takes a paragraph.
WRITTEN_ROW, WRITTEN_BOX = 12, 24
SIGNS = ("承办人：", "所在单位党组织意见（盖章）：", "本人知悉：")


def plan_filled(who: About, record: Model) -> FormSheet:
    """沟通要点 and family circumstances are restricted and stand on no plan that is printed."""
    if not isinstance(record, Plan):
        raise TypeError(type(record))
    plan = record
    return FormSheet(
        title=f"{who.name}同志“一人一策”回访教育方案",
        number=who.dossier.number,
        edition=f"第{plan.number}版（{plan.get_status_display()}）　记录版本 {plan.version}",
        parts=(
            short_head(who),
            *_assessed(who),
            *_written(plan),
            *_tables(plan),
            _talker(who),
            *_closing(plan),
            _approvals(plan),
        ),
        signs=SIGNS,
        is_demo=who.is_demo,
    )


def _assessed(who: About) -> list[Part]:
    found = Assessment.objects.filter(dossier=who.dossier).order_by("-number").first()
    if found is None:
        return []
    rows = [
        (Box(label, chain((day(on), text), by="　"), 10),)
        for label, on, text in (
            ("看", found.look_on, found.look_text),
            ("听", found.listen_on, found.listen_text),
            ("谈", found.talk_on, found.talk_text),
            ("研判结论", found.finished_on, found.conclusion),
        )
        if text
    ]
    return [Grid(tuple(rows), title="访前研判")] if rows else []


def _written(plan: Plan) -> list[Part]:
    rows = [
        (Box(label, text, 10),)
        for label, text in (
            ("情况分析", plan.situation),
            ("主要做法", plan.get_approach_display() if plan.approach else ""),
            ("责任分工", plan.division),
            ("回访和谈心安排", plan.arrangement),
        )
        if text
    ]
    return [Grid(tuple(rows))] if rows else []


def _tables(plan: Plan) -> list[Part]:
    goals = tuple(
        (each.get_phase_display(), each.text, day(each.by_on)) for each in plan.goals.all()
    )
    measures = tuple(
        (each.get_area_display(), each.text, each.who, day(each.due_on), each.sign)
        for each in plan.measures.all()
    )
    lanes = tuple(
        (each.get_lane_display(), each.task, chain((each.body, each.who)))
        for each in plan.lanes.all()
    )
    steps = tuple(
        (
            each.get_kind_display(),
            chain((each.label, each.focus), by="："),
            day(each.planned_on),
            each.get_mode_display(),
            each.who,
        )
        for each in plan.steps.all()
    )
    found = (
        Table(GOAL_HEADS, goals, title="目标"),
        Table(MEASURE_HEADS, measures, title="措施"),
        Table(LANE_HEADS, lanes, title="三方责任"),
        Table(STEP_HEADS, steps, title="回访、谈心谈话和评价安排"),
    )
    return [each for each in found if each.rows]


def _closing(plan: Plan) -> list[Part]:
    told = [
        Prose((text,), title=title)
        for title, text in (("注意事项", plan.cautions), ("调整情况", plan.change_reason))
        if text
    ]
    if plan.person_view:
        words = chain((plan.get_person_view_display(), day(plan.person_on), plan.person_words))
        told.append(Prose((words,), title="本人意见"))
    return list(told)


def _approvals(plan: Plan) -> Table:
    """The trail as it went; a step still to come is left open for a signature."""
    rows = tuple(
        (each.get_opinion_display(), each.remark, each.by.display_name, day(each.on))
        for each in plan.reviews.select_related("by").order_by("pk")
    )
    empty = (("", "", "", ""),) if not plan.is_in_force else ()
    return Table(REVIEW_HEADS, rows + empty, title="审批")


def _talker(who: About) -> Grid:
    return Grid(((Box("帮扶人", helper_words(helper_of(who))),),), title="季度谈心谈话")


def plan_blank(who: About, _record: Model) -> FormSheet:
    """For drafting on paper: what is known of him and of his helper, the rest by hand."""
    return FormSheet(
        title=f"{who.name}同志“一人一策”回访教育方案",
        number=who.dossier.number,
        parts=(
            short_head(who),
            _to_be_assessed(),
            Grid(((Box("主要做法", boxes_ticked(tuple(Approach.labels))),),)),
            Table(GOAL_HEADS, _lines(Phase.labels, 3), title="目标", tall=WRITTEN_ROW),
            Table(MEASURE_HEADS, _lines(Area.labels * 2, 5), title="措施", tall=WRITTEN_ROW),
            Table(LANE_HEADS, _lines(Lane.labels, 3), title="三方责任", tall=WRITTEN_ROW),
            Table(
                STEP_HEADS,
                _lines(
                    (*[StepKind.VISIT.label] * 3, StepKind.TALK.label, StepKind.EVALUATION.label), 5
                ),
                title="回访、谈心谈话和评价安排",
                tall=WRITTEN_ROW,
            ),
            _talker(who),
            Grid(((Box("协同事项", "", WRITTEN_BOX),), (Box("本人意见", _asked_him(), 16),))),
            Table(
                REVIEW_HEADS,
                _lines(("承办人", "案件审理室主任", "分管领导", "领导小组"), 4),
                title="审批",
                tall=WRITTEN_ROW,
            ),
        ),
        signs=SIGNS,
        is_demo=who.is_demo,
    )


def _to_be_assessed() -> Grid:
    boxes = ("看", "听", "谈", "研判结论")
    return Grid(
        (
            *((Box(each, "", WRITTEN_BOX),) for each in boxes),
            (Box("当前状态", boxes_ticked(tuple(State.labels))),),
            (Box("本人意愿", boxes_ticked(tuple(Willingness.labels))),),
        ),
        title="访前研判",
    )


def _asked_him() -> str:
    return boxes_ticked(tuple(PersonView.labels)) + "　　　　　年　　月　　日"


def _lines(labels: Sequence[str], width: int) -> tuple[tuple[str, ...], ...]:
    """Rows that say their first cell and leave the others to the pen."""
    return tuple((str(label), *[""] * (width - 1)) for label in labels)
