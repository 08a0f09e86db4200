"""What a digest says, on the page and in the e-mail: counts and a link, never a name."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Counts:
    """Of one user's reminders; `escalated` are among the others."""

    overdue: int = 0
    soon: int = 0
    later: int = 0
    escalated: int = 0

    @property
    def total(self) -> int:
        return self.overdue + self.soon + self.later


def lines(counts: Counts) -> Iterator[str]:
    """One line for each number that is not nought."""
    told = (
        ("逾期未办", counts.overdue),
        ("7日内到期", counts.soon),
        ("以后到期", counts.later),
        ("其中由下级转到您这里", counts.escalated),
    )
    yield from (f"{words}{number}项" for words, number in told if number)


def subject(day: date) -> str:
    return f"回访教育管理系统 {day.month}月{day.day}日提醒"


def letter(counts: Counts, *, url: str) -> str:
    """The e-mail; ordinary mail is read by others too."""
    return "\n".join(
        (
            f"您好，您在回访教育管理系统中有{counts.total}项待办提醒：",
            "",
            *(f"　　{line}" for line in lines(counts)),
            "",
            f"请在单位网络内登录查看：{url}",
            "",
            "本邮件由系统发出，只有数量，没有姓名。请勿直接回复。",
            "不再需要时，可以在系统“提醒”页面清空邮箱地址。",
            "",
        )
    )
