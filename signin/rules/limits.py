"""How long a session lives, and how long a confirmation counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from signin.choices import Ending


@dataclass(frozen=True)
class Limits:
    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class Moments:
    """When a session began, was last used, and last had its owner confirmed."""

    born: datetime
    seen: datetime
    confirmed: datetime | None = None


def ending(moments: Moments, limits: Limits, *, at: datetime) -> Ending | None:
    if at - moments.born >= limits.whole:
        return Ending.WHOLE_DAY
    if at - moments.seen >= limits.idle:
        return Ending.IDLE
    return None


def seconds_left(moments: Moments, limits: Limits, *, at: datetime) -> int:
    """Until the session ends if nothing more is done."""
    end = min(moments.seen + limits.idle, moments.born + limits.whole)
    return max(0, int((end - at).total_seconds()))


def can_be_prolonged(moments: Moments, limits: Limits) -> bool:
    """Not when the longest time ends before the idle limit would."""
    return moments.seen + limits.idle < moments.born + limits.whole


def is_recent(confirmed: datetime | None, window: timedelta, *, at: datetime) -> bool:
    return confirmed is not None and timedelta(0) <= at - confirmed < window
