"""月报 and 年报 on values only: which periods are owed, by when, told when."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reminders.patterns import CALENDAR
from visits.choices.reporting import ReportKind
from visits.rules.organ_reports import (
    LEADS,
    ReportingOrgan,
    ReportTerms,
    days_of,
    kind_of,
    owed_reports,
    period_words,
)

MONTHLY, YEARLY = ReportKind.MONTHLY, ReportKind.YEARLY
DAY = timedelta(days=1)
RULES = ReportTerms(date(2026, 6, 1), monthly_day=5, yearly_day=15)
TOWN = ReportingOrgan(MONTHLY, date(2026, 3, 25))
OFFICE = ReportingOrgan(YEARLY)


def periods(organ, *terms, on):
    return [each.period for each in owed_reports(organ, terms, on=on)]


def test_a_month_is_due_on_the_fifth_of_the_next():
    [june, july] = owed_reports(TOWN, [RULES], on=date(2026, 8, 1))
    assert (june.period, june.first, june.last, june.due_on) == (
        "2026-06", date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 5),
    )  # fmt: skip
    assert (july.period, july.due_on) == ("2026-07", date(2026, 8, 5))


def test_a_year_is_due_on_the_fifteenth_of_january():
    [year] = owed_reports(OFFICE, [RULES], on=date(2027, 2, 1))
    assert (year.period, year.due_on) == ("2026", date(2027, 1, 15))


def test_december_is_due_in_the_next_year():
    assert owed_reports(TOWN, [RULES], on=date(2027, 1, 1))[-1].due_on == date(2027, 1, 5)


def test_nobody_owes_where_no_rule_asks():
    never = ReportTerms(date(2020, 1, 1))
    assert periods(TOWN, never, on=date(2026, 9, 30)) == []
    assert periods(OFFICE, never, on=date(2027, 9, 30)) == []


def test_what_had_ended_before_the_rule_began_is_never_owed():
    later = ReportTerms(date(2026, 8, 31), monthly_day=5)
    assert periods(TOWN, later, on=date(2026, 10, 1)) == ["2026-08", "2026-09"]
    later = ReportTerms(date(2026, 9, 1), monthly_day=5)
    assert periods(TOWN, later, on=date(2026, 10, 1)) == ["2026-09"]


def test_a_period_goes_by_the_version_of_its_last_day():
    terms = (RULES, ReportTerms(date(2026, 8, 1), monthly_day=10), ReportTerms(date(2026, 9, 1)))
    found = owed_reports(TOWN, terms, on=date(2026, 12, 1))
    assert [(each.period, each.due_on) for each in found] == [
        ("2026-06", date(2026, 7, 5)),
        ("2026-07", date(2026, 8, 5)),
        ("2026-08", date(2026, 9, 10)),
    ]


def test_nothing_is_owed_of_the_time_before_the_office_began():
    since = ReportTerms(date(2026, 1, 1), monthly_day=5, duties_from=date(2026, 7, 1))
    assert periods(TOWN, since, on=date(2026, 9, 1)) == ["2026-07", "2026-08"]


def test_an_organ_reports_while_it_has_a_file_in_hand():
    town = ReportingOrgan(MONTHLY, date(2026, 7, 31), date(2026, 9, 1))
    assert periods(town, RULES, on=date(2026, 12, 1)) == ["2026-07", "2026-08", "2026-09"]


def test_the_running_month_is_not_owed_and_the_running_year_is_told_on_its_last_day():
    assert periods(TOWN, RULES, on=date(2026, 7, 31))[-1] == "2026-06"
    assert periods(OFFICE, RULES, on=date(2026, 12, 30)) == []
    assert periods(OFFICE, RULES, on=date(2026, 12, 31)) == ["2026"]


def test_the_reminder_moves_for_a_rest_day_and_the_due_day_does_not():
    # 2026-10-03 lies in the holidays, which end on the eighth.
    september = owed_reports(TOWN, [RULES], on=date(2026, 10, 1))[-1]
    assert september.due_on == date(2026, 10, 5)
    assert september.told_on(calendar=CALENDAR) == date(2026, 10, 9)
    # 2026-08-05 and two days before it are working days.
    july = owed_reports(TOWN, [RULES], on=date(2026, 8, 1))[-1]
    assert july.told_on(calendar=CALENDAR) == date(2026, 8, 3)


def test_late_is_the_day_after():
    [june] = owed_reports(TOWN, [RULES], on=date(2026, 7, 5))
    assert not june.is_late(today=date(2026, 7, 5))
    assert june.is_late(today=date(2026, 7, 6))


@pytest.mark.parametrize(
    ("period", "kind", "words", "first", "last"),
    [
        ("2026-02", MONTHLY, "2026年2月月报", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026-12", MONTHLY, "2026年12月月报", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026", YEARLY, "2026年年报", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_says_its_kind_its_words_and_its_days(period, kind, words, first, last):
    assert (kind_of(period), period_words(period), days_of(period)) == (kind, words, (first, last))


VERSIONS = st.lists(
    st.builds(
        ReportTerms,
        valid_from=st.dates(date(2025, 1, 1), date(2027, 6, 30)),
        monthly_day=st.sampled_from([0, 1, 5, 28]),
        yearly_day=st.sampled_from([0, 1, 15, 31]),
        duties_from=st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    ),
    max_size=4,
    unique_by=lambda each: each.valid_from,
)


def day_by_day(organ, terms, *, on):
    """Every day that closes a period, judged by itself."""
    found = []
    day = date(2024, 1, 1)
    while day < date(2029, 1, 1):
        after = day + DAY
        closes = after.day == 1 and (organ.kind == MONTHLY or after.month == 1)
        if closes:
            first = day.replace(day=1) if organ.kind == MONTHLY else day.replace(month=1, day=1)
            begun = [each for each in terms if each.valid_from <= day]
            rules = max(begun, key=lambda each: each.valid_from, default=None)
            asked = rules.day(organ.kind) if rules else 0
            in_hand = organ.first <= day and (organ.last is None or organ.last >= first)
            counts = rules is not None and (rules.duties_from or day) <= day
            due = day + asked * DAY
            if asked and in_hand and counts and (day < on or due - LEADS[organ.kind] <= on):
                found.append((first, day, due))
        day = after
    return found


@settings(max_examples=300)
@given(
    st.sampled_from([MONTHLY, YEARLY]),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.none() | st.integers(0, 800),
    VERSIONS,
    st.dates(date(2025, 1, 1), date(2028, 6, 30)),
)
def test_the_rule_agrees_with_a_look_at_every_day(kind, first, length, terms, on):
    last = None if length is None else first + length * DAY
    organ = ReportingOrgan(kind, first, last)
    found = owed_reports(organ, terms, on=on)
    assert [(each.first, each.last, each.due_on) for each in found] == day_by_day(
        organ, terms, on=on
    )


@settings(max_examples=100)
@given(VERSIONS, st.dates(date(2025, 1, 1), date(2028, 6, 30)), st.integers(0, 60))
def test_what_is_owed_on_a_day_stays_owed(terms, on, days):
    """A later look never takes back what an earlier one found."""
    before = owed_reports(TOWN, terms, on=on)
    assert owed_reports(TOWN, terms, on=on + days * DAY)[: len(before)] == before
