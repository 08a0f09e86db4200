"""Steps, rest days and silences: who is told when, on values only."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reminders.choices import Level, Reason, State
from reminders.rules.steps import LADDERS, rungs_of
from reminders.rules.telling import Duty, Entry, Key, come, next_day, reach, swept, told_on
from tests.reminders.patterns import CALENDAR, DAY, beats, every_day
from visits.choices import ObligationKind

POLICY = {"talk_reminders": [30, 15, 7, 1], "clock_reminders": [60, 30, 7]}
DUE = date(2026, 9, 30)


def rungs(kind, **policy):
    return tuple(rungs_of(kind, **{**POLICY, **policy}))


def steps(kind, level, **policy):
    return next(rung.days for rung in rungs(kind, **policy) if rung.level == level)


def talk(due_on=DUE, **facts):
    return Duty(1, due_on, rungs("talk"), **facts)


def run(days, duties, kept=None):
    """`duties`: of a day, or the same for all."""
    found = dict(kept or {})
    for day in days:
        today = duties(day) if callable(duties) else duties
        found = swept(found, today, on=day, calendar=CALENDAR)
    return found


def open_steps(found):
    return {key.level: key.step for key, entry in found.items() if entry.state == State.OPEN}


# practice E.2, the columns 「Reminders」 and 「Escalation」, typed off the page.
E2 = [
    ("notice", [-5], Level.DIRECTOR),
    ("announce", [-10, -3], Level.OFFICE),
    ("filing", [-10, -3], Level.OFFICE),
    ("pay_change", [-10, -3], Level.OFFICE),
    ("execution_report", [-30, -7], Level.OFFICE),
    ("helper", [-10, -3], Level.OFFICE),
    ("assessment", [-7], Level.DIRECTOR),
    ("plan", [-7], Level.LEADER),
    ("first_visit", [-14, -3], Level.DIRECTOR),
    ("yearly_visit", [-60, -30, -7], Level.DIRECTOR),
    ("baseline_round", [-30], Level.DIRECTOR),
    ("final_round", [-30], Level.DIRECTOR),
    ("letter", [-7], Level.LEADER),
    ("letter_receipt", [], Level.LEADER),
    ("use_reply", [], Level.LEADER),
    ("clearing_first", [-7], Level.DIRECTOR),
    ("clearing_second", [-7], Level.DIRECTOR),
    ("issue_fix", [-7], Level.LEADER),
    ("advice_reply", [-7], Level.LEADER),
    ("restore_notice", [-3], Level.OFFICE),
]


@pytest.mark.parametrize(("kind", "before", "passed_to"), E2)
def test_a_kind_has_the_steps_of_its_row(kind, before, passed_to):
    owner = steps(kind, Level.OWNER)
    assert [day for day in owner if day < 0] == before
    assert [day for day in owner if day > 0] == [1]
    assert passed_to in {rung.level for rung in rungs(kind)}


def test_a_talk_has_the_steps_of_its_row():
    assert {rung.level: rung.days for rung in rungs("talk")} == {
        Level.OWNER: (-30, -15, -7, -1, 1, 7, 15),
        Level.UNIT: (7,),
        Level.OFFICE: (15,),
        Level.BULLETIN: tuple(range(30, 361, 30)),
    }


def test_the_policy_names_the_days_before_a_talk_and_before_an_end():
    assert steps("talk", Level.OWNER, talk_reminders=[20, 5]) == (-20, -5, 1, 7, 15)
    assert steps("talk", Level.UNIT, talk_reminders=[20, 5]) == (7,)
    # T-90 and T-10 of a visit that is due on T-30.
    assert steps("pre_expiry", Level.OWNER, clock_reminders=[90, 10]) == (-60, 1, 20)
    assert steps("pre_expiry", Level.OWNER) == (-30, 0, 1, 23)


def test_every_kind_that_is_owed_has_its_own_line():
    assert set(LADDERS) == set(ObligationKind.values)


def test_a_rest_day_hands_its_step_to_the_next_working_day():
    # 2026-10-05 lies in the holidays, 2026-10-10 is a Saturday worked in their place.
    assert told_on(date(2026, 10, 12), -7, calendar=CALENDAR) == date(2026, 10, 9)
    assert told_on(date(2026, 10, 11), -1, calendar=CALENDAR) == date(2026, 10, 10)
    assert told_on(date(2026, 10, 11), 0, calendar=CALENDAR) == date(2026, 10, 12)


@settings(max_examples=200)
@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.dates(date(2026, 1, 1), date(2026, 12, 31))
)
def test_a_step_has_come_exactly_when_its_working_day_has(due, on):
    rung = rungs("talk")[0]
    found = come(due, rung, reach=reach(on, calendar=CALENDAR))
    assert found == tuple(s for s in rung.days if told_on(due, s, calendar=CALENDAR) <= on)


def test_day_by_day_each_step_is_told_once_and_the_newest_stands():
    found = run(every_day(date(2026, 8, 20), date(2026, 11, 5)), [talk()])
    told = {(key.level, key.step): entry.told for key, entry in found.items()}
    assert told == {
        ("owner", -30): (date(2026, 8, 31),),
        ("owner", -15): (date(2026, 9, 15),),
        ("owner", -7): (date(2026, 9, 23),),
        ("owner", -1): (date(2026, 9, 29),),
        # +1 and +7 both fall within the holidays: on the day after them only the newer is told.
        ("owner", 1): (),
        ("owner", 7): (date(2026, 10, 9),),
        ("owner", 15): (date(2026, 10, 15),),
        ("unit", 7): (date(2026, 10, 9),),
        ("office", 15): (date(2026, 10, 15),),
        ("bulletin", 30): (date(2026, 10, 30),),
    }
    assert open_steps(found) == {"owner": 15, "unit": 7, "office": 15, "bulletin": 30}


def test_three_weeks_of_silence_are_followed_by_one_reminder_of_each_rung():
    before = run(every_day(date(2026, 8, 20), date(2026, 9, 1)), [talk()])
    found = run([date(2026, 9, 23)], [talk()], before)
    assert {(k.level, k.step): (e.state, e.reason, e.told) for k, e in found.items()} == {
        ("owner", -30): (State.REPLACED, "", (date(2026, 8, 31),)),
        ("owner", -15): (State.SKIPPED, Reason.MISSED, ()),
        ("owner", -7): (State.OPEN, "", (date(2026, 9, 23),)),
    }


def test_on_a_rest_day_nobody_is_told_but_what_is_met_is_closed():
    sunday = date(2026, 9, 6)
    assert run([sunday], [talk()]) == {}
    told = run([date(2026, 9, 4)], [talk()])
    met = run([sunday], [talk(state="met")], told)
    assert [entry.state for entry in met.values()] == [State.CLEARED]


def test_a_due_day_that_moves_withdraws_and_begins_anew_and_coming_back_revives():
    moved = DUE + 40 * DAY
    first = run([date(2026, 9, 4)], [talk()])
    away = run([date(2026, 9, 7)], [talk(moved)], first)
    old = Key(1, DUE, -30, "owner")
    assert away == {old: Entry(State.WITHDRAWN, Reason.MOVED, (date(2026, 9, 4),))}
    back = run([date(2026, 9, 8)], [talk()], away)
    assert back == {old: Entry(State.OPEN, "", (date(2026, 9, 4), date(2026, 9, 8)))}


@pytest.mark.parametrize(
    ("facts", "state", "reason"),
    [
        ({"state": "met"}, State.CLEARED, ""),
        ({"state": "withdrawn"}, State.WITHDRAWN, Reason.NOT_OWED),
        ({"state": "exempt"}, State.WITHDRAWN, Reason.EXEMPT),
        ({"is_paused": True}, State.WITHDRAWN, Reason.PAUSED),
    ],
)
def test_what_ends_a_duty_ends_its_reminders(facts, state, reason):
    told = run([date(2026, 9, 4)], [talk()])
    [entry] = run([date(2026, 9, 7)], [talk(**facts)], told).values()
    assert (entry.state, entry.reason) == (state, reason)


def test_a_step_that_the_policy_drops_is_withdrawn_and_the_one_before_stands_again():
    told = run(every_day(date(2026, 8, 31), date(2026, 9, 16)), [talk()])
    fewer = Duty(1, DUE, rungs("talk", talk_reminders=[30, 7]))
    found = run([date(2026, 9, 17)], [fewer], told)
    assert {key.step: (entry.state, entry.told) for key, entry in found.items()} == {
        -30: (State.OPEN, (date(2026, 8, 31),)),
        -15: (State.WITHDRAWN, (date(2026, 9, 15),)),
    }


def test_the_next_day_somebody_is_told():
    after = next_day(DUE, rungs("talk"), on=date(2026, 9, 15), calendar=CALENDAR)
    assert after == date(2026, 9, 23)
    assert next_day(DUE, rungs("talk"), on=date(2028, 1, 1), calendar=CALENDAR) is None


FIRST, LAST = date(2026, 8, 3), date(2026, 11, 20)
DUTIES = st.lists(
    st.tuples(
        st.sampled_from(sorted(LADDERS)),
        st.dates(date(2026, 8, 20), date(2026, 12, 10)),
        st.sampled_from(["open", "open", "met", "withdrawn"]),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=500, deadline=None)
@given(beats(FIRST, LAST), DUTIES)
def test_whatever_the_silence_the_same_stands_and_each_is_told_once(days, owed):
    """500 patterns of silence, doubles and jumps, 21 days without a beat in each."""
    ended = LAST - timedelta(days=10)

    def on(day):
        return [
            Duty(n, due, rungs(kind), state=state if day >= ended else "open")
            for n, (kind, due, state) in enumerate(owed)
        ]

    found, steady = run(days, on), run(every_day(FIRST, LAST), on)
    assert _standing(found) == _standing(steady)
    for key, entry in found.items():
        assert len(entry.told) <= 1, (key, entry)
        assert (entry.state == State.SKIPPED) is (entry.told == ())
        for day in entry.told:
            assert CALENDAR.is_workday(day)
            assert day >= told_on(key.due_on, key.step, calendar=CALENDAR)
    by_day = [(k.duty, k.level, day) for k, entry in found.items() for day in entry.told]
    assert len(by_day) == len(set(by_day))
    # What is owed still has the same rows, told or skipped, however the beat went.
    still = {n for n, (_, _, state) in enumerate(owed) if state == "open"}
    assert {k for k in found if k.duty in still} == {k for k in steady if k.duty in still}
    # Once more on the same day changes nothing.
    assert run([LAST, LAST], on(LAST), found) == found


def _standing(found):
    return {key for key, entry in found.items() if entry.state == State.OPEN}
