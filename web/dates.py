"""Dates as people type them: 2026.11.21, 2026年11月21日, 20261121; months likewise."""

import re
import unicodedata
from datetime import date

YEARS = range(1900, 2100)
_PARTS = re.compile(r"(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def plain(text: str) -> str:
    """Full-width digits and marks become half-width, blanks vanish, 「。」 counts as a point."""
    folded = unicodedata.normalize("NFKC", text).replace("。", ".").replace("—", "-")
    return "".join(folded.split())


def read_date(text: str) -> date:
    """Raises ValueError when there is no such shape or no such day."""
    year, month, day = _read(text)
    if day is None:
        raise ValueError(text)
    return date(year, month, day)


def read_month(text: str) -> date:
    """The first day of a month; a day that was typed as well is dropped."""
    year, month, day = _read(text)
    return date(year, month, day or 1).replace(day=1)


def _read(text: str) -> tuple[int, int, int | None]:
    text = plain(text)
    found = _PARTS.fullmatch(text) or _RUN.fullmatch(text)
    if found is None or int(found[1]) not in YEARS:
        raise ValueError(text)
    return int(found[1]), int(found[2]), int(found[3]) if found[3] else None


def cn_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def cn_month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def day_in_month(text: str) -> str:
    """What is wrong with a well-shaped date: 「2026年2月没有30日」; else empty."""
    try:
        year, month, day = _read(text)
    except ValueError:
        return ""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    return f"{year}年{month}月没有{day}日" if day is not None else ""
