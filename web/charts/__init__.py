"""Charts as numbers: templates draw them as SVG, with the same numbers in a table beside them."""

from web.charts.bars import BarRow, Bars, Dot
from web.charts.drawing import FONT
from web.charts.lanes import ClockLanes, Lane, MarkRow
from web.charts.period import Mark, PeriodBar, PeriodBars, Span, period_bar, period_bars
from web.charts.radar import Axis, Radar, in_two_lines

__all__ = [
    "FONT",
    "Axis",
    "BarRow",
    "Bars",
    "ClockLanes",
    "Dot",
    "Lane",
    "Mark",
    "MarkRow",
    "PeriodBar",
    "PeriodBars",
    "Radar",
    "Span",
    "in_two_lines",
    "period_bar",
    "period_bars",
]
