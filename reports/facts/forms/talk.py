"""C.11, the quarterly talk on one page: filled, and blank to be written by hand."""

from django.db.models import Model

from reports.facts.forms.dossier import helper_of, helper_words
from reports.facts.forms.head import About
from reports.rules.forms.parts import Box, FormSheet, Grid, boxes_ticked
from reports.rules.wording import chain, day
from visits.choices import Topic
from visits.models import Talk

TOPICS = tuple(topic.label for topic in Topic)


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
