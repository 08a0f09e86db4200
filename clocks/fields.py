"""Takes one JSON object apart; every field that does not fit becomes an error in its place."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from clocks.facts import Error
from clocks.months import month_length

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FEBRUARY = 2
_SHOWN = 30
_LABELS = {
    "today": "今天的日期",
    "decided_on": "处分决定日期",
    "announced_on": "宣布日期",
    "on": "日期",
    "end": "认定的期满日",
    "publicity_from": "公示开始日期",
    "publicity_to": "公示结束日期",
    "months": "月数",
    "admonition_months": "诫勉的月数",
    "measure": "处分种类",
    "id": "处分决定的编号",
    "events": "事项",
    "decisions": "处分决定",
    "person": "人员",
    "policy": "本单位规则",
    "by": "认定人",
    "basis": "依据",
    "kind": "事项种类",
    "document": "文号",
    "party": "政治面貌",
    "identity": "人员身份",
    "slot": "期限",
    "end_convention": "期满日口径",
    "combination": "合并计算方法",
}


class Fields:
    """The fields of one object: of the input, or of a decision or one of its events."""

    def __init__(
        self,
        source: Mapping[str, Any],
        errors: list[Error],
        *,
        decision: str = "",
        prefix: str = "",
    ) -> None:
        self.source = source
        self.errors = errors
        self.decision = decision
        self.prefix = prefix

    def refuse(self, name: str, message: str) -> None:
        self.errors.append(Error(self.decision, self.prefix + name, message))

    def has(self, name: str) -> bool:
        return self.source.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.source.get(name)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        self.refuse(name, f"{_LABELS[name]}应为文字，请核对。")
        return default

    def required_text(self, name: str, example: str) -> str:
        value = self.text(name).strip()
        if not value and not isinstance(self.source.get(name), str | None):
            return ""
        if not value:
            self.refuse(name, f"请填写{_LABELS[name]}，例如{example}。")
        return value

    def whole(self, name: str) -> int | None:
        value = self.source.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.refuse(name, f"{_LABELS[name]}应为整数，例如12。")
        return None

    def day(self, name: str) -> date | None:
        value = self.source.get(name)
        if value is None:
            return None
        found = _DAY.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            message = f"{_LABELS[name]}“{_shown(value)}”不是日期，应写成年-月-日，例如2024-03-05。"
            self.refuse(name, message)
            return None
        year, month, day = map(int, found.groups())
        fault = _impossible(year, month, day)
        if fault:
            self.refuse(name, f"{_LABELS[name]}“{value}”不是有效日期：{fault}。例如2024-03-05。")
            return None
        return date(year, month, day)

    def objects(self, name: str) -> list[Mapping[str, Any]]:
        value = self.source.get(name)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return value
        self.refuse(name, f"{_LABELS[name]}应为对象的数组，请核对。")
        return []

    def inside(self, name: str) -> "Fields":
        value = self.source.get(name)
        if value is not None and not isinstance(value, dict):
            self.refuse(name, f"{_LABELS[name]}应为对象，请核对。")
        source = value if isinstance(value, dict) else {}
        return Fields(source, self.errors, decision=self.decision, prefix=f"{self.prefix}{name}.")

    def names(self, name: str) -> tuple[str, ...]:
        """A list of people, or one text with 顿号 between them."""
        value = self.source.get(name)
        if isinstance(value, str):
            return tuple(part.strip() for part in re.split(r"[、，,]", value) if part.strip())
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(item.strip() for item in value)
        self.refuse(name, f"{_LABELS[name]}应为两个人的姓名，请核对。")
        return ()


def _impossible(year: int, month: int, day: int) -> str:
    """Why such a day does not exist; empty where it does."""
    if not year or not 1 <= month <= 12:
        return "年份应在1949至2199之间" if not year else f"没有{month}月"
    if 1 <= day <= month_length(year, month):
        return ""
    if month == _FEBRUARY and day == month_length(2000, _FEBRUARY):
        return f"{year}年不是闰年，2月只有28日"
    return f"{month}月没有{day}日"


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "……"
