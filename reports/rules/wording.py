"""How a sentence is put together so that a missing fact drops it and never leaves a gap."""

from collections.abc import Iterable
from datetime import date

# What may not stand at the end of a phrase that goes on, nor at its beginning.
LOOSE = " \t\r\n　，。、；：,.;:！!？?"
QUOTED_END = ("。”", "？”", "！”", "。）")


def day(on: date | None) -> str:
    """2026年11月21日, without leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日" if on else ""


def span(first: date | None, last: date | None) -> str:
    """One day is named once; a span needs both its ends."""
    if not (first and last):
        return ""
    return day(first) if first == last else f"{day(first)}至{day(last)}"


def month(text: str) -> str:
    """「2026-03」 → 2026年3月; anything else is no month and says nothing."""
    year, dash, number = text.strip().partition("-")
    if not (dash and year.isdecimal() and number.isdecimal()):
        return ""
    return f"{int(year)}年{int(number)}月"


def bare(text: str) -> str:
    """A phrase without the signs and blanks around it, on one line; signs alone say nothing."""
    text = "".join(text.splitlines()).strip(LOOSE)
    return text if any(map(str.isalnum, text)) else ""


def clause(pattern: str, **facts: object) -> str:
    """The pattern with its facts; nothing at all when one of them is missing."""
    if any(value is None or value == "" for value in facts.values()):
        return ""
    return pattern.format(**facts)


def chain(parts: Iterable[str], *, by: str = "，") -> str:
    return by.join(part for part in parts if part)


def sentence(*parts: str, by: str = "，") -> str:
    """The parts that are there, as one sentence; none, no sentence."""
    text = chain(parts, by=by)
    return f"{text}。" if text else ""


def closed(text: str) -> str:
    """Somebody's own paragraph, ended by one full stop (a quotation may have brought its own)."""
    core = text.strip(LOOSE)
    if not bare(core):
        return ""
    return core if core.endswith(QUOTED_END) else f"{core}。"


def paragraphs(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def counted(number: int | None, pattern: str) -> str:
    """The pattern with a count; neither an unknown nor a zero count is mentioned."""
    return pattern.format(number) if number else ""
