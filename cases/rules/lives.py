"""When a dossier may rest, go on, end, change hands or be closed; each answers in sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from web.dates import cn_date

# One stretch of rest; an empty end goes on.
Rest = tuple[date, date | None]


def wrong_pause(*, from_on: date, starts_on: date, today: date, rests: Iterable[Rest]) -> str:
    """A pause may begin on any day of the dossier's life that does not rest already."""
    if from_on > today:
        return f"暂停从{cn_date(from_on)}起，还没有到这一天，请到时再办理。"
    if from_on < starts_on:
        return f"暂停不能早于档案的起始日{cn_date(starts_on)}，请核对年份。"
    for first, last in sorted(rests, key=lambda rest: rest[0]):
        if last is None or last >= from_on:
            until = f"至{cn_date(last)}" if last is not None else "起"
            return (
                f"与{cn_date(first)}{until}的暂停重叠。新的暂停要从已登记的暂停结束以后开始，"
                "请核对起始日期。"
            )
    return ""


def wrong_resumption(*, from_on: date, paused_on: date, today: date) -> str:
    if from_on > today:
        return f"恢复日期{cn_date(from_on)}还没有到，请到时再办理。"
    if from_on < paused_on:
        return f"恢复日期不能早于暂停的起始日{cn_date(paused_on)}。"
    return ""


def wrong_end(*, ended_on: date, starts_on: date, today: date) -> str:
    if ended_on > today:
        return f"终止日期{cn_date(ended_on)}还没有到，请核对。"
    if ended_on < starts_on:
        return f"终止日期不能早于档案的起始日{cn_date(starts_on)}，请核对年份。"
    return ""


def wrong_retirement(*, retired_on: date, born: date | None, today: date) -> str:
    """Known at most a year ahead; nobody retires before forty-five."""
    if retired_on > date.fromordinal(today.toordinal() + 366):
        return f"退休日期{cn_date(retired_on)}距今超过一年，请核对年份。"
    if born is not None and retired_on.year - born.year < 45:
        return f"退休日期{cn_date(retired_on)}与出生年月不符，请核对年份。"
    return ""


@dataclass(frozen=True)
class ClosingFacts:
    """What stands between a dossier and 销号."""

    status: str
    is_clearing: bool
    today: date
    # The last day on which anything is owed; empty: still open.
    active_to: date | None
    awaits_restoration: bool = False
    # (name, last restricted day or none) of every clock.
    clocks: Sequence[tuple[str, date | None]] = field(default_factory=tuple)
    duties: Sequence[str] = field(default_factory=tuple)
    issues: int = 0
    appeals: int = 0
    is_offered: bool = False
    # 已结论 → 待销号 needs a reason and the day on which the unit was told.
    without_letter: str = ""
    informed_on: date | None = None


def closing_gaps(facts: ClosingFacts) -> list[str]:
    """Everything that is missing, as sentences; nothing: it may be closed."""
    return [*_stage_gaps(facts), *_period_gaps(facts), *_open_gaps(facts)]


def _stage_gaps(facts: ClosingFacts) -> list[str]:
    if facts.status == "paused":
        return ["档案暂停中，请先办理恢复。"]
    if facts.is_clearing or facts.status in {"tracking", "closing"}:
        return []
    if facts.status != "concluded":
        return ["档案还没有办到“使用跟踪”，请先办完前面的环节；已有结论、不需要发反馈函的除外。"]
    gaps = []
    if not facts.without_letter.strip():
        gaps.append("还没有发反馈函。不需要发的，请写明原因，例如无职党员，按本地规则不反馈。")
    elif facts.informed_on is None:
        gaps.append("不发反馈函的，请填写告知本人所在单位的日期。")
    return gaps


def _period_gaps(facts: ClosingFacts) -> list[str]:
    if facts.is_clearing:
        return []
    if facts.awaits_restoration:
        return ["恢复党员权利的日期还没有登记，影响期还没有起算。"]
    running = [
        f"{name}到{cn_date(end)}届满，期满以后才能销号。"
        for name, end in facts.clocks
        if end is not None and end >= facts.today
    ]
    if running:
        return running
    if facts.active_to is None or facts.active_to >= facts.today:
        until = f"到{cn_date(facts.active_to)}为止" if facts.active_to else "还没有止期"
        return [f"应办期间{until}，期间结束以后才能销号。"]
    return []


def _open_gaps(facts: ClosingFacts) -> list[str]:
    gaps = []
    if facts.duties:
        words = "、".join(facts.duties[:5]) + ("等" if len(facts.duties) > 5 else "")
        gaps.append(f"还有{len(facts.duties)}项应办事项没有办结：{words}。请办结，或写明原因免除。")
    if facts.issues:
        gaps.append(f"处分执行核查还有{facts.issues}项问题没有销号。")
    if facts.appeals:
        gaps.append(f"本人还有{facts.appeals}项申诉没有办结。")
    if facts.is_offered:
        gaps.append("档案正在移交，请等对方接收或撤回移交。")
    return gaps
