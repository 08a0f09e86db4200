"""What a talk's 阅签 and its exemption must hold; when a unit has been silent for too long."""

import re
from datetime import date

from cases.rules.states import add_months
from web.dates import cn_date

# Practice A63: silence of more than one quarter.
QUARTER_MONTHS = 3
# Practice E.4: a helper vacancy is not a reason.
VACANCY = re.compile(
    r"(没有|没|无|未(指定|明确|安排|落实)?|尚未|缺|空缺|缺位)[^，。；]{0,6}帮扶人"
    r"|帮扶人[^，。；]{0,6}(空缺|缺位|未指定|未明确|未到位|没有指定|待定)"
)


def names_a_vacancy(reason: str) -> bool:
    return VACANCY.search(reason) is not None


def wrong_reading(read_on: date, *, held_on: date, today: date) -> str:
    """The sentence when the day of the 阅签 cannot be, else nothing. It follows the talk."""
    if read_on > today:
        return f"阅签日期不能晚于今天（{cn_date(today)}）。"
    if read_on < held_on:
        return f"阅签日期不能早于谈话日期（{cn_date(held_on)}）。先谈话，后阅签。"
    return ""


def last_day_to_be_heard(today: date) -> date:
    """Who was last heard of before this day has been silent for more than a quarter."""
    return add_months(today, -QUARTER_MONTHS)


def is_silent(
    *, heard_on: date | None, active_from: date, today: date, duties_from: date | None = None
) -> bool:
    """No note, no talk and no 阅签 for more than a quarter while the dossier was active.

    Before 启用日 nobody was asked to write here, so that day counts as heard.
    """
    since = max(day for day in (heard_on, active_from, duties_from) if day is not None)
    return since < last_day_to_be_heard(today)
