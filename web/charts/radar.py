"""A radar of some axes: this round solid, the last one dashed, no label cut."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import SupportsFloat

from web.charts.drawing import FONT, FULL, text_of


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
        middle = (text_of(self.WIDTH / 2), text_of(self.HEIGHT / 2))
        ends = (self._at(index, FULL) for index in range(len(self.axes)))
        return tuple((*middle, text_of(x), text_of(y)) for x, y in ends)

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
        return " ".join(f"{text_of(x)},{text_of(y)}" for x, y in found)

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
            text_of(x),
            anchor,
            tuple((text_of(first + n * FONT * 1.15), line) for n, line in enumerate(lines)),
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
