"""What a visit and a talk must hold before they count."""

from collections.abc import Collection
from datetime import date

from web.dates import cn_date

MIN_VISITORS = 2
# Practice A67: the report is due that many days after the visit.
REPORT_DAYS = 7
# Practice W16: a visit is not held where people are questioned.
QUESTIONING_ROOMS = ("谈话室", "讯问室", "询问室", "留置室", "审讯室")


def wrong_day(
    day: date, *, today: date, decided_on: date | None, what: str, since: str = "处分决定之日"
) -> str:
    """The sentence when the day cannot be, else nothing."""
    if day > today:
        return f"{what}日期不能晚于今天（{cn_date(today)}）。"
    if decided_on is not None and day < decided_on:
        return f"{what}日期不能早于{since}（{cn_date(decided_on)}）。请核对年份。"
    return ""


def wrong_team(visitors: Collection[int], *, leaders: int) -> str:
    """Practice D.3: two different discipline officers; one of them leads."""
    if len(set(visitors)) < MIN_VISITORS:
        return "正式回访须由两名以上纪检监察干部参加，请补充一名。"
    if leaders > 1:
        return "回访负责人只能有一名，请重新选择。"
    return ""


def wrong_place(note: str) -> str:
    if any(room in note for room in QUESTIONING_ROOMS):
        return "回访不在谈话室等场所进行。请改在办公室、会议室、家中或村（社区）。"
    return ""


def is_late(met_on: date | None, due_on: date) -> bool:
    return met_on is not None and met_on > due_on
