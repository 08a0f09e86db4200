"""Dates and months as offices write them; nothing is guessed."""

import re
from calendar import monthrange
from datetime import date, timedelta

from intake.rules.cells.read import EMPTY, Read, as_text, is_date, is_time, plain, shown
from intake.rules.reading.sheets import Cell

Parts = tuple[int, int | None, int | None]
FIRST_YEAR = 1949
FIRST_BIRTH_YEAR = 1900
# Excel's day 0; its 1900 leap day lies before every date that matters here.
EXCEL_ZERO = date(1899, 12, 30)
SERIAL_DIGITS = 5

SEPARATOR = r"[年./\-、,]"
FULL = re.compile(rf"(\d{{4}}){SEPARATOR}(\d{{1,2}})[月./\-、,](\d{{1,2}})[日号.]?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
MONTH = re.compile(rf"(\d{{4}}){SEPARATOR}(\d{{1,2}})[月.]?")
COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
YEAR = re.compile(r"\d{4}年?")
SHORT_YEAR = re.compile(
    r"\d{2}[年./\-]\d{1,2}[月./\-]\d{1,2}[日号]?|\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2,4}"
)
SHORT_YEAR_MONTH = re.compile(r"\d{2}[年./\-]\d{1,2}月?")
STRANGE_YEAR = re.compile(r"(\d{1,3}|\d{5,})[年./\-]\d{1,2}[月./\-]\d{1,2}日?")
CLOCK_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
TWO_DATES = re.compile(r"\d{4}[年./\-]\d{1,2}[月./\-]\d{1,2}.*\D\d{4}[年./\-]\d{1,2}")
LUNAR = re.compile(r"农历|阴历|正月|腊月|冬月|闰|除夕|初[一二三四五六七八九十]|廿")
CHINESE_DATE = re.compile(
    r"([〇零○Oo一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月)?(?:([一二三四五六七八九十]{1,3})[日号])?"
)
DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | dict.fromkeys(
    "零○Oo", "0"
)

EXAMPLE = "请写成 2024-03-05 或 2024年3月5日。"
MONTH_EXAMPLE = "请写成 1980.03 或 1980年3月。"


class _NotADay(Exception):
    """Carries the sentence up to the reader of the cell."""


def read_day(cell: Cell, *, today: date) -> Read:
    """A day that has come: value is its ISO form."""
    try:
        parts = _parts(cell)
        return Read(_day_of(as_text(cell), *parts, today=today).isoformat()) if parts else EMPTY
    except _NotADay as reason:
        return Read(error=str(reason))


def read_month(cell: Cell, *, today: date) -> Read:
    """A year and month; a day, if written, is checked and left out. Value is YYYY-MM."""
    try:
        parts = _month_parts(cell)
        if not parts:
            return EMPTY
        return Read(_month_of(as_text(cell), *parts, today=today).isoformat()[:7])
    except _NotADay as reason:
        return Read(error=str(reason))


def _day_of(text: str, year: int, month: int | None, day: int | None, *, today: date) -> date:
    if month is None or day is None:
        raise _NotADay(_lacking(text, month))
    if not FIRST_YEAR <= year <= today.year + 20:
        raise _NotADay(_out_of_range(text, FIRST_YEAR, today.year))
    made = _valid(text, year, month, day)
    if made > today:
        raise _NotADay(
            f"{made.isoformat()} 晚于今天（{today.isoformat()}）。"
            "请核对年份和月份，填写已经作出的日期。"
        )
    return made


def _month_of(text: str, year: int, month: int | None, day: int | None, *, today: date) -> date:
    if not FIRST_BIRTH_YEAR <= year <= today.year:
        raise _NotADay(_out_of_range(text, FIRST_BIRTH_YEAR, today.year))
    if month is None:
        raise _NotADay(f"“{shown(text)}”只有年份，缺少月。{MONTH_EXAMPLE}")
    made = _valid(text, year, month, day or 1)
    if made > today:
        raise _NotADay(f"“{shown(text)}”晚于今天。请核对年份和月份，例如 1980.03。")
    return made


def _month_parts(cell: Cell) -> Parts | None:
    text = repr(cell) if isinstance(cell, float) else ""
    if text.endswith(".1"):
        # As a number 1993.10 and 1993.1 are one and the same.
        raise _NotADay(
            f"“{text}”是数字，分不清是 1 月还是 10 月。"
            f"请把这一格设为文本，写成 {text[:4]}.01 或 {text[:4]}.10。"
        )
    return _parts(cell)


def _parts(cell: Cell) -> Parts | None:
    """Year, month and day as written, unchecked; None for an empty cell."""
    if is_date(cell):
        made = date.fromisoformat(cell[1])
        return made.year, made.month, made.day
    if is_time(cell) or isinstance(cell, bool):
        raise _NotADay(f"“{shown(as_text(cell))}”不是日期。{EXAMPLE}")
    text = plain(CLOCK_TIME.sub("", as_text(cell).lstrip("'’")))
    if not text:
        return None
    chinese = CHINESE_DATE.fullmatch(text)
    if chinese:
        text = _from_chinese(*chinese.groups())
    found = _from_serial(text) or _from_figures(text)
    if found is None:
        raise _NotADay(_why_not(text))
    return found


def _from_serial(text: str) -> Parts | None:
    if len(text) != SERIAL_DIGITS or not text.isdecimal():
        return None
    made = EXCEL_ZERO + timedelta(days=int(text))
    return made.year, made.month, made.day


def _from_figures(text: str) -> Parts | None:
    for pattern in (FULL, COMPACT, MONTH, COMPACT_MONTH):
        match = pattern.fullmatch(text)
        if match:
            year, month, *day = (int(part) for part in match.groups())
            return year, month, day[0] if day else None
    return (int(text[:4]), None, None) if YEAR.fullmatch(text) else None


def _from_chinese(year: str, month: str | None, day: str | None) -> str:
    text = "".join(DIGITS[sign] for sign in year) + "年"
    text += f"{_number(month)}月" if month else ""
    return text + (f"{_number(day)}日" if day else "")


def _number(text: str) -> int:
    """二十一 → 21."""
    if "十" not in text:
        return int("".join(DIGITS[sign] for sign in text))
    tens, _, ones = text.partition("十")
    return (int(DIGITS[tens]) if tens else 1) * 10 + (int(DIGITS[ones]) if ones else 0)


def _why_not(text: str) -> str:
    if LUNAR.search(text):
        return f"“{shown(text)}”像是农历。请填写公历日期，如 2024-02-14。"
    if TWO_DATES.search(text):
        return f"“{shown(text)}”里有两个日期。请一格只写一个日期；两份决定请分成两行。"
    if SHORT_YEAR.fullmatch(text) or SHORT_YEAR_MONTH.fullmatch(text):
        return f"“{shown(text)}”年份不清楚。请写出四位年份，如 2024-03-05。"
    if STRANGE_YEAR.fullmatch(text):
        return f"“{shown(text)}”的年份不是四位。{EXAMPLE}"
    return f"“{shown(text)}”不是日期。{EXAMPLE}"


def _valid(text: str, year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise _NotADay(
            f"“{shown(text)}”不是有效日期：没有 {month} 月。月份应为 1 至 12，例如 {year}-03。"
        )
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day)
    if (month, day) == (2, 29):
        why = f"{year} 年不是闰年，2 月只有 28 日"
    else:
        why = f"{month} 月没有 {day} 日，最后一天是 {last} 日"
    raise _NotADay(f"“{shown(text)}”不是有效日期：{why}。请按决定书核对。")


def _lacking(text: str, month: int | None) -> str:
    missing = "日" if month else "月和日"
    return f"“{shown(text)}”缺少{missing}，无法计算影响期。请按决定书写全，例如 2024-03-05。"


def _out_of_range(text: str, first: int, last: int) -> str:
    return f"“{shown(text)}”年份超出范围（应在 {first} 至 {last} 之间）。请核对。"
