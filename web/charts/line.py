"""Days along a width: a day's x is its morning, a span ends in the evening of its last day."""

from dataclasses import dataclass
from datetime import date

WIDTH = 1000


@dataclass(frozen=True)
class Line:
    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def x(self, day: date, *, evening: bool = False) -> float:
        days = (self.last - self.first).days + 1
        return WIDTH * ((day - self.first).days + evening) / days
