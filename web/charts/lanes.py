"""The clocks of a person on one line of time: a lane each, today, and what happened along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from web.charts.drawing import text_of
from web.charts.line import WIDTH, Line
from web.charts.period import Mark, PeriodBar, Span, period_bar
from web.dates import cn_date

# How far an awaited period is drawn: long enough to be seen, no promise about its length.
AHEAD = timedelta(days=183)
STEPS = (1, 3, 6, 12, 24, 60)
MOST_TICKS = 12


@dataclass(frozen=True)
class Lane:
    """One clock. An awaited one has neither start nor end, only a day before which it cannot
    begin. `computed` is set where two people settled another end."""

    label: str
    start: date | None
    end: date | None
    safe: date | None = None
    computed: date | None = None
    not_before: date | None = None
    is_probation: bool = False

    @property
    def days(self) -> list[date]:
        """Every day the line has to reach."""
        known = [self.start, self.end, self.safe, self.computed, self.not_before]
        return [day for day in known if day is not None]


@dataclass(frozen=True)
class MarkRow:
    """Records of one kind; `shape` is disc, ring or diamond."""

    label: str
    shape: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class DrawnLane:
    """`words` and `sentence` say what the bar shows; coordinates are empty where nothing is."""

    lane: Lane
    words: str
    sentence: str
    is_over: bool
    text_y: str
    bar_y: str
    x: str
    width: str
    filled: str
    end_x: str
    safe_x: str
    computed_x: str


@dataclass(frozen=True)
class DrawnMark:
    mark: Mark
    x: str
    y: str

    @property
    def sentence(self) -> str:
        return f"{cn_date(self.mark.on)} {self.mark.label}"


@dataclass(frozen=True)
class DrawnRow:
    row: MarkRow
    text_y: str
    line_y: str
    marks: tuple[DrawnMark, ...]


@dataclass(frozen=True)
class Tick:
    x: str
    anchor: str
    label: str


@dataclass(frozen=True)
class ClockLanes:
    lanes: tuple[Lane, ...]
    rows: tuple[MarkRow, ...]
    today: date

    WIDTH = WIDTH
    TOP = 30
    """Below the words of today."""
    PITCH = 52
    TEXT = 16
    BAR = 24
    BAR_HEIGHT = 14
    LEVEL = 16
    MARK = 6
    """Half the size of a mark."""
    FOOT = 30

    def __bool__(self) -> bool:
        return bool(self.lanes)

    @cached_property
    def line(self) -> Line:
        """Whole months around everything, today included."""
        days = [self.today, *(day for lane in self.lanes for day in lane.days)]
        days += [mark.on for row in self.rows for mark in row.marks]
        ahead = [
            (lane.not_before or self.today) + AHEAD for lane in self.lanes if lane.start is None
        ]
        last = max(days + ahead)
        end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        return Line(min(days).replace(day=1), end)

    @cached_property
    def drawn_lanes(self) -> tuple[DrawnLane, ...]:
        return tuple(
            self._draw(lane, self.TOP + place * self.PITCH) for place, lane in enumerate(self.lanes)
        )

    def _draw(self, lane: Lane, top: int) -> DrawnLane:
        bar = None if lane.start is None else _bar_of(lane, lane.start, self.today)
        words, sentence = _told(lane, bar)
        begins = lane.start or lane.not_before or self.today
        left = self.line.x(begins)
        right = self.line.x(lane.end or self.line.last, evening=True)
        until = min(self.today, lane.end or self.today)
        filled = max(0.0, self.line.x(until, evening=True) - left) if bar else 0.0
        return DrawnLane(
            lane=lane,
            words=words,
            sentence=sentence,
            is_over=bar is not None and bar.is_over,
            text_y=text_of(top + self.TEXT),
            bar_y=text_of(top + self.BAR),
            x=text_of(left),
            width=text_of(right - left),
            filled=text_of(filled),
            end_x="" if lane.end is None else text_of(right),
            safe_x=self._at(lane.safe),
            computed_x="" if lane.computed == lane.end else self._at(lane.computed, evening=True),
        )

    def _at(self, day: date | None, *, evening: bool = False) -> str:
        return "" if day is None else text_of(self.line.x(day, evening=evening))

    @cached_property
    def drawn_rows(self) -> tuple[DrawnRow, ...]:
        return tuple(self._rows())

    def _rows(self) -> Iterator[DrawnRow]:
        top = self.TOP + len(self.lanes) * self.PITCH
        for row in self.rows:
            placed = list(self._placed(row))
            levels = 1 + max((level for _, _, level in placed), default=0)
            line_y = top + self.BAR + self.LEVEL * levels
            yield DrawnRow(
                row,
                text_of(top + self.TEXT),
                text_of(line_y),
                tuple(
                    DrawnMark(mark, text_of(x), text_of(line_y - self.LEVEL * level))
                    for mark, x, level in placed
                ),
            )
            top = line_y + self.MARK + 6

    def _placed(self, row: MarkRow) -> Iterator[tuple[Mark, float, int]]:
        """Marks that would cover each other stand above each other."""
        taken: list[float] = []
        for mark in sorted(row.marks, key=lambda each: each.on):
            x = self.line.x(mark.on)
            free = (n for n, last in enumerate(taken) if x - last > 2 * self.MARK + 2)
            level = next(free, len(taken))
            taken[level:] = [x, *taken[level + 1 :]]
            yield mark, x, level

    @cached_property
    def axis_y(self) -> float:
        if self.drawn_rows:
            return float(self.drawn_rows[-1].line_y) + self.MARK + 10
        return self.TOP + len(self.lanes) * self.PITCH

    @property
    def axis(self) -> str:
        return text_of(self.axis_y)

    @property
    def tick_y(self) -> str:
        return text_of(self.axis_y + 20)

    @property
    def view_box(self) -> str:
        return f"0 0 {self.WIDTH} {text_of(self.axis_y + self.FOOT)}"

    @property
    def today_x(self) -> str:
        return self._at(self.today)

    @property
    def today_anchor(self) -> str:
        return _anchor(self.line.x(self.today), 90)

    @cached_property
    def ticks(self) -> tuple[Tick, ...]:
        """First days of months, so far apart that their words do not touch."""
        first, last = self.line.first, self.line.last
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        step = next((each for each in STEPS if months / each <= MOST_TICKS), STEPS[-1])
        days = [day for day in _months(first, last) if _is_on(day, step)]
        return tuple(self._tick(day, is_first=day == days[0]) for day in days)

    def _tick(self, day: date, *, is_first: bool) -> Tick:
        """The first one also says its year."""
        x = self.line.x(day)
        label = f"{day.year}年" if is_first or day.month == 1 else ""
        label += f"{day.month}月" if day.month > 1 else ""
        return Tick(text_of(x), _anchor(x, 45), label)

    @property
    def desc(self) -> str:
        told = [lane.sentence for lane in self.drawn_lanes]
        told += [f"{row.label}{len(row.marks)}次" for row in self.rows]
        return "；".join(told)


def _bar_of(lane: Lane, start: date, today: date) -> PeriodBar:
    return period_bar(Span(lane.label, start, lane.end), today=today)


def _told(lane: Lane, bar: PeriodBar | None) -> tuple[str, str]:
    """(beside the bar, for those who hear the page)."""
    if bar is None:
        words = "起止日待定，自恢复党员权利之日起算"
        return words, f"{lane.label}{words}"
    end = cn_date(lane.end) if lane.end is not None else "待定"
    return f"{cn_date(bar.span.start)}至{end}，{bar.left_words}", bar.sentence


def _anchor(x: float, margin: float) -> str:
    """Words keep inside the drawing."""
    if x < margin:
        return "start"
    return "end" if x > WIDTH - margin else "middle"


def _months(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _is_on(day: date, step: int) -> bool:
    return (day.year * 12 + day.month - 1) % step == 0
