"""Forms of a plan and of a quarterly talk: C.6 with its approvals, C.11 on one page."""

from django.db.models import Model

from reports.facts.forms.dossier import helper_of, helper_words
from reports.facts.forms.head import About, short_head
from reports.rules.forms.parts import Box, FormSheet, Grid, Part, Prose, Table, boxes_ticked
from reports.rules.wording import chain, day
from visits.choices import Topic
from visits.models import Assessment, Plan, Talk

TOPICS = tuple(topic.label for topic in Topic)


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
            *_closing(plan),
            _approvals(plan),
        ),
        signs=("承办人：", "所在单位党组织意见（盖章）：", "本人知悉："),
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
        (each.get_lane_display(), chain((each.body, each.who)), each.task)
        for each in plan.lanes.all()
    )
    found = (
        Table(("阶段", "目标", "达成时间"), goals, title="目标"),
        Table(("方面", "措施", "责任单位、责任人", "完成时间", "成效标志"), measures, title="措施"),
        Table(("责任线", "责任单位、责任人", "主要任务"), lanes, title="三方责任"),
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
        (each.get_opinion_display(), each.by.display_name, day(each.on), each.remark)
        for each in plan.reviews.select_related("by").order_by("pk")
    )
    empty = (("", "", "", ""),) if not plan.is_in_force else ()
    return Table(("审批环节", "办理人", "日期", "意见"), rows + empty, title="审批")


def talk_filled(who: About, record: Model) -> FormSheet:
    if not isinstance(record, Talk):
        raise TypeError(type(record))
    talk = record
    held = chain((talk.get_mode_display(), talk.place, _minutes(talk)))
    read = chain((talk.reader_name, day(talk.read_on), talk.read_opinion))
    asks = chain(("请审理室协助" if talk.asks_office else "", talk.attention))
    return _talk(
        who,
        quarter=talk.period_words,
        edition=f"记录版本 {talk.version}",
        rows=(
            (Box("谈话日期", day(talk.held_on)), Box("方式、地点、时长", held)),
            (
                Box("谈话人", chain((talk.speaker_name, talk.speaker_post))),
                Box("谈话对象", who.name),
            ),
            (Box("谈话主题", talk.topic_words),),
            (Box("近期表现", talk.conduct, 12),),
            (Box("思想状况", talk.get_mood_display(), 8),),
            (Box("谈话记录", talk.note, 36),),
            (Box("困难诉求", chain((talk.get_need_display(), talk.need_text), by="："), 10),),
            (Box("教育引导内容", talk.guidance, 12),),
            (Box("帮扶措施及落实", talk.measures, 12),),
            (Box("上季度措施落实情况", talk.followed_up, 10),),
            (Box("需纪委关注事项", asks, 8),),
            (Box("单位党组织负责人阅签", read, 12),),
        ),
        is_demo=who.is_demo,
    )


def _minutes(talk: Talk) -> str:
    return f"{talk.minutes}分钟" if talk.minutes else ""


def talk_blank(who: About, _record: Model) -> FormSheet:
    return _talk(
        who,
        quarter="　　　　年第　　季度",
        edition="",
        rows=(
            (Box("谈话日期", "　　　年　　月　　日"), Box("方式、时长")),
            (Box("谈话人", helper_words(helper_of(who)).rpartition("，")[0]),
             Box("谈话对象", who.name)),
            (Box("谈话主题", boxes_ticked(TOPICS)),),
            *((Box(label, "", tall),) for label, tall in (
                ("近期表现", 18), ("思想状况", 18), ("困难诉求", 16), ("教育引导内容", 22),
                ("帮扶措施及落实", 18), ("上季度措施落实情况", 16), ("需纪委关注事项", 12),
                ("单位党组织负责人阅签", 16),
            )),
        ),
        is_demo=who.is_demo,
    )  # fmt: skip


def _talk(
    who: About,
    *,
    quarter: str,
    edition: str,
    rows: tuple[tuple[Box, ...], ...],
    is_demo: bool,
) -> FormSheet:
    return FormSheet(
        title="季度谈心谈话记录",
        number=who.dossier.number,
        edition=chain((quarter, edition), by="　"),
        parts=(
            Grid(((Box("姓名", who.name), Box("单位及职务", who.post)),)),
            Grid(rows),
        ),
        signs=("谈话对象签名：", "谈话人签名：", "日期："),
        is_demo=is_demo,
    )
