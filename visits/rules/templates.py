"""Built-in templates of a plan as data, and the days on which their rows fall."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Row:
    """One row that inserting adds. `days` count from `anchor`: 决定之日, 影响期过半, 届满日."""

    part: str
    text: str
    anchor: str
    days: int
    phase: str = ""
    area: str = ""
    kind: str = ""
    who: str = ""
    sign: str = ""
    step: str = ""
    label: str = ""
    mode: str = ""


@dataclass(frozen=True)
class Layout:
    key: str
    name: str
    note: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Span:
    """From the decision to the last end; without an end a year, so that a plan can be made."""

    decided_on: date
    end: date | None

    def day(self, anchor: str, days: int, *, today: date) -> date:
        """Never in the past: what a new plan foresees lies ahead."""
        last = self.end or self.decided_on + timedelta(days=365)
        start = {
            "decided": self.decided_on,
            "middle": self.decided_on + (last - self.decided_on) / 2,
            "end": last,
        }[anchor]
        return max(start + timedelta(days=days), today)


def _visit(label: str, focus: str, anchor: str, days: int) -> Row:
    return Row("step", focus, anchor, days, step="visit", label=label, mode="face")


def _talk(label: str, focus: str, anchor: str, days: int) -> Row:
    return Row("step", focus, anchor, days, step="talk", label=label, mode="face")


def _evaluation(focus: str, days: int = -45) -> Row:
    return Row("step", focus, "end", days, step="evaluation", label="综合评价")


def _measure(area: str, kind: str, text: str, who: str, sign: str, anchor: str, days: int) -> Row:  # noqa: PLR0917 (a line of a table)
    return Row("measure", text, anchor, days, area=area, kind=kind, who=who, sign=sign)


# 思想、工作、生活, and both 解结 and 赋能: what every plan needs before it is submitted.
_MEASURES = (
    _measure("thought", "untie", "谈清错误性质和原因，讲清处分的影响和期限，打消顾虑",
             "审理室承办人", "本人能说清问题和努力方向", "decided", 60),
    _measure("work", "enable", "安排一项有期限、可检验的工作任务，由分管领导指导",
             "单位分管领导", "任务按期完成，本人有总结", "middle", 0),
    _measure("life", "untie", "了解本人和家庭的实际困难，由单位工会、人事逐项办理",
             "单位工会", "登记的困难有答复、有结果", "decided", 90),
)  # fmt: skip
_GOAL = Row("goal", "期满前承担并完成一项重点任务，思想包袱放下", "end", 0, phase="whole")

DEFAULTS: tuple[Layout, ...] = (
    Layout(
        "three_visits", "及时访、全面访、延伸访",
        "处分后及时访，影响期过半全面访，期满前后延伸访。",
        (
            _GOAL, *_MEASURES,
            _visit("及时访", "宣布决定后的思想认识、生活困难、本人意愿", "decided", 30),
            _visit("全面访", "思想、工作、廉洁、生活和处分执行情况", "middle", 0),
            _visit("延伸访", "期满后的工作安排和本人打算", "end", -20),
            _evaluation("期满前的综合表现"),
        ),
    ),
    Layout(
        "three_stages", "三阶式回访", "一阶访认识，二阶访表现，三阶访使用。",
        (
            _GOAL, *_MEASURES,
            _visit("一阶：访认识", "处分宣布后，对错误和处分的认识", "decided", 30),
            _visit("二阶：访表现", "影响期中，履职表现和整改落实", "middle", 0),
            _visit("三阶：访使用", "期满前后，使用意见和本人打算", "end", -20),
            _evaluation("三阶回访后的综合表现"),
        ),
    ),
    Layout(
        "four_talks", "四谈五看一评价", "谈认识、谈工作、谈生活、谈打算；五看以后综合评价。",
        (
            _GOAL, *_MEASURES,
            _talk("谈认识", "对错误和处分的认识", "decided", 30),
            _talk("谈工作", "岗位任务和需要的支持", "decided", 90),
            _talk("谈生活", "家庭、健康和实际困难", "middle", 0),
            _talk("谈打算", "期满以后的打算", "end", -60),
            _visit("五看", "看思想、看实绩、看廉洁、看作风、看口碑", "end", -50),
            _evaluation("综合评价"),
        ),
    ),
    Layout(
        "three_splits", "三分一评", "方式分类、内容分层、流程分步，最后综合评价。",
        (
            _GOAL, *_MEASURES,
            _visit("方式分类", "按类别和本人意愿选定当面、入户或座谈", "decided", 30),
            _visit("内容分层", "按认识、履职、生活三层展开", "middle", 0),
            _visit("流程分步", "核对整改、听取单位和群众意见、商定下一步", "end", -60),
            _evaluation("一评：综合评价"),
        ),
    ),
)  # fmt: skip
BY_KEY = {each.key: each for each in DEFAULTS}
