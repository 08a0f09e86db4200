"""How long a session lives."""

from datetime import UTC, datetime, timedelta

import pytest

from signin.choices import Ending
from signin.rules.limits import Limits, Moments, can_be_prolonged, ending, is_recent, seconds_left

AT = datetime(2026, 9, 30, 9, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(minutes=15), whole=timedelta(hours=8))


def moments(*, born: float = 0, seen: float = 0) -> Moments:
    """Minutes ago."""
    return Moments(born=AT - timedelta(minutes=born), seen=AT - timedelta(minutes=seen))


@pytest.mark.parametrize(
    ("born", "seen", "why"),
    [
        (14.99, 14.99, None),
        (15, 15, Ending.IDLE),
        (300, 14.99, None),
        (300, 15.01, Ending.IDLE),
        (479.9, 1, None),
        (480, 1, Ending.WHOLE_DAY),
        (600, 600, Ending.WHOLE_DAY),
    ],
)
def test_a_session_ends_by_rest_or_by_age(born, seen, why):
    assert ending(moments(born=born, seen=seen), LIMITS, at=AT) == why


@pytest.mark.parametrize(
    ("born", "seen", "left"), [(0, 0, 900), (60, 5, 600), (475, 0, 300), (0, 20, 0)]
)
def test_the_time_left_is_the_nearer_of_both(born, seen, left):
    assert seconds_left(moments(born=born, seen=seen), LIMITS, at=AT) == left


def test_the_longest_time_cannot_be_prolonged():
    assert can_be_prolonged(moments(born=60), LIMITS)
    assert not can_be_prolonged(moments(born=470), LIMITS)


@pytest.mark.parametrize(("minutes", "recent"), [(0, True), (9.9, True), (10, False), (-1, False)])
def test_a_confirmation_counts_for_ten_minutes(minutes, recent):
    confirmed = AT - timedelta(minutes=minutes)
    assert is_recent(confirmed, timedelta(minutes=10), at=AT) is recent


def test_no_confirmation_is_not_recent():
    assert not is_recent(None, timedelta(minutes=10), at=AT)
