"""Working days: arithmetic, and a year's arrangement as people write it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)
NAMED = 20
# The new year's days off may begin in the last week of the year before.
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Calendar:
    """Days that differ from Monday to Friday, and the years for which they are known.

    `special` maps a day to True (make-up working day) or False (day off).
    """

    special: Mapping[date, bool]
    years: frozenset[int]

    def is_workday(self, day: date) -> bool:
        return self.special.get(day, day.weekday() < SATURDAY)

    def knows(self, day: date) -> bool:
        """False: the year's arrangement is not published yet, Monday to Friday is assumed."""
        return day.year in self.years


def add_workdays(start: date, count: int, *, calendar: Calendar) -> date:
    """The day on which `count` working days after `start` have passed (start not counted)."""
    day = start
    while count > 0:
        day += ONE_DAY
        count -= calendar.is_workday(day)
    return day


def next_workday(day: date, *, calendar: Calendar) -> date:
    """`day` itself, or the first working day after it."""
    while not calendar.is_workday(day):
        day += ONE_DAY
    return day


@dataclass(frozen=True)
class SpecialDay:
    """A day off, or a Saturday or Sunday that is worked."""

    day: date
    is_workday: bool
    name: str


_DAY = r"(?:(?P<{0}y>\d{{4}})年)?(?:(?P<{0}m>\d{{1,2}})月)?(?P<{0}d>\d{{1,2}})日"
_LINE = re.compile(
    _DAY.format("a") + r"(?:[至到~-]+" + _DAY.format("b") + r")?"
    r"[ ,:]+(?P<name>[^ ,:]+)[ ,:]+(?P<what>放假|上班)"
)
LIKE = "例如“10月1日至7日 国庆节 放假”或“10月10日 国庆节 上班”"


def written(days: Iterable[SpecialDay], year: int) -> str:
    """A line for each run of days of one name."""
    runs: list[list[SpecialDay]] = []
    for each in sorted(days, key=lambda each: each.day):
        last = runs[-1][-1] if runs else None
        if last is not None and (
            (last.day + ONE_DAY, last.name, last.is_workday)
            == (each.day, each.name, each.is_workday)
        ):
            runs[-1].append(each)
        else:
            runs.append([each])
    return "\n".join(_line(run, year) for run in runs)


def _line(run: list[SpecialDay], year: int) -> str:
    first, last = run[0].day, run[-1].day
    text = f"{first.month}月{first.day}日"
    if first.year != year:
        text = f"{first.year}年{text}"
    if last != first:
        until = f"{last.month}月" if last.month != first.month else ""
        text += f"至{until}{last.day}日"
    return f"{text} {run[0].name} {'上班' if run[0].is_workday else '放假'}"


def read_days(text: str, year: int) -> tuple[list[SpecialDay], list[str]]:
    """The days of an arrangement written line by line, and a sentence for each wrong line."""
    days: dict[date, SpecialDay] = {}
    faults: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = " ".join(unicodedata.normalize("NFKC", raw).replace("—", "-").split())
        if not line:
            continue
        try:
            found = list(_read_line(line, year))
        except ValueError as fault:
            faults.append(f"第{number}行：{fault}")
            continue
        for each in found:
            if each.day in days:
                faults.append(f"第{number}行：{_said(each.day)}写了两次。")
            days[each.day] = each
    return sorted(days.values(), key=lambda each: each.day), faults


def _read_line(line: str, year: int) -> Iterator[SpecialDay]:
    found = _LINE.fullmatch(line)
    if found is None or found["am"] is None:
        raise ValueError(f"没有看懂，请写日期、名称、放假或上班，{LIKE}。")
    first = _day_of(found["ay"] or year, found["am"], found["ad"])
    last = first
    if found["bd"] is not None:
        crossing = found["by"] or (year if found["bm"] is not None else first.year)
        last = _day_of(crossing, found["bm"] or first.month, found["bd"])
    if last < first:
        raise ValueError(f"结束日期早于开始日期，{LIKE}。")
    if not date(year, 1, 1) - WEEK <= first <= last <= date(year, 12, 31):
        raise ValueError(f"不在{year}年内。跨年的假期，上一年末的日子写全年份。")
    if len(found["name"]) > NAMED:
        raise ValueError(f"名称最多{NAMED}个字，例如“国庆节”。")
    works = found["what"] == "上班"
    day = first
    while day <= last:
        if works and day.weekday() < SATURDAY:
            raise ValueError(f"{_said(day)}本来就是工作日，只写调休上班的周六、周日。")
        yield SpecialDay(day, works, found["name"])
        day += ONE_DAY


def _day_of(year: str | int, month: str | int, day: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"{year}年{month}月没有{day}日。") from None


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
