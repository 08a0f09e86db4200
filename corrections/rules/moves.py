"""Two pictures compared: everything that moved, old → new, each with its reason."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Protocol, Self, TypeVar

from corrections.choices import Part
from corrections.rules.pictures import (
    ClockShot,
    DecisionShot,
    DossierShot,
    DutyShot,
    Key,
    PaperShot,
    Picture,
    PlanShot,
)
from corrections.rules.words import matters_words, period_words, shift_words
from web.dates import cn_date

NOTHING = "无"
CORRECT = "需要更正函"
RECALL = "需要函告收文单位撤回"
REFRESH = "送签前请刷新取数"


@dataclass(frozen=True, kw_only=True)
class Move:
    """`task`: what a person still has to do about it; the program does not."""

    part: str
    what: str
    old: str = NOTHING
    new: str = NOTHING
    shift: str = ""
    why: tuple[str, ...] = ()
    task: str = ""

    def stored(self) -> dict[str, Any]:
        return {**asdict(self), "why": list(self.why)}

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "why": tuple(stored["why"])})


class Shot(Protocol):
    @property
    def key(self) -> Key: ...


S = TypeVar("S", bound=Shot)
Told = Callable[[S | None, S | None], Iterator[Move]]


def moves_between(
    before: Picture, after: Picture, *, because: str, recalls: bool = False
) -> tuple[Move, ...]:
    """`because`: the sentence of the act itself, for what the engine gives no reason for.
    `recalls`: papers that are out are to be taken back, whatever they say."""

    def why(moves: Iterable[Move]) -> Iterator[Move]:
        return (each if each.why else replace(each, why=(because,)) for each in moves)

    return (
        *why(_each(before.decisions, after.decisions, _decision)),
        *why(_each(before.clocks, after.clocks, _clock)),
        *why(_each(before.dossiers, after.dossiers, _dossier)),
        *why(_each(before.plans, after.plans, _plan)),
        *why(_each(before.duties, after.duties, _duty)),
        *why(_each(before.papers, after.papers, _paper)),
        *why(_to_be_answered(before.papers, after.papers, recalls=recalls)),
    )


def digest_of(moves: Iterable[Move]) -> str:
    """The same moves give the same mark, and no other ones do."""
    told = json.dumps([each.stored() for each in moves], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def _each(before: Sequence[S], after: Sequence[S], told: Told[S]) -> Iterator[Move]:
    """What was there first, in its order; then what is new."""
    now = {shot.key: shot for shot in after}
    for was in before:
        yield from told(was, now.pop(was.key, None))
    for fresh in now.values():
        yield from told(None, fresh)


def _decision(was: DecisionShot | None, now: DecisionShot | None) -> Iterator[Move]:
    part = Part.DECISION
    if was is None or now is None:
        shot = now or was
        if shot is not None:
            words = f"{shot.measure}（{cn_date(shot.decided_on)}）"
            if was is None:
                yield Move(part=part, what=shot.title, new=words)
            else:
                yield Move(part=part, what=shot.title, old=words, new="作废，不再计算")
        return
    for label, old, new in _facts(was, now):
        if old != new:
            yield Move(part=part, what=f"{was.title} {label}", old=old, new=new)


def _facts(was: DecisionShot, now: DecisionShot) -> Iterator[tuple[str, str, str]]:
    yield "种类", was.measure, now.measure
    yield "写明的月数", _months(was.months), _months(now.months)
    yield "决定日期", cn_date(was.decided_on), cn_date(now.decided_on)
    yield "宣布日期", _day(was.announced_on), _day(now.announced_on)
    yield "处分机关", was.organ, now.organ
    yield "文号", was.number or NOTHING, now.number or NOTHING
    yield "事由", was.reason or NOTHING, now.reason or NOTHING
    yield "四种形态", was.form or NOTHING, now.form or NOTHING
    yield "当时的政治面貌", was.politics, now.politics
    yield "当时的人员身份", was.identity, now.identity
    yield "状态", was.standing, now.standing


def _clock(was: ClockShot | None, now: ClockShot | None) -> Iterator[Move]:
    shot = now or was
    if shot is None:
        return
    old, new = period_words(was), period_words(now)
    reasons = _clock_reasons(was, now)
    # A day settled by two people may be the very day that was counted; that it is settled counts.
    if old != new or (was and was.is_settled) != (now and now.is_settled):
        yield Move(
            part=Part.CLOCK,
            what=shot.title,
            old=old or NOTHING,
            new=new or "不再计算",
            shift=shift_words(was.end if was else None, now.end if now else None),
            why=reasons,
        )
    if was and now and set(was.matters) != set(now.matters):
        yield Move(
            part=Part.CLOCK,
            what=f"{shot.title} 期间受限事项",
            old=matters_words(was.matters),
            new=matters_words(now.matters),
            why=reasons,
        )


def _clock_reasons(was: ClockShot | None, now: ClockShot | None) -> tuple[str, ...]:
    """The sentences of the calculation that are new; a settled day is told without names, which
    stand beside the correction."""
    if now is None:
        return ()
    if now.is_settled and now.computed_end is not None:
        counted = f"系统推算的届满日为{cn_date(now.computed_end)}，由两人另行认定，二者都保留。"
        return (counted, f"认定依据：{now.basis[-1]}。")
    known = set(was.steps) if was else set()
    return tuple(step for step in now.steps if step not in known)


def _dossier(was: DossierShot | None, now: DossierShot | None) -> Iterator[Move]:
    part = Part.DOSSIER
    if was is None:
        if now is not None:
            yield Move(part=part, what=now.title, new=f"新立，{now.stage}")
        return
    if now is None:
        yield Move(part=part, what=was.title, old=was.stage, new="作废")
        return
    if was.stage != now.stage:
        yield Move(part=part, what=f"{was.title} 环节", old=was.stage, new=now.stage)
    if was.is_open and (was.overall_end, was.awaiting) != (now.overall_end, now.awaiting):
        yield Move(
            part=part,
            what=f"{was.title} 最后届满日",
            old=_end(was),
            new=_end(now),
            shift=shift_words(was.overall_end, now.overall_end),
        )


def _end(shot: DossierShot) -> str:
    return "待恢复党员权利后确定" if shot.awaiting else _day(shot.overall_end)


def _plan(was: PlanShot | None, now: PlanShot | None) -> Iterator[Move]:
    if was and now and was.standing != now.standing:
        yield Move(part=Part.PLAN, what=now.title, old=was.standing, new=now.standing)


def _duty(was: DutyShot | None, now: DutyShot | None) -> Iterator[Move]:
    shot = now or was
    if shot is None:
        return
    old, new = _owed(was), _owed(now)
    if old != new:
        why = (now.why,) if now and not now.is_owed and now.why else ()
        shift = ""
        if was and now and was.is_owed and now.is_owed:
            shift = shift_words(was.due_on, now.due_on)
        yield Move(part=shot.part, what=shot.title, old=old, new=new, shift=shift, why=why)


def _owed(shot: DutyShot | None) -> str:
    if shot is None:
        return NOTHING
    if shot.is_owed and shot.due_on is not None:
        return f"{cn_date(shot.due_on)}前办"
    return shot.state


def _paper(was: PaperShot | None, now: PaperShot | None) -> Iterator[Move]:
    if now is not None and (was.state if was else "") != now.state:
        yield Move(
            part=Part.PAPER, what=now.title, old=was.state if was else NOTHING, new=now.state
        )


def _to_be_answered(
    before: Sequence[PaperShot], after: Sequence[PaperShot], *, recalls: bool
) -> Iterator[Move]:
    """What a person has to write, or to take anew, because a paper no longer says what is so."""
    known = {paper.key: paper.quotes for paper in before}
    for paper in after:
        told = Move(
            part=Part.PAPER,
            what=paper.title,
            old="；".join(quote.said for quote in paper.quotes) or paper.state,
            new="；".join(quote.now for quote in paper.quotes) or NOTHING,
        )
        if paper.is_out and recalls:
            yield replace(told, task=RECALL)
        elif paper.quotes and paper.quotes != known.get(paper.key):
            if paper.is_out:
                yield replace(told, task=CORRECT)
            elif paper.is_open:
                yield replace(told, task=REFRESH)


def _months(months: int | None) -> str:
    return f"{months}个月" if months else "未写明"


def _day(day: date | None) -> str:
    return cn_date(day) if day else NOTHING
