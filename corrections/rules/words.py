"""How a period, a shift and a list of matters read."""

from collections.abc import Iterable
from datetime import date

from clocks.words import MATTERS
from corrections.rules.pictures import ClockShot
from web.dates import cn_date


def period_words(clock: ClockShot | None) -> str:
    if clock is None:
        return ""
    if clock.start is None or clock.end is None:
        return "起止日待定"
    return f"{cn_date(clock.start)}至{cn_date(clock.end)}"


def shift_words(old: date | None, new: date | None) -> str:
    """「推后365天」; nothing where one of the days is unknown or both are the same."""
    if old is None or new is None or old == new:
        return ""
    days = (new - old).days
    return f"推后{days}天" if days > 0 else f"提前{-days}天"


def matters_words(matters: Iterable[str]) -> str:
    return "、".join(MATTERS.get(code, code) for code in sorted(matters))
