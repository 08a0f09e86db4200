"""Local rules as a table: each value's group, bounds, basis and what it governs; and what is wrong
with a draft. Names are columns of the policy."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

# 恢复党员权利: at least five days (中央纪委 2023, rules.md 1.3).
SHORTEST_PUBLICITY = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """`low` and `high` bound a whole number, or each step of a list of days."""

    name: str
    basis: str
    governs: str
    unit: str = ""
    low: int = 0
    high: int = 0
    # Said in the sentence of a wrong value where the usual one is none.
    example: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    about: str
    settings: tuple[Setting, ...]


S = Setting
DATES = Group(
    "期限口径",
    "影响期、察看期算到哪一天。新版次适用于生效日尚未届满的期限，已届满的不再变动。",
    (
        S("end_convention", "国家没有统一规定，由本机关选定一种并写明依据", "每个期限的届满日"),
        S("combination", "《中国共产党纪律处分条例》第二十一条，具体加法没有规定",
          "原期限未满又受同一体系处分的，新期限的起止日"),
        S("admonition_months", "各地规定不一，多为6个月", "决定书没有写明月数的诫勉",
          "个月", 1, 24),
    ),
)  # fmt: skip
DUTIES = Group(
    "应办期限",
    "回访、谈话、研判、方案各在什么时候以前办。发布后，未办的事项按新的期限；已办的不变。",
    (
        S("duties_from", "本机关首次导入台账的季度首日", "这一天以前的季度标为系统启用前"),
        S("talk_min_days", "本机关自定", "一个季度在帮扶期内满这些天，应谈话一次", "天", 1, 92),
        S("care_months", "本机关自定", "没有影响期的处理，帮扶多久", "个月", 1, 24),
        S("first_visit_days", "“及时访”的做法，天数由本机关自定", "作出决定后首次回访",
          "天", 1, 365),
        S("assessment_days", "本机关自定", "作出决定后完成看、听、谈研判", "天", 1, 365),
        S("plan_days", "本机关自定", "作出决定后批准一人一策方案", "天", 1, 365),
        S("notice_days", "是否送达告知书各地不一；0表示不要求送达", "作出决定后送达回访告知书",
          "天", 0, 90, example=15),
        S("clearing_first_days", "“澄清两回访”的做法，天数由本机关自定", "澄清后第一次回访",
          "天", 1, 365),
        S("clearing_second_days", "“澄清两回访”的做法，天数由本机关自定", "澄清后第二次回访",
          "天", 1, 730),
        S("retired_half_yearly", "本机关自定", "退休以后的谈话次数"),
        S("all_rounds", "本机关自定；不选则只有期满评价列为应办",
          "首次回访以前的基线评价、每满一年的年度评价"),
    ),
)  # fmt: skip
REMINDERS = Group(
    "提醒",
    "到期以前提前几天提醒。从大到小填写，用顿号隔开。",
    (
        S("clock_reminders", "本机关自定", "影响期、察看期届满以前", "天", 1, 365),
        S("talk_reminders", "本机关自定", "季度谈话到期以前", "天", 1, 92),
    ),
)
COVERAGE = Group(
    "覆盖率与对象",
    "回访多少人、每人几次。只用于统计和提示，不影响期限。",
    (
        S("visits_per_year", "每年至少一次的做法", "必访对象每年应回访", "次", 1, 12),
        S("most_visits_per_year", "天津：同一对象每年一般不超过2次", "超过时提示，不阻止",
          "次", 1, 12),
        S("coverage_percent", "天津：不少于30%", "回访覆盖率的目标", "%", 1, 100),
        S("coverage_base", "两份文件的分母不同，由本机关选定", "覆盖率的分母"),
        S("young_age", "没有统一规定，由本机关确定", "不满这个年龄的列为年轻干部", "岁", 20, 60,
          example=35),
        S("demotion_form", "2016年四种形态统计指标列为第二种", "政务降级在统计中归入的形态"),
    ),
)  # fmt: skip
ASSESSING = Group(
    "研判",
    "研判时记录什么。",
    (
        S(
            "approach_notes",
            "有的地方结合性格特点确定谈话方式；不选则页面上没有这一栏",
            "沟通要点：适合的谈话方式、需要回避的话题。只有审理室主任、承办人和回访组可以查看，不进入任何文书",
        ),
    ),
)
HANDING = Group(
    "移交、恢复权利",
    "移交档案和恢复党员权利各步骤的期限。",
    (
        S("transfer_days", "本机关自定", "收到移交后接收或退回", "天", 1, 90),
        S("restoration_notice_days", "某市规定10个工作日", "察看期满后通知本人", "个工作日", 1, 60),
        S("restoration_apply_days", "某市规定10个工作日", "接到通知后本人申请", "个工作日", 1, 60),
        S("publicity_start_days", "某市规定7个工作日", "收到申请后开始公示", "个工作日", 1, 60),
        S("publicity_days", "中央纪委2023年通知：不少于5日", "恢复权利前的公示",
          "天", SHORTEST_PUBLICITY, 60),
        S("restoration_report_days", "某市规定7个工作日", "党员大会后上报", "个工作日", 1, 60),
    ),
)  # fmt: skip
REPORTING = Group(
    "月报、年报",
    "机关要不要报送，几日以前。只对生效以后结束的月份和年度有效；遇休息日不顺延。",
    (
        S("monthly_report_day", "有的地方次月5日前报送；0表示不要求",
          "为本机关承办回访的派驻组、乡镇报送上月情况", "日", 0, 28, example=5),
        S("yearly_report_day", "有的地方按年度报送，日期由本机关自定；0表示不要求",
          "审理室报送上年情况", "日", 0, 31, example=15),
    ),
)  # fmt: skip
GROUPS = (DATES, DUTIES, REMINDERS, ASSESSING, COVERAGE, HANDING, REPORTING)
SETTINGS: dict[str, Setting] = {each.name: each for group in GROUPS for each in group.settings}
# The day on which duties begin belongs to the office, not to a version: going back leaves it.
VALUES: tuple[str, ...] = tuple(name for name in SETTINGS if name != "duties_from")
# These move the dates of a person, so that they stand on a paper of the office.
MOVES_DATES: tuple[str, ...] = tuple(each.name for each in DATES.settings)


def changed(values: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the settings in which two versions differ, in the order of the table."""
    return tuple(name for name in SETTINGS if values[name] != before[name])


def faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(setting, sentence) of what contradicts itself, beyond the bounds of one number."""
    for name in ("clock_reminders", "talk_reminders"):
        if not steps_fall(values[name]):
            yield name, "提醒天数要从大到小、不重复，例如60、30、7。"
    if values["assessment_days"] > values["plan_days"]:
        yield (
            "plan_days",
            f"方案在研判之后：方案期限不能少于研判期限{values['assessment_days']}天。"
            "例如研判30天、方案45天。",
        )
    if values["clearing_first_days"] >= values["clearing_second_days"]:
        yield (
            "clearing_second_days",
            f"第二次澄清回访应晚于第一次（{values['clearing_first_days']}天）。例如30天、180天。",
        )
    if values["visits_per_year"] > values["most_visits_per_year"]:
        yield (
            "most_visits_per_year",
            f"每年回访次数上限不能少于必访次数{values['visits_per_year']}次。例如必访1次、上限2次。",
        )


def steps_fall(steps: Sequence[int]) -> bool:
    return all(one > other > 0 for one, other in zip(steps, (*steps[1:], 0.5), strict=True))


def begins_too_early(valid_from: date, today: date) -> bool:
    """What has ended by then keeps its dates, so a version never reaches back."""
    return valid_from < today
