"""Patterns of a beat: which days it strikes, how often, and where it is silent."""

from datetime import date, timedelta

from hypothesis import strategies as st

from workdays.rules import Calendar

DAY = timedelta(days=1)
# 2026: National Day and the make-up Saturday after it; enough for steps to meet rest days.
HOLIDAYS = {date(2026, 10, day): False for day in range(1, 9)} | {date(2026, 10, 10): True}
CALENDAR = Calendar(special=HOLIDAYS, years=frozenset({2026}))


@st.composite
def beats(draw, first: date, last: date):
    """Days on which the sweep ran, in order and some twice; one silence lasts 21 days; it ran on
    the last day, as a start-up would."""
    silent_from = draw(st.integers(0, max((last - first).days - 21, 0)))
    steps = draw(st.lists(st.sampled_from([0, 1, 1, 1, 1, 2, 5]), min_size=5, max_size=90))
    day, days = first, []
    for step in steps:
        day += step * DAY
        if day >= last:
            break
        if not silent_from <= (day - first).days < silent_from + 21:
            days.append(day)
    return [*days, last]


def every_day(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]
