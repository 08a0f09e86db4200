"""rules.md 5.7: the eleven points on which practice differs, and which act touches which."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from corrections.choices import FURTHER, CorrectionKind

# 条例 21 is new in the text in force since this day.
NEW_TEXT = date(2024, 1, 1)
DEMOTION = "AL"


@dataclass(frozen=True)
class Touched:
    """What the act touches: systems and measures of the clocks that moved; whether periods were
    joined; the earliest decision among them."""

    kind: str
    systems: frozenset[str] = frozenset()
    measures: frozenset[str] = field(default=frozenset())
    joined: bool = False
    earliest: date | None = None


@dataclass(frozen=True)
class Point:
    number: int
    title: str
    differs: str
    touches: Callable[[Touched], bool]


K = CorrectionKind
COUNTS_AN_END = FURTHER | {K.CHANGED, K.EXTENDED, K.RESTORED, K.TYPED_WRONG}
STATE = frozenset({"state", "institution"})


def _counts(act: Touched) -> bool:
    return act.kind in COUNTS_AN_END


def _names_a_day(act: Touched) -> bool:
    return act.kind in FURTHER | {K.TYPED_WRONG}


def _joined_party(act: Touched) -> bool:
    straddles = act.earliest is not None and act.earliest < NEW_TEXT
    return act.joined and "party" in act.systems and straddles


POINTS = (
    Point(
        1,
        "期满日是哪一天",
        "没有全国统一的算法，各地有对应日前一日、无对应日的为月末、对应日当日三种。",
        _counts,
    ),
    Point(
        2,
        "自哪一天起算",
        "集体讨论决定之日、落款日、批准日不是同一天的，各地取法不一。",
        _names_a_day,
    ),
    Point(
        3, "剩余期限按月还是按日接算", "没有明文规定，各方法相差不超过4日。", lambda act: act.joined
    ),
    Point(
        4,
        "政务处分期内再受处分怎样合并、48个月自何日起算",
        "《公职人员政务处分法》没有规定，现按《行政机关公务员处分条例》第十条。",
        lambda act: act.joined and bool(act.systems & STATE),
    ),
    Point(
        5,
        "前后两个决定跨越2024年1月1日",
        "《中国共产党纪律处分条例》第二十一条是新规定，以前没有合并计算的明文。",
        _joined_party,
    ),
    Point(
        6,
        "合并期间受限事项按哪一个处分",
        "没有明文规定，现在分别列出，取较长的。",
        lambda act: act.joined,
    ),
    Point(
        7,
        "恢复党员权利自哪一天生效",
        "有察看期满当日、期满次日、决定之日几种做法；决定书写明的，以决定书为准。",
        lambda act: act.kind == K.RESTORED,
    ),
    Point(
        8,
        "变更后的期限怎样起算",
        "依据是中纪审〔2000〕29号、人发〔2000〕57号，加重的扣除已执行期限时按月或按日，结果略有不同。",
        lambda act: act.kind == K.CHANGED,
    ),
    Point(
        9,
        "诫勉、组织处理的影响期长短",
        "各地规定不一，请核对本地文件。",
        lambda act: _counts(act) and bool(act.systems & {"organisational", "light"}),
    ),
    Point(
        10,
        "降级算轻处分还是重处分",
        "统计口径与通常说法不同，影响归入哪种形态。",
        lambda act: _counts(act) and DEMOTION in act.measures,
    ),
    Point(
        11,
        "调离、退休、去世以后由谁接续、何时销号",
        "没有明文规定；在档案的移交和终止里办理，不影响届满日。",
        lambda act: False,
    ),
)


def points_of(act: Touched) -> Iterator[Point]:
    return (point for point in POINTS if point.touches(act))
