"""Periods on a line of time, and the sentence that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.charts.drawing import text_of
from web.charts.line import WIDTH, Line
from web.dates import cn_date


@dataclass(frozen=True)
class Span:
    """A period with both ends inside it; `end` is empty while it is not known."""

    label: str
    start: date
    end: date | None
    note: str = ""


@dataclass(frozen=True)
class Mark:
    on: date
    label: str
    url: str = ""


@dataclass(frozen=True)
class PeriodBar:
    span: Span
    today: date
    x: str
    width: str
    filled: str

    @property
    def is_over(self) -> bool:
        return self.span.end is not None and self.span.end < self.today

    @property
    def is_ahead(self) -> bool:
        return self.span.start > self.today

    @property
    def days(self) -> int | None:
        return None if self.span.end is None else (self.span.end - self.span.start).days + 1

    @property
    def left_words(self) -> str:
        """The last day itself still counts: 「今天是最后一天」."""
        if self.span.end is None:
            return "期满日待定"
        if self.is_over:
            return "已届满"
        if self.is_ahead:
            return "尚未开始"
        left = (self.span.end - self.today).days
        return f"还有{left}天" if left else "今天是最后一天"

    @property
    def sentence(self) -> str:
        """Everything the bar shows, for those who hear the page."""
        start = cn_date(self.span.start)
        if self.span.end is None:
            return f"{self.span.label}自{start}起，{self.left_words}"
        if self.is_over:
            return f"{self.span.label}自{start}起，已于{cn_date(self.span.end)}届满"
        whole = f"{self.span.label}{start}至{cn_date(self.span.end)}，共{self.days}天"
        if self.is_ahead:
            return f"{whole}，{self.left_words}"
        return f"{whole}，今天是第{(self.today - self.span.start).days + 1}天，{self.left_words}"


@dataclass(frozen=True)
class PeriodBars:
    """Several periods on one line of time, with what happened along it."""

    bars: tuple[PeriodBar, ...]
    marks: tuple[tuple[str, Mark], ...]
    today_x: str

    WIDTH = WIDTH

    def __bool__(self) -> bool:
        return bool(self.bars)


def period_bars(spans: Sequence[Span], *, today: date, marks: Sequence[Mark] = ()) -> PeriodBars:
    if not spans:
        return PeriodBars((), (), "")
    line = _line_of(spans, today)
    return PeriodBars(
        bars=tuple(_period(span, line, today) for span in spans),
        marks=tuple((text_of(line.x(mark.on)), mark) for mark in marks if line.holds(mark.on)),
        today_x=text_of(line.x(today)) if line.holds(today) else "",
    )


def period_bar(span: Span, *, today: date) -> PeriodBar:
    """One period across the whole width."""
    return period_bars([span], today=today).bars[0]


def _line_of(spans: Sequence[Span], today: date) -> Line:
    """An open period reaches to today at least."""
    ends = [span.end or max(today, span.start) for span in spans]
    return Line(min(span.start for span in spans), max(ends))


def _period(span: Span, line: Line, today: date) -> PeriodBar:
    start, end = line.x(span.start), line.x(span.end or line.last, evening=True)
    so_far = line.x(min(today, span.end or today), evening=True)
    filled = max(0.0, so_far - start)
    return PeriodBar(span, today, text_of(start), text_of(end - start), text_of(filled))
