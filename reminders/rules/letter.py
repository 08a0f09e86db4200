"""提醒函 (ux D6): to the unit of a helper without account; when one may go, and what it says."""

from dataclasses import dataclass
from datetime import date, timedelta

from reports.rules.wording import bare, clause, closed, day

# ux D6: the first 30 days before, the second 7 days before; then a telephone call, no third.
FIRST_BEFORE, SECOND_BEFORE, MOST = timedelta(days=30), timedelta(days=7), 2


@dataclass(frozen=True, kw_only=True)
class TalkFacts:
    """What a letter rests on. Nothing of the sanction is among it: others open letters too."""

    what: str
    due_on: date
    name: str
    unit: str
    helper: str
    helper_post: str = ""
    last_on: date | None = None
    agreed: str = ""


@dataclass(frozen=True)
class Words:
    """`text` is paragraphs, one a line."""

    title: str
    salutation: str
    text: str


def opens_on(due_on: date, *, sent: int) -> date | None:
    """From which day the next letter may go; none after the second."""
    if sent >= MOST:
        return None
    return due_on - (SECOND_BEFORE if sent else FIRST_BEFORE)


def words(facts: TalkFacts, *, on: date, department: str) -> Words:
    """Before the day it asks, after it it asks whether the talk was held (ux D6)."""
    name, unit = bare(facts.name), bare(facts.unit)
    post = clause("（{post}）", post=bare(facts.helper_post))
    helper = f"帮扶人{bare(facts.helper)}{post}"
    office = clause("我委{office}", office=bare(department)) or "我委"
    late = on > facts.due_on
    text = [
        _late(name, facts, helper) if late else _ahead(name, facts, helper),
        "谈话请注意：尊重本人意愿选择时间、地点；以倾听和鼓励为主，多肯定进步，实事求是指出不足；"
        "不在公开场合提及处分；对困难诉求能办的及时办，不能办的说明原因。如发现情绪异常或其他需要"
        f"关注的情况，请当日与{office}联系。",
        _agreed(facts),
        f"谈话后请填写谈心谈话记录单，由帮扶人和本人签字后送{office}，由{office}代为录入系统。",
        "感谢支持。",
    ]
    return Words(
        f"关于开展{facts.what}的提醒函",
        f"{unit}党组织",
        "\n".join(line for line in text if line),
    )


def _ahead(name: str, facts: TalkFacts, helper: str) -> str:
    return (
        f"按照回访教育工作安排，请贵单位确定的{helper}于{day(facts.due_on)}前，与{name}同志开展"
        "一次谈心谈话，了解思想、工作、生活情况，帮助解决实际困难。"
    )


def _late(name: str, facts: TalkFacts, helper: str) -> str:
    return (
        f"{name}同志{facts.what}尚未收到记录，原定{day(facts.due_on)}前完成。如已开展，请补送记录单；"
        f"尚未开展的，请贵单位确定的{helper}近期开展一次谈心谈话；如有特殊情况，请说明原因。"
    )


def _agreed(facts: TalkFacts) -> str:
    if facts.last_on is None or not bare(facts.agreed):
        return ""
    return f"上次谈话（{day(facts.last_on)}）约定事项：{closed(facts.agreed)}"
