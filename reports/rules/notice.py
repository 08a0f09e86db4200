"""The three papers of a period that ended: facts in, title and paragraphs out; what changed."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from reports.choices import NoticeKind
from reports.rules.facts import ClockFacts, DecisionFacts, built
from reports.rules.letter import measure_words
from reports.rules.wording import bare, chain, clause, day, sentence

# rules.md 5.6: what an ended period means, and no word more.
FREE_AGAIN = "影响期自{day}起已满，不再因本次{what}受限"
WHO_DECIDES = "是否使用由党委（党组）和组织人事部门按规定研究"
SANCTIONS = frozenset({"party", "state", "institution"})


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """Everything the papers rest on, as it stood when they were drafted.

    `decisions` are those of the dossier that still stand; `clocks` are all of the person's, also
    of decisions this office may not name (decisions 1.11): they are compared, never told.
    """

    end: date
    name: str = ""
    post: str = ""
    unit: str = ""
    unit_id: int | None = None
    personnel: str = ""
    personnel_id: int | None = None
    decisions: tuple[DecisionFacts, ...] = ()
    clocks: tuple[ClockFacts, ...] = ()

    @classmethod
    def thawed(cls, stored: Mapping[str, Any]) -> Self:
        thawed: Self = built(cls, stored)
        return thawed

    @property
    def free_from(self) -> date:
        return self.end + timedelta(days=1)


@dataclass(frozen=True)
class Words:
    """`text` is paragraphs, one a line."""

    title: str
    addressee: str
    text: str


def words(kind: str, facts: NoticeFacts, *, department: str) -> Words:
    name = bare(facts.name)
    return WRITERS[kind](facts, name, clause("我委{office}", office=bare(department)) or "我委")


def _to_person(facts: NoticeFacts, name: str, office: str) -> Words:
    given = chain(map(_given, facts.decisions), by="；")
    text = (
        clause("您{given}。", given=given) + f"您的{_free(facts)}",
        f"对影响期的计算有疑问，或者工作、生活上有困难，可以随时与{office}联系。",
        "特此告知。",
    )
    return Words("影响期届满告知书", f"{name}同志", "\n".join(text))


def _to_unit(facts: NoticeFacts, name: str, office: str) -> Words:
    text = (
        _about(facts, name, bare(facts.post)),
        "请按规定把该同志纳入正常的教育管理、考核和工作安排，日常名册、材料不再标注受处分情况，"
        f"继续关心其思想和工作。有关情况请告知{office}。",
        "特此通知。",
    )
    addressee = clause("{unit}党组织", unit=bare(facts.unit))
    return Words(f"关于{name}同志影响期届满的通知", addressee, "\n".join(text))


def _to_personnel(facts: NoticeFacts, name: str, office: str) -> Words:
    post = f"{bare(facts.unit)}{bare(facts.post)}"
    text = (
        _about(facts, name, post),
        f"以上情况供工作中参考。需要了解回访教育情况的，请与{office}联系。",
        "特此函告。",
    )
    return Words(f"关于{name}同志影响期届满情况的函", bare(facts.personnel), "\n".join(text))


WRITERS: dict[str, Callable[[NoticeFacts, str, str], Words]] = {
    NoticeKind.PERSON: _to_person,
    NoticeKind.UNIT: _to_unit,
    NoticeKind.PERSONNEL: _to_personnel,
}


def _about(facts: NoticeFacts, name: str, post: str) -> str:
    who = f"{name}同志{clause('（{post}）', post=post)}"
    given = chain(map(_given, facts.decisions), by="；")
    return (
        sentence(f"{who}{given}") + f"该同志的{_free(facts)}" if given else f"{who}{_free(facts)}"
    )


def free_again(free_from: date, systems: Collection[str]) -> str:
    """The settled sentence; what was no sanction is not called one."""
    what = "处分" if not systems or SANCTIONS & set(systems) else "处理"
    return f"{FREE_AGAIN.format(day=day(free_from), what=what)}；{WHO_DECIDES}。"


def _free(facts: NoticeFacts) -> str:
    return free_again(facts.free_from, [each.system for each in facts.decisions])


def _given(decision: DecisionFacts) -> str:
    """于2025年8月31日受到党内警告处分（云纪决〔2025〕22号); the reason stays in the file."""
    given = clause("受到{words}", words=measure_words(decision.system, decision.measure))
    number = clause("（{number}）", number=bare(decision.number))
    on = clause("于{day}", day=day(decision.decided_on))
    return given and f"{on}{given}{number}"


def changes(was: NoticeFacts, now: NoticeFacts | None) -> str:
    """One sentence on what moved between the draft and now."""
    if now is None:
        return "这份档案现在不需要发出期满通知，草稿已撤回。"
    told = list(_changes(was, now)) or ["起草所依据的情况有变动"]
    return f"起草以后，{'，'.join(told)}。已按现在的情况重新起草，请核对后再发出。"


def _changes(was: NoticeFacts, now: NoticeFacts) -> Iterator[str]:
    if was.end != now.end:
        yield f"届满日由{day(was.end)}改为{day(now.end)}"
    elif was.clocks != now.clocks:
        yield "影响期的起止有变动"
    if was.decisions != now.decisions:
        yield "处分决定有变动"
    if was.name != now.name:
        yield f"姓名由{was.name}改为{now.name}"
    if was.unit_id != now.unit_id or was.unit != now.unit:
        yield f"单位由{was.unit}改为{now.unit}"
    if was.post != now.post:
        yield "职务有变动"
    if was.personnel_id != now.personnel_id or was.personnel != now.personnel:
        yield "主送的组织部门有变动"
