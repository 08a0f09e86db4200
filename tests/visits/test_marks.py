"""Marks of ends: each step once, whatever weeks were missed and wherever the end moved."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Clock, Decision, Dossier, Policy
from tests import factories
from visits.actions import Marked, mark_clocks
from visits.choices import MarkWithdrawal
from visits.models import ClockMark
from visits.rules.marks import AFTER, due_on, is_late, steps_due, words

DAY = timedelta(days=1)
# Party warning of 2025-10-15, 12 months by convention A.
END = date(2026, 10, 14)
REMINDERS = (60, 30, 7)
FIRST, LAST = date(2026, 5, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)


@pytest.fixture
def dossier():
    found = factories.decision(
        factories.cadre(factories.work_unit()), factories.office(), decided_on=date(2025, 10, 15)
    ).dossier
    assert found.overall_end == END
    return found


def move(dossier, end):
    """As a correction would leave it: one clock, and the dossier knows its end."""
    Clock.objects.filter(decision__dossier=dossier).update(end=end, first_free=end + DAY)
    Dossier.objects.filter(pk=dossier.pk).update(overall_end=end, active_to=end)


def live(dossier):
    """(of the whole dossier, step, end) of what stands; each mark is there once."""
    rows = ClockMark.objects.filter(dossier=dossier)
    keys = list(rows.values_list("decision", "slot", "step", "end"))
    assert len(keys) == len(set(keys))
    return {(mark.is_whole, mark.step, mark.end) for mark in rows.live()}


def withdrawn(dossier):
    rows = ClockMark.objects.filter(dossier=dossier, withdrawn_on__isnull=False)
    return {(row.step, row.end, row.withdrawal, row.withdrawn_on) for row in rows}


def of_clock(end, *steps):
    return {(False, step, end) for step in steps}


# The rule by itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "steps"),
    [
        (date(2026, 8, 14), ()),
        (date(2026, 8, 15), (60,)),
        (date(2026, 9, 14), (60, 30)),
        (date(2026, 10, 6), (60, 30)),
        (date(2026, 10, 7), (60, 30, 7)),
        (date(2026, 10, 14), (60, 30, 7)),
        (date(2026, 10, 15), (60, 30, 7, AFTER)),
    ],
)
def test_a_step_comes_on_its_day_and_the_last_the_day_after_the_end(on, steps):
    assert steps_due(END, on=on, reminders=REMINDERS) == steps


def test_nothing_comes_before_the_office_began_nor_after_the_file_was_shut():
    later = date(2027, 1, 1)

    def steps(**limits):
        return steps_due(END, on=later, reminders=REMINDERS, **limits)

    assert steps(since=date(2026, 9, 14)) == (30, 7, AFTER)
    assert steps(until=date(2026, 10, 7)) == (60, 30, 7)
    assert steps(since=date(2026, 10, 16)) == ()


@given(
    moves=st.lists(st.tuples(st.integers(1, 60), st.dates(date(2026, 7, 1), LAST)), max_size=5),
    gaps=st.lists(st.integers(1, 45), min_size=1, max_size=8),
)
def test_missed_weeks_lead_to_the_same_marks_as_daily_runs(moves, gaps):
    """Marks are what the rule says of the present end: running daily or seldom, one result."""
    changes, day = {}, FIRST
    for days, end in moves:
        day += days * DAY
        changes[day] = end
    stops, last = set(), FIRST
    for gap in gaps:
        last += gap * DAY
        stops.add(last)
    daily, seldom, end = {}, {}, END
    day = FIRST
    while day <= last:
        end = changes.get(day, end)
        should = {(step, end) for step in steps_due(end, on=day, reminders=REMINDERS)}
        daily = swept(daily, should)
        if day in stops:
            seldom = swept(seldom, should)
            assert standing(seldom) == standing(daily)
        day += DAY


def swept(marks, should):
    """Key → whether it stands: made once, taken back, revived, never doubled."""
    return {key: key in should for key in {*marks, *should}}


def standing(marks):
    return {key for key, stands in marks.items() if stands}


def test_a_mark_says_what_it_tells_and_when_it_came_late():
    assert [words(step, is_whole=False) for step in (60, 30, 7, AFTER)] == [
        "距届满60天",
        "距届满30天",
        "距届满7天",
        "影响期届满",
    ]
    assert words(AFTER, is_whole=True) == "各项影响期均已届满"
    assert not is_late(END, 30, made_on=date(2026, 9, 14))
    assert is_late(END, 30, made_on=date(2026, 9, 15))


# Through the database ----------------------------------------------------------------------


@pytest.mark.django_db
def test_marks_come_one_by_one_and_the_bundle_the_day_after_the_end(dossier):
    assert mark_clocks([dossier.pk], on=date(2026, 8, 14)) == Marked()
    assert mark_clocks([dossier.pk], on=date(2026, 8, 15)) == Marked(added=1)
    assert mark_clocks([dossier.pk], on=date(2026, 8, 15)) == Marked()
    assert mark_clocks([dossier.pk], on=END) == Marked(added=2)
    assert mark_clocks([dossier.pk], on=END + DAY) == Marked(added=2)
    assert live(dossier) == of_clock(END, 60, 30, 7, AFTER) | {(True, AFTER, END)}
    made = dict(ClockMark.objects.of_clocks().values_list("step", "made_on"))
    assert made == {60: date(2026, 8, 15), 30: END, 7: END, AFTER: END + DAY}
    late = {mark.step for mark in ClockMark.objects.of_clocks() if mark.is_late}
    assert late == {30, 7}


@pytest.mark.django_db
def test_an_end_that_moved_takes_its_marks_along(dossier):
    mark_clocks([dossier.pk], on=date(2026, 9, 20))
    later = date(2026, 11, 14)
    move(dossier, later)
    assert mark_clocks([dossier.pk], on=date(2026, 9, 21)) == Marked(added=1, withdrawn=2)
    assert live(dossier) == of_clock(later, 60)
    assert withdrawn(dossier) == {
        (60, END, MarkWithdrawal.MOVED, date(2026, 9, 21)),
        (30, END, MarkWithdrawal.MOVED, date(2026, 9, 21)),
    }
    move(dossier, END)
    assert mark_clocks([dossier.pk], on=date(2026, 9, 22)) == Marked(revived=2, withdrawn=1)
    assert live(dossier) == of_clock(END, 60, 30)


@pytest.mark.django_db
def test_the_bundle_comes_again_only_when_the_end_moved_and_ended_anew(dossier):
    mark_clocks([dossier.pk], on=END + DAY)
    later = date(2026, 11, 30)
    move(dossier, later)
    mark_clocks([dossier.pk], on=date(2026, 11, 1))
    assert live(dossier) == of_clock(later, 60, 30)
    mark_clocks([dossier.pk], on=later + DAY)
    assert {key for key in live(dossier) if key[0]} == {(True, AFTER, later)}


@pytest.mark.django_db
def test_nothing_is_marked_while_restoration_is_awaited(dossier):
    mark_clocks([dossier.pk], on=date(2026, 8, 20))
    rows = Dossier.objects.filter(pk=dossier.pk)
    rows.update(awaiting_restoration=True, overall_end=None)
    assert mark_clocks([dossier.pk], on=date(2026, 12, 1)) == Marked(withdrawn=1)
    assert [row[2] for row in withdrawn(dossier)] == [MarkWithdrawal.AWAITING]
    rows.update(awaiting_restoration=False, overall_end=END)
    mark_clocks([dossier.pk], on=date(2026, 12, 1))
    assert live(dossier) == of_clock(END, 60, 30, 7, AFTER) | {(True, AFTER, END)}


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["annulled", "void"])
def test_marks_of_an_annulled_decision_are_taken_back(dossier, status):
    mark_clocks([dossier.pk], on=date(2026, 9, 20))
    Decision.objects.filter(dossier=dossier).update(status=status)
    Dossier.objects.filter(pk=dossier.pk).update(overall_end=None)
    assert mark_clocks([dossier.pk], on=date(2026, 9, 21)) == Marked(withdrawn=2)
    assert {row[2] for row in withdrawn(dossier)} == {MarkWithdrawal.ANNULLED}


@pytest.mark.django_db
def test_a_file_shut_by_a_death_keeps_what_came_before(dossier):
    mark_clocks([dossier.pk], on=date(2026, 9, 20))
    Dossier.objects.filter(pk=dossier.pk).update(
        status=DossierStatus.ENDED,
        opened_on=date(2025, 10, 15),
        closed_on=date(2026, 9, 20),
        active_to=date(2026, 9, 1),
    )
    assert mark_clocks([dossier.pk], on=date(2026, 12, 1)) == Marked(withdrawn=1)
    assert live(dossier) == of_clock(END, 60)
    assert {row[:3] for row in withdrawn(dossier)} == {(30, END, MarkWithdrawal.SHUT)}


@pytest.mark.django_db
def test_a_void_file_keeps_no_marks(dossier):
    mark_clocks([dossier.pk], on=date(2026, 9, 20))
    Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.CLEARED)
    mark_clocks([dossier.pk], on=date(2026, 9, 21))
    assert live(dossier) == set()
    assert {row[2] for row in withdrawn(dossier)} == {MarkWithdrawal.SHUT}


@pytest.mark.django_db
def test_an_end_before_the_office_began_is_not_swept(dossier):
    Policy.objects.filter(office=dossier.owner).update(duties_from=END + 2 * DAY)
    assert mark_clocks([dossier.pk], on=date(2026, 12, 1)) == Marked()


@pytest.mark.django_db
def test_the_end_of_a_probation_is_no_end_of_a_period(dossier):
    Clock.objects.filter(decision__dossier=dossier).update(kind="probation", slot="probation")
    mark_clocks([dossier.pk], on=END + DAY)
    assert live(dossier) == {(True, AFTER, END)}


@pytest.mark.django_db
def test_the_office_chooses_the_days_of_its_reminders(dossier):
    mark_clocks([dossier.pk], on=date(2026, 9, 20))
    Policy.objects.filter(office=dossier.owner).update(clock_reminders=[90, 30])
    assert mark_clocks([dossier.pk], on=date(2026, 9, 20)) == Marked(added=1, withdrawn=1)
    assert live(dossier) == of_clock(END, 90, 30)
    assert {row[:3] for row in withdrawn(dossier)} == {(60, END, MarkWithdrawal.STEPS)}


@pytest.mark.django_db
def test_an_earlier_day_takes_nothing_back(dossier):
    mark_clocks([dossier.pk], on=END + DAY)
    assert mark_clocks([dossier.pk], on=date(2026, 8, 20)) == Marked()


@pytest.mark.django_db
def test_each_clock_of_a_dossier_is_marked_by_itself(dossier):
    second = factories.decision(
        dossier.cadre, dossier.owner, measure="AD1", decided_on=date(2025, 11, 20)
    )
    mark_clocks([dossier.pk], on=date(2026, 10, 15))
    ends = set(ClockMark.objects.live().of_clocks().values_list("decision", "end", "step"))
    assert {step for pk, end, step in ends if pk == second.pk and end > END} == {60}
    assert {step for pk, _, step in ends if pk != second.pk} == {60, 30, 7, AFTER}
    assert not ClockMark.objects.of_the_end().exists()
    nearest = ClockMark.objects.running(today=date(2026, 10, 15))
    assert [(mark.decision_id, mark.step) for mark in nearest] == [(second.pk, 60)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"slot": "bar", "step": AFTER},
        {"slot": "", "step": 60},
        {"slot": "", "step": AFTER, "withdrawn_on": END},
        {"slot": "", "step": AFTER, "withdrawal": "moved"},
    ],
)
def test_the_database_refuses_a_mark_that_contradicts_itself(dossier, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockMark.objects.create(dossier=dossier, end=END, made_on=END, **wrong)


@pytest.mark.django_db
def test_the_database_refuses_a_second_mark(dossier):
    mark_clocks([dossier.pk], on=END + DAY)
    for mark in (ClockMark.objects.of_clocks().first(), ClockMark.objects.of_the_end().get()):
        mark.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            mark.save()


@pytest.mark.django_db
def test_marks_are_the_offices_business(dossier):
    mark_clocks([dossier.pk], on=END)
    officer = factories.user(Role.OFFICER, dossier.owner)
    helper = factories.user(Role.HELPER, dossier.cadre.unit)
    factories.helper(dossier, account=helper)
    assert ClockMark.objects.visible_to(officer).count() == 3
    assert not ClockMark.objects.visible_to(helper).exists()


HISTORY = st.lists(
    st.fixed_dictionaries(
        {
            "on": DAYS,
            "end": st.just(END) | DAYS,
            "awaiting": st.integers(0, 5).map(lambda number: number == 0),
            "status": st.sampled_from(["visiting", "visiting", "visiting", "closed", "ended"]),
            "shut_on": DAYS,
            "since": st.none() | DAYS,
            "reminders": st.just([60, 30, 7]) | st.lists(st.sampled_from([90, 60, 45, 7, 1])),
        }
    ),
    min_size=1,
    max_size=5,
)


@given(history=HISTORY)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
@pytest.mark.django_db
def test_the_statement_equals_the_rule_after_any_history(dossier, history):
    with transaction.atomic():
        for facts in history:
            happen(dossier, facts)
            mark_clocks([dossier.pk], on=facts["on"])
            stands = {key for key in live(dossier) if due_on(key[2], key[1]) <= facts["on"]}
            assert stands == should(facts)
            assert mark_clocks([dossier.pk], on=facts["on"]) == Marked()
        transaction.set_rollback(True)


def happen(dossier, facts):
    move(dossier, facts["end"])
    Policy.objects.filter(office=dossier.owner).update(
        duties_from=facts["since"], clock_reminders=facts["reminders"]
    )
    Dossier.objects.filter(pk=dossier.pk).update(
        status=facts["status"],
        overall_end=None if facts["awaiting"] else facts["end"],
        awaiting_restoration=facts["awaiting"],
        opened_on=FIRST,
        active_to=facts["shut_on"],
        active_from=min(FIRST, facts["shut_on"]),
        closed_on=facts["shut_on"] if facts["status"] == "closed" else None,
    )


def should(facts):
    if facts["awaiting"]:
        return set()
    shut = facts["shut_on"] if facts["status"] in {"closed", "ended"} else None
    steps = steps_due(
        facts["end"],
        on=facts["on"],
        reminders=facts["reminders"],
        since=facts["since"],
        until=shut,
    )
    whole = {(True, AFTER, facts["end"])} if AFTER in steps else set()
    return of_clock(facts["end"], *steps) | whole
