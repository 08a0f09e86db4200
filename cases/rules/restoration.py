"""The chain towards 恢复党员权利: what comes when, until when, and what a step may not say.

Terms are working days after the day that opens them, that day not counted (practice E.2); only
the days of publicity are calendar days, both of its days counted (rules.md 1.3).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cases.choices.rights import RestorationKind
from clocks.words import cn_date
from workdays.rules import Calendar, add_workdays

K = RestorationKind
ORDER = tuple(RestorationKind)
# 中央纪委 2023 (rules.md 1.3): publicity of not less than five days, whatever an office sets.
LEAST_PUBLICITY = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's own terms; practice E.2 is one city's rule."""

    notice: int = 10
    apply: int = 10
    publicity_start: int = 7
    publicity: int = 7
    report: int = 7


@dataclass(frozen=True, slots=True)
class Tally:
    """The vote of the branch: members who may vote, who came, how they voted."""

    due: int
    present: int
    in_favour: int
    against: int
    abstained: int

    @property
    def is_quorate(self) -> bool:
        """支部工作条例: at least half of those who may vote are there."""
        return self.present * 2 >= self.due

    @property
    def is_passed(self) -> bool:
        """More than half of all who may vote, not only of those present, are in favour."""
        return self.is_quorate and self.in_favour * 2 > self.due

    @property
    def result(self) -> str:
        if self.is_passed:
            return "通过"
        return "没有通过" if self.is_quorate else "到会人数不足，表决无效"

    def __str__(self) -> str:
        return (
            f"应到{self.due}人，实到{self.present}人，赞成{self.in_favour}人，"
            f"反对{self.against}人，弃权{self.abstained}人，{self.result}"
        )


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a step; `is_assumed`: it crosses a year whose holidays are not known yet."""

    day: date
    is_assumed: bool = False


def due_of(
    kind: str, *, probation_end: date, done: Mapping[str, date], terms: Terms, calendar: Calendar
) -> Due | None:
    """None where no rule sets a term, or while the day that opens it has not been entered."""
    opened_by, count = {
        K.NOTICE: (probation_end, terms.notice),
        K.APPLICATION: (done.get(K.NOTICE), terms.apply),
        K.PUBLICITY_BEGUN: (done.get(K.APPLICATION), terms.publicity_start),
        K.REPORT: (done.get(K.MEETING), terms.report),
    }.get(RestorationKind(kind), (None, 0))
    if opened_by is None:
        return None
    day = add_workdays(opened_by, count, calendar=calendar)
    years = range(opened_by.year, day.year + 1)
    return Due(day, is_assumed=any(year not in calendar.years for year in years))


def earliest_of(kind: str, *, done: Mapping[str, date], terms: Terms) -> date | None:
    """The first day on which publicity may be over."""
    begun = done.get(K.PUBLICITY_BEGUN)
    if kind != K.PUBLICITY_ENDED or begun is None:
        return None
    return begun + timedelta(days=publicity_days(terms) - 1)


def publicity_days(terms: Terms) -> int:
    return max(LEAST_PUBLICITY, terms.publicity)


def term_words(kind: str, terms: Terms) -> str:
    """Within which term, or on what condition, a step is taken."""
    return {
        K.NOTICE: f"察看期满后{terms.notice}个工作日内",
        K.APPLICATION: f"通知后{terms.apply}个工作日内",
        K.PUBLICITY_BEGUN: f"申请后{terms.publicity_start}个工作日内开始",
        K.PUBLICITY_ENDED: f"不少于{publicity_days(terms)}天，在现在和原来的单位、支部公示",
        K.MEETING: "公示结束后召开，本人到会汇报，一般回避表决",
        K.REPORT: f"大会后{terms.report}个工作日内",
    }[RestorationKind(kind)]


def next_kind(done: Mapping[str, date]) -> RestorationKind | None:
    """The first step not entered; None when all are."""
    return next((kind for kind in ORDER if kind not in done), None)


def step_faults(
    kind: str, *, on: date, probation_end: date, done: Mapping[str, date], terms: Terms, today: date
) -> Iterator[str]:
    """What is wrong with a step about to be entered; being late is not a fault."""
    name = RestorationKind(kind).label
    expected = next_kind(done)
    if kind in done:
        yield f"{name}已经登记，不能重复登记。登记有误的，请先作废再重新登记。"
    elif expected is not None and kind != expected:
        yield f"请先登记“{expected.label}”，再登记“{name}”。"
    if on > today:
        yield f"{name}日期{cn_date(on)}还没有到，请核对。例如{cn_date(today)}。"
    if on < probation_end:
        yield (
            f"{name}日期{cn_date(on)}早于察看期满日{cn_date(probation_end)}，请核对。"
            "恢复党员权利的手续在察看期满后办理。"
        )
    yield from _order_faults(kind, on=on, done=done)
    yield from _publicity_faults(kind, on=on, done=done, terms=terms)


def _order_faults(kind: str, *, on: date, done: Mapping[str, date]) -> Iterator[str]:
    place = ORDER.index(RestorationKind(kind))
    earlier = [(done[each], each.label) for each in ORDER[:place] if each in done]
    if earlier and on < max(earlier)[0]:
        day, label = max(earlier)
        name = RestorationKind(kind).label
        yield f"{name}日期{cn_date(on)}早于{label}日期{cn_date(day)}，请核对。"


def _publicity_faults(
    kind: str, *, on: date, done: Mapping[str, date], terms: Terms
) -> Iterator[str]:
    earliest = earliest_of(kind, done=done, terms=terms)
    if earliest is None or on >= earliest:
        return
    begun = done[K.PUBLICITY_BEGUN]
    if on >= begun:
        yield (
            f"公示不少于{publicity_days(terms)}天，自{cn_date(begun)}起最早到{cn_date(earliest)}，"
            f"您填写的只有{(on - begun).days + 1}天，请核对。"
        )


def tally_faults(tally: Tally) -> Iterator[str]:
    voted = tally.in_favour + tally.against + tally.abstained
    if tally.due < 1:
        yield "应到人数至少为1人，请核对。例如21。"
    if tally.present > tally.due:
        yield f"实到{tally.present}人多于应到{tally.due}人，请核对。"
    if voted > tally.present:
        yield f"赞成、反对、弃权合计{voted}人，多于实到{tally.present}人，请核对。"


def voiding_fault(kind: str, done: Mapping[str, date]) -> str:
    """Steps are taken back from the last one, so that the order holds at any time."""
    place = ORDER.index(RestorationKind(kind))
    later = next((each for each in ORDER[place + 1 :] if each in done), None)
    return f"后面的“{later.label}”已经登记，请先作废后面的步骤。" if later is not None else ""
