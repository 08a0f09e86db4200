"""Obligations equal the rule, whatever happened before; met and exempt ones are left alone."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.acting import acting_as
from accounts.roles import Role
from cases.actions import refresh_rows
from cases.choices import DossierStatus
from cases.models import Cadre, Dossier, DossierRow, Policy, Suspension
from columns.refusal import Refused
from tests import factories
from tests.visits.oracle import Facts, period_of, talks_owed, term_due, visit_before_end
from visits.actions import exempt, reconcile, reconcile_all
from visits.choices import ObligationKind, ObligationState, PeriodShape, Withdrawal, shape_of
from visits.models import Obligation

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
# Narrow enough for ends of spans, quarters and suspensions to meet.
FIRST, LAST = date(2025, 11, 1), date(2026, 10, 31)
DAYS = st.dates(FIRST, LAST)


@pytest.fixture
def dossier():
    """Decided 2026-03-25, 12 months: 2026-03-25 to 2027-03-24; duties from 2025-01-01."""
    return factories.dossier(factories.office())


def set_span(dossier, first, last, **columns):
    Dossier.objects.filter(pk=dossier.pk).update(active_from=first, active_to=last, **columns)


def talks(dossier, *states):
    rows = Obligation.objects.talks().filter(dossier=dossier)
    return dict(
        rows.filter(state__in=states or ["open"]).order_by("period").values_list("period", "due_on")
    )


# What follows from the dossier itself; of the case's papers test_case_duties tells.
OWN = ("first_visit", "assessment", "plan", "pre_expiry", "helper")


def kinds(dossier):
    return dict(
        Obligation.objects.filter(dossier=dossier, kind__in=OWN)
        .order_by("kind")
        .values_list("kind", "state")
    )


def test_a_quarter_with_thirty_active_days_owes_a_talk_on_its_last_day(dossier):
    reconcile([dossier.pk], on=TODAY)
    assert talks(dossier) == {"2026Q2": date(2026, 6, 30), "2026Q3": date(2026, 9, 30)}


@pytest.mark.parametrize(("first", "owed"), [(date(2026, 9, 1), True), (date(2026, 9, 2), False)])
def test_thirty_days_are_enough_and_twenty_nine_are_not(dossier, first, owed):
    set_span(dossier, first, None)
    reconcile([dossier.pk], on=TODAY)
    assert ("2026Q3" in talks(dossier)) is owed


def test_the_last_talk_is_due_on_the_last_active_day(dossier):
    set_span(dossier, date(2025, 8, 31), date(2026, 8, 30))
    reconcile([dossier.pk], on=TODAY)
    assert talks(dossier)["2026Q3"] == date(2026, 8, 30)


def test_nothing_is_owed_before_the_office_began(dossier):
    set_span(dossier, date(2024, 2, 1), date(2026, 2, 28))
    reconcile([dossier.pk], on=TODAY)
    assert list(talks(dossier)) == ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1"]


def test_an_end_before_the_office_began_owes_nothing(dossier):
    set_span(dossier, date(2023, 2, 1), date(2024, 2, 28))
    reconcile([dossier.pk], on=TODAY)
    assert set(kinds(dossier)) <= {"assessment", "plan"}
    assert talks(dossier) == {}


def test_a_suspension_takes_days_and_moves_the_due_day(dossier):
    Suspension.objects.create(
        dossier=dossier, from_on=date(2026, 8, 16), to_on=None, reason="长期病假"
    )
    reconcile([dossier.pk], on=TODAY)
    assert talks(dossier) == {"2026Q2": date(2026, 6, 30), "2026Q3": date(2026, 8, 15)}


@pytest.mark.parametrize(("last", "owed"), [(date(2026, 8, 31), True), (date(2026, 9, 1), False)])
def test_the_last_day_of_a_suspension_is_no_active_day(dossier, last, owed):
    Suspension.objects.create(
        dossier=dossier, from_on=date(2026, 6, 1), to_on=last, reason="长期病假"
    )
    reconcile([dossier.pk], on=TODAY)
    assert ("2026Q3" in talks(dossier)) is owed


def test_overlapping_suspensions_count_once(dossier):
    for first, last in (
        (date(2026, 7, 1), date(2026, 8, 20)),
        (date(2026, 8, 1), date(2026, 8, 31)),
    ):
        Suspension.objects.create(dossier=dossier, from_on=first, to_on=last, reason="借调境外")
    reconcile([dossier.pk], on=TODAY)
    assert talks(dossier)["2026Q3"] == date(2026, 9, 30)


def test_once_only_duties_follow_the_stage(dossier):
    reconcile([dossier.pk], on=TODAY)
    assert kinds(dossier) == dict.fromkeys(("assessment", "first_visit", "helper", "plan"), "open")
    dues = Obligation.objects.filter(dossier=dossier, kind__in=OWN)
    assert dict(dues.values_list("kind", "due_on")) == {
        "helper": date(2026, 4, 25),
        "assessment": date(2026, 3, 25) + timedelta(days=30),
        "plan": date(2026, 3, 25) + timedelta(days=45),
        "first_visit": date(2026, 3, 25) + timedelta(days=60),
    }
    Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.VISITING)
    reconcile([dossier.pk], on=TODAY)
    assert kinds(dossier) == {
        "assessment": "withdrawn",
        "first_visit": "open",
        "helper": "open",
        "plan": "withdrawn",
    }
    assert Obligation.objects.get(dossier=dossier, kind="plan").withdrawal == Withdrawal.STAGE


def test_the_first_visit_is_not_due_after_the_last_active_day(dossier):
    set_span(dossier, date(2026, 3, 25), date(2026, 4, 30))
    reconcile([dossier.pk], on=TODAY)
    duty = Obligation.objects.get(dossier=dossier, kind="first_visit")
    assert duty.due_on == date(2026, 4, 30)


def test_once_only_duties_due_before_the_office_began_are_not_owed(dossier):
    set_span(dossier, date(2024, 11, 10), date(2026, 11, 9))
    reconcile([dossier.pk], on=TODAY)
    # 60 days after 10 November 2024 lie after the 1 January on which duties began.
    assert kinds(dossier) == {"first_visit": "open"}


def test_a_pause_keeps_the_stage_and_rests_the_reminders(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(
        status=DossierStatus.PAUSED, paused_from=DossierStatus.ASSESSING
    )
    refresh_rows([dossier.pk])
    reconcile([dossier.pk], on=TODAY)
    assert kinds(dossier)["assessment"] == "open"
    assert not Obligation.objects.pending().filter(dossier=dossier).exists()
    assert DossierRow.objects.get(dossier=dossier).next_due is None


@pytest.mark.parametrize(
    "status", [DossierStatus.CLOSED, DossierStatus.ENDED, DossierStatus.CLEARED]
)
def test_a_shut_dossier_owes_nothing_more(dossier, status):
    reconcile([dossier.pk], on=TODAY)
    Obligation.objects.filter(dossier=dossier, period="2026Q2").update(
        state="met", met_on=date(2026, 6, 1)
    )
    Dossier.objects.filter(pk=dossier.pk).update(status=status)
    reconcile([dossier.pk], on=TODAY)
    assert talks(dossier, "met") == {"2026Q2": date(2026, 6, 30)}
    assert set(
        Obligation.objects.filter(dossier=dossier)
        .exclude(state="met")
        .values_list("state", "withdrawal")
    ) == {("withdrawn", "shut")}


def test_a_withdrawn_obligation_is_revived_not_doubled(dossier):
    reconcile([dossier.pk], on=TODAY)
    before = Obligation.objects.get(dossier=dossier, period="2026Q3").pk
    set_span(dossier, date(2026, 3, 25), date(2026, 7, 10))
    reconcile([dossier.pk], on=TODAY)
    assert Obligation.objects.get(pk=before).state == ObligationState.WITHDRAWN
    set_span(dossier, date(2026, 3, 25), date(2026, 8, 30))
    reconcile([dossier.pk], on=TODAY)
    again = Obligation.objects.get(dossier=dossier, period="2026Q3")
    assert (again.pk, again.state, again.due_on, again.withdrawal) == (
        before,
        ObligationState.OPEN,
        date(2026, 8, 30),
        "",
    )


def test_met_and_exempt_ones_are_never_touched(dossier):
    reconcile([dossier.pk], on=TODAY)
    rows = Obligation.objects.filter(dossier=dossier)
    rows.filter(period="2026Q2").update(state="met", met_on=date(2026, 5, 5))
    rows.filter(period="2026Q3").update(state="exempt", exempt_reason="住院")
    kept = list(rows.talks().order_by("pk").values())
    set_span(dossier, date(2026, 3, 25), date(2026, 4, 10))
    reconcile([dossier.pk], on=TODAY)
    assert list(rows.talks().order_by("pk").values()) == kept


def test_an_earlier_day_does_not_judge_later_quarters(dossier):
    reconcile([dossier.pk], on=date(2026, 12, 1))
    reconcile([dossier.pk], on=TODAY)
    assert list(talks(dossier)) == ["2026Q2", "2026Q3", "2026Q4"]


def test_the_row_shows_what_is_due_next(dossier):
    reconcile([dossier.pk], on=TODAY)
    row = DossierRow.objects.get(dossier=dossier)
    assert (row.next_due, row.next_what) == (date(2026, 4, 24), "访前研判")
    Obligation.objects.filter(dossier=dossier).exclude(kind="talk").update(
        state="exempt", exempt_reason="不需要"
    )
    reconcile([dossier.pk], on=TODAY)
    row.refresh_from_db()
    assert (row.next_due, row.next_what) == (date(2026, 6, 30), "2026年第二季度谈心谈话")


def test_three_weeks_of_silence_change_nothing(dossier):
    other = factories.dossier(dossier.owner, name="罗春梅")
    for day in range(22):
        reconcile([dossier.pk], on=date(2026, 9, 20) + timedelta(days=day))
    reconcile([other.pk], on=date(2026, 10, 11))
    assert talks(dossier) == talks(other)


def test_the_whole_house_is_reconciled_and_says_how_much(dossier):
    first = reconcile_all(on=TODAY)
    # Two talks, the first visit, 研判, 方案, a helper; 宣布, 归档, the report.
    assert (first.added, first.withdrawn) == (9, 0)
    assert reconcile_all(on=TODAY).is_nothing


def test_an_exemption_needs_a_reason_and_an_open_obligation(dossier):
    reconcile([dossier.pk], on=TODAY)
    officer = factories.user(Role.DIRECTOR, dossier.owner)
    talk = Obligation.objects.get(dossier=dossier, period="2026Q2")
    with pytest.raises(Refused, match="请写明免除的原因"):
        exempt(talk, reason=" ", by=officer, on=TODAY)
    exempt(talk, reason="本季度住院治疗", by=officer, on=TODAY)
    talk.refresh_from_db()
    assert (talk.state, talk.exempt_reason) == (ObligationState.EXEMPT, "本季度住院治疗")
    with pytest.raises(Refused, match="已不在待办中"):
        exempt(talk, reason="再次", by=officer, on=TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "talk", "period": "once"},
        {"kind": "plan", "period": "2026Q3"},
        {"kind": "talk", "period": "2026Q3", "state": "met"},
        {"kind": "talk", "period": "2026Q3", "met_on": TODAY},
        {"kind": "talk", "period": "2026Q3", "state": "withdrawn"},
        {"kind": "talk", "period": "2026Q3", "state": "exempt"},
        {"kind": "talk", "period": "2026Q3", "state": "gone"},
        {"kind": "lunch", "period": "once"},
        {"kind": "pre_expiry", "period": "once"},
        {"kind": "helper", "period": "2026Q3"},
        {"kind": "clearing_first", "period": "2026Q3"},
    ],
)
def test_the_database_refuses_a_contradiction(dossier, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(dossier=dossier, due_on=TODAY, **wrong)


def test_the_database_refuses_a_second_row_for_one_duty(dossier):
    reconcile([dossier.pk], on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(dossier=dossier, kind="plan", period="once", due_on=TODAY)


SPANS = st.tuples(DAYS, st.none() | DAYS)
STEPS = st.lists(
    st.fixed_dictionaries(
        {
            "span": SPANS,
            "duties": st.none() | DAYS,
            "min_days": st.integers(0, 95) | st.just(30),
            "rests": st.lists(SPANS, max_size=3),
            "retired": st.none() | DAYS,
            "shut": st.integers(0, 5).map(lambda number: number == 0),
            "on": DAYS,
        }
    ),
    min_size=1,
    max_size=4,
)


def in_order(span):
    first, last = span
    return (first, last) if last is None or first <= last else (last, first)


def step(since, on, retired=None):
    return {
        "span": (since, None), "duties": None, "min_days": 30, "rests": [], "retired": retired,
        "shut": False, "on": on,
    }  # fmt: skip


# Asked again for an earlier day, of a dossier whose duties then begin later and by half-years.
GOING_BACK = [
    step(date(2025, 11, 1), date(2026, 4, 1)),
    step(date(2026, 7, 1), date(2026, 1, 1), retired=date(2025, 11, 1)),
]


@given(steps=STEPS)
@example(steps=GOING_BACK)
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@pytest.mark.slow
def test_the_rows_equal_the_rule_after_any_history(dossier, steps):
    with transaction.atomic():
        for step in steps:
            facts, on = apply_step(dossier, step), step["on"]
            reconcile([dossier.pk], on=on)
            horizon = period_of(on, facts)[0]
            found = {key: due for key, due in talks(dossier).items() if key <= horizon}
            assert found == talks_owed(facts, on=on)
            assert once(dossier, on) == once_owed(facts, on=on)
            assert not facts.is_owing or not reconcile([dossier.pk], on=on).added
            assert reconcile([dossier.pk], on=on).is_nothing
        rows = Obligation.objects.filter(dossier=dossier)
        assert rows.count() == rows.values("kind", "period").distinct().count()
        transaction.set_rollback(True)


def once(dossier, on):
    """The first visit, and that before the end once it has been asked for."""
    rows = Obligation.objects.filter(dossier=dossier, state="open")
    dues = dict(rows.filter(kind="first_visit").values_list("kind", "due_on"))
    asked = rows.filter(kind="pre_expiry", due_on__lte=on + timedelta(days=30))
    return dues | dict(asked.values_list("kind", "due_on"))


def once_owed(facts, *, on):
    owed = {}
    first = term_due(facts.active_from, 60, facts, latest=facts.active_to)
    if facts.is_owing and first >= (facts.duties_from or first):
        owed["first_visit"] = first
    if (last := visit_before_end(facts, on=on)) is not None:
        owed["pre_expiry"] = last
    return owed


def one_open(spans):
    """At most one pause is open; a further one has ended on its first day."""
    seen = False
    for first, last in spans:
        yield first, first if last is None and seen else last
        seen = seen or last is None


def apply_step(dossier, step):
    first, last = in_order(step["span"])
    status = DossierStatus.CLOSED if step["shut"] else DossierStatus.VISITING
    set_span(dossier, first, last, status=status, overall_end=last, opened_on=FIRST)
    Cadre.objects.filter(pk=dossier.cadre_id).update(retired_on=step["retired"])
    Policy.objects.filter(office=dossier.owner).update(
        duties_from=step["duties"], talk_min_days=step["min_days"]
    )
    Suspension.objects.filter(dossier=dossier).delete()
    rests = tuple(one_open(in_order(span) for span in step["rests"]))
    for begin, end in rests:
        Suspension.objects.create(dossier=dossier, from_on=begin, to_on=end, reason="ill")
    return Facts(
        active_from=first,
        active_to=last,
        duties_from=step["duties"],
        min_days=step["min_days"],
        suspensions=rests,
        is_owing=not step["shut"],
        retired_on=step["retired"],
        opened_on=FIRST,
    )


def test_policy_versions_govern_from_their_day(dossier):
    Policy.objects.filter(office=dossier.owner).update(valid_from=date(2020, 1, 1))
    Policy.objects.create(
        office=dossier.owner,
        number=2,
        valid_from=date(2026, 8, 1),
        status="published",
        published_at=factories.NOON,
        duties_from=date(2026, 7, 1),
    )
    reconcile([dossier.pk], on=date(2026, 7, 31))
    assert list(talks(dossier)) == ["2026Q2", "2026Q3"]
    reconcile([dossier.pk], on=TODAY)
    assert list(talks(dossier)) == ["2026Q3"]


def test_the_sweep_runs_as_the_system_and_leaves_the_role(dossier):
    with acting_as(None):
        reconcile_all(on=TODAY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("hf_app",)
    assert Cadre.objects.filter(pk=dossier.cadre_id).exists()


def test_every_kind_is_named_and_told_apart():
    assert all(kind.label and len(kind.value) <= 16 for kind in ObligationKind)
    assert len({kind.label for kind in ObligationKind}) == len(ObligationKind)
    assert {shape_of(kind) for kind in ObligationKind} == set(PeriodShape)
