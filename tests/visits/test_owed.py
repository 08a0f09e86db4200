"""What is owed as a pure function: equal to the rule said day by day, whatever days were missed."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.choices import DossierKind, DossierStatus
from tests.visits.oracle import Facts, period_of, talks_owed, term_due, visit_before_end
from visits.choices import ObligationKind as K
from visits.choices import ObligationState, Withdrawal
from visits.rules.comparing import Row, differences
from visits.rules.owed import Duty, Standing, Terms, owed
from visits.rules.spans import merged, shifted

FIRST, LAST = date(2025, 11, 1), date(2026, 10, 31)
DAYS = st.dates(FIRST, LAST)
TERMS = Terms(
    duties_from=None,
    talk_min_days=30,
    first_visit_days=60,
    assessment_days=30,
    plan_days=45,
    notice_days=15,
    clearing_first_days=30,
    clearing_second_days=180,
    retired_half_yearly=True,
    visits_per_year=1,
)
PLAIN = Standing(
    kind=DossierKind.SANCTION,
    stage=DossierStatus.VISITING,
    opened_on=FIRST,
    active_from=date(2026, 3, 25),
    active_to=date(2027, 3, 24),
    ends_on=date(2027, 3, 24),
    retired_on=None,
    moves=(),
    rests=(),
    over=(),
    terms=TERMS,
)


def resting(*rests):
    return {"rests": merged(rests), "over": merged(each for each in rests if each[1] is not None)}


def in_order(span):
    first, last = span
    return (first, last) if last is None or first <= last else (last, first)


@st.composite
def standings(draw):
    first, last = in_order(draw(st.tuples(DAYS, st.none() | DAYS)))
    rests = [
        in_order(each) for each in draw(st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3))
    ]
    terms = replace(
        TERMS, duties_from=draw(st.none() | DAYS), talk_min_days=draw(st.integers(0, 95))
    )
    return replace(
        PLAIN,
        active_from=first,
        active_to=last,
        ends_on=last,
        retired_on=draw(st.none() | DAYS),
        terms=terms,
        **resting(*rests),
    ), tuple(rests)


def facts_of(standing, rests):
    return Facts(
        active_from=standing.active_from,
        active_to=standing.active_to,
        duties_from=standing.terms.duties_from,
        min_days=standing.terms.talk_min_days,
        suspensions=rests,
        retired_on=standing.retired_on,
        opened_on=standing.opened_on,
    )


@given(drawn=standings(), on=DAYS)
@settings(max_examples=500, deadline=None)
def test_the_function_equals_the_rule_said_day_by_day(drawn, on):
    standing, rests = drawn
    facts = facts_of(standing, rests)
    found = {duty.key: duty.due_on for duty in owed(standing, on=on)}
    assert len(found) == len(owed(standing, on=on))
    assert {period: due for (kind, period), due in found.items() if kind == K.TALK} == talks_owed(
        facts, on=on
    )
    first = term_due(standing.active_from, 60, facts, latest=standing.active_to)
    begun = standing.terms.duties_from
    assert found.get((K.FIRST_VISIT, "once")) == (None if begun and first < begun else first)
    last = visit_before_end(facts, on=on)
    asked = {due for (kind, _), due in found.items() if kind == K.PRE_EXPIRY}
    assert asked == ({last} if last is not None else set())


class House:
    """Rows in memory, brought in line as the sweep does it."""

    def __init__(self):
        self.rows: dict[tuple[str, str], Row] = {}

    def sweep(self, standing, on):
        owing = {1: standing} if standing is not None else {}
        should = {1: {duty.key: duty for duty in owed(standing, on=on)}} if owing else {}
        found = differences(should, {1: list(self.rows.values())}, owing, on=on)
        for _, duty in found.added:
            assert duty.key not in self.rows
            self.put(duty)
        for _, duty in found.changed:
            self.put(duty)
        for row, why in found.gone:
            assert why in set(Withdrawal)
            self.rows[row.key] = replace(row, state=ObligationState.WITHDRAWN)
        return found

    def put(self, duty: Duty):
        state = ObligationState.OPEN if duty.met_on is None else ObligationState.MET
        self.rows[duty.key] = Row(
            len(self.rows), 1, duty.kind, duty.period, duty.is_half_yearly, duty.due_on, state
        )

    @property
    def standing_rows(self):
        return {
            key: (row.due_on, row.state)
            for key, row in self.rows.items()
            if row.state != ObligationState.WITHDRAWN
        }


# Days between one sweep and the next: silence, two in one day, three weeks without a beat.
GAPS = st.lists(st.integers(0, 3) | st.sampled_from([0, 1, 7, 21, 22, 90]), min_size=1, max_size=25)
WEEKS = [1, 0, 21, 0, 1, 90]


@given(drawn=standings(), gaps=GAPS, since=DAYS)
@example(drawn=(PLAIN, ()), gaps=WEEKS, since=date(2026, 3, 25))
@settings(max_examples=500, deadline=None)
def test_whatever_days_were_missed_or_doubled_the_same_is_owed(drawn, gaps, since):
    standing, _ = drawn
    house, day = House(), since
    for gap in gaps:
        day += timedelta(days=gap)
        house.sweep(standing, day)
        again = house.sweep(standing, day)
        assert not (again.added)
        assert not (again.changed)
        assert not (again.gone)
    once = House()
    once.sweep(standing, day)
    assert house.standing_rows == once.standing_rows


@given(one=standings(), other=standings(), gaps=GAPS, since=DAYS)
@settings(max_examples=200, deadline=None)
def test_a_change_on_the_way_leaves_what_the_last_facts_say(one, other, gaps, since):
    house, day = House(), since
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        house.sweep((one if number % 2 else other)[0], day)
    house.sweep(None, day)
    assert house.standing_rows == {}
    house.sweep(one[0], day)
    once = House()
    once.sweep(one[0], day)
    assert house.standing_rows == once.standing_rows


def test_a_term_does_not_move_for_a_pause_that_begins_on_its_last_day():
    base = date(2026, 3, 1)
    after = (date(2026, 3, 31), date(2026, 4, 9))
    assert shifted(base, 30, [after]) == date(2026, 4, 10)
    assert shifted(base, 29, [after]) == date(2026, 3, 30)


def test_a_helper_is_owed_a_month_after_the_decision_and_after_each_move():
    moved = date(2026, 7, 31)
    standing = replace(PLAIN, helpers=(date(2026, 4, 10),), moves=(moved,))
    on = date(2026, 8, 1)
    assert [duty for duty in owed(standing, on=on) if duty.kind == K.HELPER] == [
        Duty(K.HELPER, "once", date(2026, 4, 25), date(2026, 4, 10)),
        Duty(K.HELPER, "260731", date(2026, 8, 31)),
    ]


def test_of_a_clearing_dossier_two_visits_are_owed_and_nothing_else():
    standing = replace(
        PLAIN, kind=DossierKind.CLEARING, active_from=None, visits=(date(2026, 1, 5),)
    )
    assert owed(standing, on=LAST) == [
        Duty(K.CLEARING_FIRST, "once", FIRST + timedelta(days=30), date(2026, 1, 5)),
        Duty(K.CLEARING_SECOND, "once", FIRST + timedelta(days=180)),
    ]


def test_a_half_year_in_retirement_owes_one_talk_under_its_second_quarter():
    standing = replace(PLAIN, active_from=date(2026, 1, 5), retired_on=date(2025, 12, 1))
    talks = [duty for duty in owed(standing, on=date(2026, 8, 1)) if duty.kind == K.TALK]
    assert [(duty.period, duty.due_on, duty.is_half_yearly) for duty in talks] == [
        ("2026Q2", date(2026, 6, 30), True),
        ("2026Q4", date(2026, 12, 31), True),
    ]
    assert period_of(date(2026, 2, 1), facts_of(standing, ()))[0] == "2026Q2"


def visited_yearly(**more):
    return replace(
        PLAIN,
        active_from=date(2025, 12, 20),
        active_to=date(2027, 6, 19),
        ends_on=None,
        visited_yearly_since=date(2025, 12, 20),
        **more,
    )


def each_year(standing, on):
    return [duty for duty in owed(standing, on=on) if duty.kind == K.YEARLY_VISIT]


def test_must_visits_are_owed_each_year_but_not_before_the_first_visit_is_due():
    """Decided on 20 December: the first visit is due in February, so 2025 owes none."""
    standing = visited_yearly(met_in_person=(date(2026, 2, 3), date(2026, 9, 1)))
    assert each_year(standing, date(2026, 1, 1)) == [
        Duty(K.YEARLY_VISIT, "2026", date(2026, 12, 31), date(2026, 2, 3))
    ]
    # The last year ends with the last restricted day.
    assert each_year(standing, date(2027, 1, 1))[-1] == Duty(
        K.YEARLY_VISIT, "2027", date(2027, 6, 19)
    )


def test_a_second_visit_of_the_year_is_a_duty_of_its_own():
    terms = replace(TERMS, visits_per_year=2)
    standing = visited_yearly(met_in_person=(date(2026, 9, 1),), terms=terms)
    assert each_year(standing, date(2026, 1, 1)) == [
        Duty(K.YEARLY_VISIT, "2026", date(2026, 12, 31), date(2026, 9, 1)),
        Duty(K.YEARLY_VISIT, "2026-2", date(2026, 12, 31)),
    ]


def test_years_before_he_became_a_must_owe_nothing():
    standing = replace(visited_yearly(), visited_yearly_since=date(2027, 1, 5))
    assert each_year(standing, date(2026, 12, 31)) == []
    assert [duty.period for duty in each_year(standing, date(2027, 2, 1))] == ["2027"]


def test_a_call_meets_no_mandatory_visit():
    """Practice A14: it stands among the visits and not among those that count."""
    standing = visited_yearly(visits=(date(2026, 1, 10),))
    first = next(duty for duty in owed(standing, on=FIRST) if duty.kind == K.FIRST_VISIT)
    assert first.met_on is None
    assert each_year(standing, date(2026, 3, 1))[0].met_on is None


def test_the_notice_is_owed_fifteen_days_after_the_decision():
    notice = next(duty for duty in owed(PLAIN, on=FIRST) if duty.kind == K.NOTICE)
    assert notice == Duty(K.NOTICE, "once", date(2026, 4, 9))


def test_an_office_that_gives_no_notice_owes_none():
    without = replace(PLAIN, terms=replace(TERMS, notice_days=0))
    assert K.NOTICE in {duty.kind for duty in owed(PLAIN, on=FIRST)}
    assert K.NOTICE not in {duty.kind for duty in owed(without, on=FIRST)}
