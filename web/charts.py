"""Charts as numbers: templates draw them as SVG, with the same numbers in a table beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import SupportsFloat

from web.dates import cn_date

FULL = 100
# A Chinese character is as wide as the font is high.
FONT = 14


def _n(number: float) -> str:
    """A coordinate as text, so that no locale can put a comma into it."""
    return f"{number:.1f}".removesuffix(".0")


# Horizontal bars ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dot:
    label: str
    value: SupportsFloat


@dataclass(frozen=True)
class BarRow:
    """One bar from 0 to 100; `shown` is the text of its value, `cells` the rest of its line."""

    label: str
    value: SupportsFloat | None
    shown: str
    before: SupportsFloat | None = None
    dots: tuple[Dot, ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnBar:
    row: BarRow
    label_y: str
    bar_y: str
    dot_y: str
    width: str
    before_x: str
    dots: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Bars:
    """`headings` name the columns of the table: label, value, then one for each extra cell."""

    slug: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[BarRow, ...]
    note: str = ""
    dots_mean: str = ""

    WIDTH = 360
    PITCH = 44
    LABEL_Y = 16
    BAR_Y = 24
    BAR_HEIGHT = 10

    @property
    def view_box(self) -> str:
        return f"0 0 {self.WIDTH} {self.PITCH * len(self.rows)}"

    @property
    def desc(self) -> str:
        return "，".join(f"{row.label}{row.shown}" for row in self.rows)

    @property
    def has_before(self) -> bool:
        return any(row.before is not None for row in self.rows)

    @property
    def has_dots(self) -> bool:
        return any(row.dots for row in self.rows)

    @cached_property
    def drawn(self) -> tuple[DrawnBar, ...]:
        return tuple(self._draw(row, index * self.PITCH) for index, row in enumerate(self.rows))

    def _draw(self, row: BarRow, top: int) -> DrawnBar:
        return DrawnBar(
            row=row,
            label_y=_n(top + self.LABEL_Y),
            bar_y=_n(top + self.BAR_Y),
            dot_y=_n(top + self.BAR_Y + self.BAR_HEIGHT / 2),
            width="" if row.value is None else self._x(row.value),
            before_x="" if row.before is None else self._x(row.before),
            dots=tuple((self._x(dot.value), dot.label) for dot in row.dots),
        )

    def _x(self, value: SupportsFloat) -> str:
        return _n(max(0.0, min(1.0, float(value) / FULL)) * self.WIDTH)


# Radar ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Axis:
    label: str
    now: SupportsFloat | None
    shown: str
    before: SupportsFloat | None = None
    shown_before: str = ""
    change: str = ""


@dataclass(frozen=True)
class AxisLabel:
    """A label in one or two lines beside the end of its axis."""

    x: str
    anchor: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Radar:
    """This round solid, the last one dashed; axes start at the top and run clockwise."""

    slug: str
    title: str
    axes: tuple[Axis, ...]
    heading: str = "维度"

    WIDTH = 360
    HEIGHT = 330
    RADIUS = 108
    GAP = 10
    RINGS = (25, 50, 75, 100)

    @property
    def view_box(self) -> str:
        return f"0 0 {self.WIDTH} {self.HEIGHT}"

    @property
    def desc(self) -> str:
        return "，".join(f"{axis.label}{axis.shown}" for axis in self.axes)

    @property
    def has_before(self) -> bool:
        return any(axis.before is not None for axis in self.axes)

    @cached_property
    def rings(self) -> tuple[str, ...]:
        return tuple(
            self._points([(index, ring) for index in range(len(self.axes))]) for ring in self.RINGS
        )

    @cached_property
    def spokes(self) -> tuple[tuple[str, str, str, str], ...]:
        middle = (_n(self.WIDTH / 2), _n(self.HEIGHT / 2))
        ends = (self._at(index, FULL) for index in range(len(self.axes)))
        return tuple((*middle, _n(x), _n(y)) for x, y in ends)

    @cached_property
    def now(self) -> str:
        return self._shape([axis.now for axis in self.axes])

    @cached_property
    def before(self) -> str:
        return self._shape([axis.before for axis in self.axes])

    @cached_property
    def labels(self) -> tuple[AxisLabel, ...]:
        return tuple(self._label(index, axis.label) for index, axis in enumerate(self.axes))

    def _shape(self, values: Sequence[SupportsFloat | None]) -> str:
        """Empty below three known values: two points are no shape."""
        known = [(n, float(value)) for n, value in enumerate(values) if value is not None]
        return self._points(known) if len(known) > 2 else ""

    def _points(self, values: Sequence[tuple[int, float]]) -> str:
        found = (self._at(index, value) for index, value in values)
        return " ".join(f"{_n(x)},{_n(y)}" for x, y in found)

    def _at(self, index: int, value: float, beyond: float = 0) -> tuple[float, float]:
        angle = 2 * math.pi * index / len(self.axes)
        reach = self.RADIUS * value / FULL + beyond
        return (
            self.WIDTH / 2 + reach * math.sin(angle),
            self.HEIGHT / 2 - reach * math.cos(angle),
        )

    def _label(self, index: int, text: str) -> AxisLabel:
        x, y = self._at(index, FULL, self.GAP)
        lines = in_two_lines(text)
        side = round(math.sin(2 * math.pi * index / len(self.axes)), 3)
        anchor = "middle" if not side else "start" if side > 0 else "end"
        first = self._first_baseline(index, y, len(lines))
        return AxisLabel(
            _n(x),
            anchor,
            tuple((_n(first + n * FONT * 1.15), line) for n, line in enumerate(lines)),
        )

    def _first_baseline(self, index: int, y: float, count: int) -> float:
        """Above the top axis, below the bottom one, level with the others."""
        height = FONT * 1.15 * (count - 1)
        up = round(math.cos(2 * math.pi * index / len(self.axes)), 3)
        if up == 1:
            return y - height
        return y + FONT * 0.8 if up == -1 else y + FONT * 0.35 - height / 2


def in_two_lines(text: str) -> tuple[str, ...]:
    """Labels above four characters break in the middle, the longer half first."""
    if len(text) <= 4:
        return (text,)
    middle = math.ceil(len(text) / 2)
    return text[:middle], text[middle:]


# Period ---------------------------------------------------------------------------------------


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

    WIDTH = 1000

    def __bool__(self) -> bool:
        return bool(self.bars)


def period_bars(spans: Sequence[Span], *, today: date, marks: Sequence[Mark] = ()) -> PeriodBars:
    if not spans:
        return PeriodBars((), (), "")
    line = _line_of(spans, today)
    return PeriodBars(
        bars=tuple(_period(span, line, today) for span in spans),
        marks=tuple((_n(line.x(mark.on)), mark) for mark in marks if line.holds(mark.on)),
        today_x=_n(line.x(today)) if line.holds(today) else "",
    )


def period_bar(span: Span, *, today: date) -> PeriodBar:
    """One period across the whole width."""
    return period_bars([span], today=today).bars[0]


@dataclass(frozen=True)
class _Line:
    """Days on a width of 1000: a day's x is its morning, a span ends in the evening."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def x(self, day: date, *, evening: bool = False) -> float:
        days = (self.last - self.first).days + 1
        return PeriodBars.WIDTH * ((day - self.first).days + evening) / days


def _line_of(spans: Sequence[Span], today: date) -> _Line:
    """An open period reaches to today at least."""
    ends = [span.end or max(today, span.start) for span in spans]
    return _Line(min(span.start for span in spans), max(ends))


def _period(span: Span, line: _Line, today: date) -> PeriodBar:
    start, end = line.x(span.start), line.x(span.end or line.last, evening=True)
    so_far = line.x(min(today, span.end or today), evening=True)
    filled = max(0.0, so_far - start)
    return PeriodBar(span, today, _n(start), _n(end - start), _n(filled))
