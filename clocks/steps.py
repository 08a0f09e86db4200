"""为什么是这一天: each turn of the arithmetic as a Chinese sentence with its article."""

from datetime import date, timedelta
from functools import singledispatch
from typing import NamedTuple

from clocks import turns
from clocks.months import DAY, add_months, between, last_day
from clocks.reading import Reading
from clocks.turns import Phase, Story, Turn
from clocks.words import CONVENTIONS, cn_date

_DISCIPLINE = "《中国共产党纪律处分条例》"
_APPOINTMENT = "《党政领导干部选拔任用工作条例》第二十四条"
_CONVENTION_BASIS = {
    "A": "本单位期满日口径A",
    "B": "本单位期满日口径B",
    "C": "本单位期满日口径C，参照《中华人民共和国民法典》第二百零一条、第二百零二条",
}


class Told(NamedTuple):
    """A sentence without its full stop, and the articles it rests on."""

    sentence: str
    articles: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.sentence}（{'、'.join(self.articles)}）。"
            if self.articles
            else f"{self.sentence}。"
        )


class Telling(NamedTuple):
    """The clock being told: its decision, which of its clocks, and its last day everywhere."""

    reading: Reading
    slot: str
    convention: str
    end: date | None
    by_convention: tuple[date | None, ...]

    @property
    def period(self) -> str:
        state = self.reading.final.measure.system in ("state", "institution")
        return "处分期" if state else "影响期"


def reckoning(clock: Telling, story: Story) -> list[Told]:
    """From the measure to the last day: what the date rests on."""
    return [_measure(clock), *_start(clock), *(_tell(turn, clock) for turn in story)]


def tell(clock: Telling, story: Story) -> list[Told]:
    """All sentences of one clock, from the measure to the first free day."""
    told = reckoning(clock, story)
    told += [_DOUBTS[doubt] for doubt in clock.reading.doubts]
    if clock.end is not None:
        told.append(_result(clock, clock.end))
        if len(set(clock.by_convention)) > 1:
            told.append(_conventions(clock))
    return told


def _measure(clock: Telling) -> Told:
    phase, articles = clock.reading.final, clock.reading.articles
    name, months, measure = phase.measure.name, phase.months, phase.measure
    if clock.slot == "probation":
        text = f"{name}的察看期为{measure.probation_months}个月，恢复党员权利后影响期为{months}个月"
    elif clock.slot == "leading_post":
        text = f"{name}的，{measure.leading_post_months}个月内不得安排领导职务"
    elif measure.standalone:
        text = f"{name}的，{months}个月内不得重新入党"
    elif months == measure.months:
        text = f"{name}的{clock.period}为{months}个月"
    else:
        text = f"{name}，决定书或者本单位规则写明的{clock.period}为{months}个月"
        if clock.period == "处分期":
            articles = (*articles, "《中华人民共和国公职人员政务处分法》第十五条")
    return Told(text, articles)


def _start(clock: Telling) -> list[Told]:
    """Unless the bar follows a probation: its start is told with the restoration."""
    law, day = clock.reading.law, clock.reading.decision.decided_on
    if clock.reading.final.measure.kind == "probation" and clock.slot == "bar":
        return []
    period = "察看期" if clock.slot == "probation" else clock.period
    return [Told(f"{period}自{law.start_word}{cn_date(day)}起计算", (law.start_basis,))]


@singledispatch
def _tell(turn: Turn, clock: Telling) -> Told:
    raise NotImplementedError(type(turn))


@_tell.register
def _(turn: turns.Counted, clock: Telling) -> Told:
    start, name = turn.start, clock.convention
    match, end = add_months(start, turn.months), last_day(start, turn.months, name)
    text = f"按口径{name}（{CONVENTIONS[name]}），{cn_date(start)}起{turn.months}个月，"
    if match.day == start.day:
        text += f"对应日为{cn_date(match)}"
    else:
        text += f"当月没有{start.day}日，以当月最后一日{cn_date(match)}为对应日"
    return Told(f"{text}，末日为{cn_date(end)}", (_CONVENTION_BASIS[name],))


@_tell.register
def _(turn: turns.Joined, clock: Telling) -> Told:
    start, months, after = turn.start, turn.months, turn.old_end + DAY
    own = f"新期限{months}个月至{cn_date(last_day(start, months, clock.convention))}"
    left_months, left_days = between(start, after)
    how = {
        "S1": f"自原期限届满次日{cn_date(after)}起再计{months}个月",
        "S2": f"{own}，加剩余的{(after - start).days}日",
        "S3": f"{own}，加剩余的{left_months}个月{left_days}日",
    }
    text = (
        f"{cn_date(start)}时原{clock.period}尚未届满（至{cn_date(turn.old_end)}），"
        f"剩余期限与新的期限合并计算。按方法{turn.combination}，{how[turn.combination]}，"
        f"按口径{clock.convention}至{cn_date(turn.total)}"
        "（相加的方法没有明文规定，各方法相差不超过4日）"
    )
    basis = clock.reading.law.sum_basis
    return Told(text, (basis, f"本单位合并计算方法{turn.combination}"))


@_tell.register
def _(turn: turns.BeforeTheText, clock: Telling) -> Told:
    text = f"原处分在{cn_date(turn.since)}以前作出，当时没有合并计算的明文规定，请核对"
    return Told(text, (clock.reading.law.sum_basis,))


@_tell.register
def _(turn: turns.SameDay, clock: Telling) -> Told:
    text = f"两个决定同在{cn_date(turn.day)}作出，先计期限短的，请核对是否应当合并处理"
    party = clock.reading.final.measure.system == "party"
    return Told(text, (f"{_DISCIPLINE}第二十四条",) if party else ())


@_tell.register
def _(turn: turns.Capped, clock: Telling) -> Told:
    law = clock.reading.law
    text = (
        f"合并后最长不超过{law.cap_months}个月，"
        f"自{cn_date(turn.start)}起{law.cap_months}个月至{cn_date(turn.cap)}"
    )
    if turn.old_end > turn.cap:
        text += f"，但不早于原期限的末日{cn_date(turn.old_end)}"
    return Told(text, (law.cap_basis,))


def _change(was: Phase, now: Phase) -> str:
    return f"{cn_date(now.on)}由{was.measure.name}变更为{now.measure.name}"


@_tell.register
def _(turn: turns.Lighter, clock: Telling) -> Told:
    text = f"{_change(*turn)}，变更为较轻处分的，自原决定之日起按变更后的期限计算"
    expelled = turn.was.measure.standalone
    return Told(text, ("中纪审〔2005〕43号" if expelled else clock.reading.law.change_basis,))


@_tell.register
def _(turn: turns.Heavier, clock: Telling) -> Told:
    text = (
        f"{_change(*turn)}，变更为较重处分的，自变更之日起计算并扣除已经执行的期限，"
        f"即自原起算日起共{turn.now.length}个月"
    )
    return Told(text, (clock.reading.law.change_basis,))


@_tell.register
def _(turn: turns.ToProbation, clock: Telling) -> Told:
    text = f"{_change(*turn)}，变更为留党察看的，察看期自变更之日{cn_date(turn.now.on)}起计算"
    return Told(text, ("共产党员网2013年3月5日刊载的答复",))


@_tell.register
def _(turn: turns.ChangedAfterEnd, clock: Telling) -> Told:
    new, old = turn.now.length, turn.was.length
    text = (
        f"{_change(turn.was, turn.now)}，变更时原期限已于{cn_date(turn.old_end)}届满，"
        f"自变更之日起补计{new}减{old}等于{new - old}个月"
    )
    return Told(text, (clock.reading.law.change_basis,))


@_tell.register
def _(turn: turns.Extended, clock: Telling) -> Told:
    day = f"{cn_date(turn.event.on)}决定" if turn.event.on else ""
    return Told(f"{day}延长察看期一年，察看期共24个月", (f"{_DISCIPLINE}第十二条",))


@_tell.register
def _(turn: turns.Restored, clock: Telling) -> Told:
    text = f"影响期自恢复党员权利之日{cn_date(turn.on)}起计算"
    return Told(text, (f"{_DISCIPLINE}第十二条",))


@_tell.register
def _(turn: turns.Unserved, clock: Telling) -> Told:
    own = turn.end - timedelta(days=turn.days)
    text = (
        f"{cn_date(turn.probation_start)}起察看时，原影响期尚有{turn.days}日未执行"
        f"（至{cn_date(turn.old_end)}），加在恢复党员权利后的影响期之后，"
        f"由{cn_date(own)}顺延至{cn_date(turn.end)}"
    )
    return Told(text, (clock.reading.law.sum_basis,))


@_tell.register
def _(turn: turns.AwaitsRestoration, clock: Telling) -> Told:
    text = "恢复党员权利决定待录入，影响期自恢复党员权利之日起计算，起止日待定"
    return Told(text, (f"{_DISCIPLINE}第十二条",))


@_tell.register
def _(turn: turns.NeverRestored, clock: Telling) -> Told:
    text = f"{cn_date(turn.since)}已开除党籍，不再恢复党员权利，这段影响期不再起算"
    return Told(text, (f"{_DISCIPLINE}第十三条",))


@_tell.register
def _(turn: turns.AwaitsEarlier, clock: Telling) -> Told:
    text = "前一处分的影响期待恢复党员权利后才能算出，与之合并的起止日待定"
    return Told(text, (clock.reading.law.sum_basis,))


@_tell.register
def _(turn: turns.Overridden, clock: Telling) -> Told:
    end = cn_date(turn.event.end) if turn.event.end else ""
    people = "、".join(turn.event.by)
    text = f"以上计算为{cn_date(turn.computed)}；经{people}认定，期满日为{end}"
    return Told(text, (turn.event.basis,))


_DOUBTS = {
    "probationary_member": Told(
        "预备党员一般不给予党纪处分，通常为批评教育、延长预备期或者取消预备党员资格，请核对"
    ),
    "beside_expulsion": Told("开除党籍与其他党纪处分的期限如何衔接没有明文规定，分别计算，请核对"),
    "after_expulsion": Told("此前已有开除党籍的决定，请核对此人是否已经重新入党"),
}


def _result(clock: Telling, end: date) -> Told:
    if clock.slot == "probation":
        text = f"察看期至{cn_date(end)}止，确有悔改表现的，期满后恢复党员权利"
        return Told(text, (f"{_DISCIPLINE}第十二条",))
    if clock.reading.final.measure.standalone:
        text = f"不得重新入党的期限至{cn_date(end)}止"
        return Told(text, (f"{_DISCIPLINE}第十三条",))
    if clock.slot == "leading_post":
        return Told(f"不得安排领导职务的期限至{cn_date(end)}止", (_APPOINTMENT,))
    act = "处理" if clock.reading.final.measure.system in ("organisational", "light") else "处分"
    text = (
        f"{clock.period}至{cn_date(end)}止，自{cn_date(end + DAY)}起不再因本次{act}受限；"
        "是否使用由党委（党组）和组织人事部门按规定研究"
    )
    return Told(text, (_APPOINTMENT,))


def _conventions(clock: Telling) -> Told:
    ends = [end for end in clock.by_convention if end is not None]
    days = "、".join(cn_date(end) for end in ends)
    text = f"口径差异：按口径A、B、C分别至{days}，自{cn_date(max(ends) + DAY)}起按各口径都已届满"
    return Told(text, ("末日的算法没有全国统一规定",))
