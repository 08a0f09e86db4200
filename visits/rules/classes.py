"""Which class and which kind of visit a person's facts speak for, and why, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

# 乡科级 and above (practice A.8); 公务员 and those managed like them.
LEADING_RANKS = frozenset(
    {"department", "county_head", "county_deputy", "town_head", "town_deputy"}
)
CIVIL_SERVANTS = frozenset({"civil_servant", "reference_managed"})
# 第二、三种形态.
SECOND_OR_THIRD = frozenset({"2", "3"})
# 撤销党内职务、留党察看、降级、撤职、降低岗位等级: 重处分 (practice D.3).
HEAVY = frozenset({"PR", "PP1", "PP2", "PE", "AL", "AR", "AX", "IG", "IX"})
DUTY_FAILED = ("失职", "失责", "问责", "不履行", "不正确履行")
# State → what makes the person 重点: opposition, pressure, or something new and bad.
KEY_STATES = {
    "disagreeing": "对处分仍有不同意见",
    "withdrawn": "情绪低落，压力较大",
    "worsening": "出现新的不良表现",
}


@dataclass(frozen=True)
class Facts:
    """All the rule asks for; nothing else of a person speaks for a class."""

    rank: str = ""
    identity: str = ""
    born_month: date | None = None
    measures: Collection[str] = ()
    forms: Collection[str] = ()
    reasons: Collection[str] = ()
    state: str = ""
    differs: bool = False
    ended_as: str = ""
    in_scope: bool = True


@dataclass(frozen=True)
class Proposal:
    grade: str
    depth: str
    reason: str


def proposal(facts: Facts, *, today: date, young_age: int | None) -> Proposal:
    """重点 before 必访 before 一般: whoever is 重点 is visited as 必访 is, and by a led team."""
    if out := _out(facts):
        return Proposal("out", "", out)
    depth, why = _depth(facts, today=today, young_age=young_age)
    key, must = _key(facts, today=today, young_age=young_age), _must(facts)
    grade = "key" if key else "must" if must else "general"
    grounds = [*key, *must] or ["不属于必访、重点情形"]
    return Proposal(grade, depth, f"{'；'.join(grounds)}。{why}。")


def _out(facts: Facts) -> str:
    if facts.ended_as == "died":
        return "本人已去世。"
    if facts.ended_as == "out_of_scope" or not facts.in_scope:
        return "已开除党籍、开除公职，退出回访范围。"
    return ""


def _key(facts: Facts, *, today: date, young_age: int | None) -> list[str]:
    found = [KEY_STATES[facts.state]] if facts.state in KEY_STATES else []
    if facts.differs and facts.state != "disagreeing":
        found.append("最近一次谈话对处分还有不同意见")
    if any(word in reason for reason in facts.reasons for word in DUTY_FAILED):
        found.append("因失职失责被问责")
    if HEAVY & set(facts.measures):
        found.append("受重处分")
    if _is_young(facts, today=today, young_age=young_age):
        found.append(f"年轻干部（不满{young_age}岁）")
    return found


def _must(facts: Facts) -> list[str]:
    found = []
    if facts.rank in LEADING_RANKS:
        found.append("乡科级以上领导干部")
    if facts.identity in CIVIL_SERVANTS:
        found.append("公务员")
    if SECOND_OR_THIRD & set(facts.forms):
        found.append("第二、三种形态处理")
    return found


def _depth(facts: Facts, *, today: date, young_age: int | None) -> tuple[str, str]:
    """重处分 goes before youth: the deeper visit holds the warmer one."""
    if HEAVY & set(facts.measures):
        return "deep", "重处分用深度访"
    if _is_young(facts, today=today, young_age=young_age):
        return "warm", "年轻干部用暖心访"
    return "standard", "其余用标准访"


def _is_young(facts: Facts, *, today: date, young_age: int | None) -> bool:
    return (
        young_age is not None
        and facts.born_month is not None
        and age(facts.born_month, today) < young_age
    )


def age(born_month: date, today: date) -> int:
    """Full years; a month alone is known, and it counts from its first day."""
    return today.year - born_month.year - (today.month < born_month.month)
