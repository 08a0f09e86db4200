"""Horizontal bars from 0 to 100, with dots and the mark of the last round."""

from dataclasses import dataclass
from functools import cached_property
from typing import SupportsFloat

from web.charts.drawing import FULL, text_of


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
    tick_y: str
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
    TICK_HEIGHT = 18

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
            label_y=text_of(top + self.LABEL_Y),
            bar_y=text_of(top + self.BAR_Y),
            tick_y=text_of(top + self.BAR_Y - (self.TICK_HEIGHT - self.BAR_HEIGHT) / 2),
            dot_y=text_of(top + self.BAR_Y + self.BAR_HEIGHT / 2),
            width="" if row.value is None else self._x(row.value),
            before_x="" if row.before is None else self._x(row.before),
            dots=tuple((self._x(dot.value), dot.label) for dot in row.dots),
        )

    def _x(self, value: SupportsFloat) -> str:
        return text_of(max(0.0, min(1.0, float(value) / FULL)) * self.WIDTH)
