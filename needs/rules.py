"""When an answer is due, how late it is, and how many needs were met; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# No regulation names a term; practice E.2 uses 30 days for what is handed to a unit.
USUAL_DAYS = 30


def usual_due(on: date) -> date:
    """Counted from the day of registration: what is entered late from paper is not late at once."""
    return on + timedelta(days=USUAL_DAYS)


@dataclass(frozen=True, slots=True)
class Life:
    """As much of a need as the figures ask for."""

    asked_on: date
    answered_on: date | None
    is_solved: bool


@dataclass(frozen=True, slots=True)
class Solved:
    """`days`: the mean from asking to the answer of those that were met, None without any."""

    asked: int
    solved: int
    explained: int
    days: int | None

    @property
    def waiting(self) -> int:
        return self.asked - self.solved - self.explained

    @property
    def share(self) -> int | None:
        """In whole per cent of all that were asked."""
        return (self.solved * 200 + self.asked) // (2 * self.asked) if self.asked else None


def solved_share(lives: Iterable[Life]) -> Solved:
    found = list(lives)
    answered = [each for each in found if each.answered_on is not None]
    took = [
        (each.answered_on - each.asked_on).days
        for each in answered
        if each.is_solved and each.answered_on is not None
    ]
    return Solved(
        asked=len(found),
        solved=len(took),
        explained=len(answered) - len(took),
        days=(2 * sum(took) + len(took)) // (2 * len(took)) if took else None,
    )
