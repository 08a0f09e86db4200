"""The clock sweep over the whole house: one result, however often and however late it runs."""

import io
import json
import threading
import time
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.acting import acting_as
from accounts.roles import Role
from audit.models import Entry
from cases.actions import (
    move_dossier,
    pause_dossier,
    recompute,
    record_event,
    resume_dossier,
)
from cases.choices import DossierStatus
from cases.models import Dossier, Policy
from columns.refusal import Refused
from corrections.actions import Swept, sweep_all, sweep_clocks
from corrections.actions.acts import hold
from corrections.tasks import sweep
from huifang.celery import app
from reports.actions import acknowledge, release_notices
from reports.models import Notice
from tests import factories
from tests.reports.letters import NOON, Desk
from tests.reports.notices import AFTER, DAY, END, ending
from visits.models import ClockMark

BEGUN = date(2026, 7, 1)


def final(dossier):
    """What stands at the end: marks by clock, step and end, drafts by kind and end, the stage."""
    marks = ClockMark.objects.live().filter(dossier=dossier)
    drafts = Notice.objects.drafted().filter(dossier=dossier)
    return (
        sorted((mark.is_whole, mark.slot, mark.step, mark.end) for mark in marks),
        sorted(drafts.values_list("kind", "end", "addressee")),
        Dossier.objects.get(pk=dossier.pk).status,
    )


@pytest.mark.django_db
def test_a_period_runs_out_step_by_step():
    case = ending()
    found = {
        day: sweep_all(on=day)
        for day in (
            date(2026, 7, 31),
            date(2026, 8, 1),
            date(2026, 8, 31),
            date(2026, 9, 22),
            date(2026, 9, 23),
            END,
            AFTER,
            AFTER + DAY,
        )
    }
    assert list(found.values()) == [
        Swept(),
        Swept(marked=1),
        Swept(marked=1),
        Swept(),
        Swept(marked=1, drafted=3),
        Swept(),
        Swept(marked=2),
        Swept(),
    ]
    assert Entry.objects.filter(verb="clocks.swept").count() == 4
    assert Dossier.objects.get(pk=case.dossier.pk).status == DossierStatus.REGISTERED


@pytest.mark.django_db
def test_no_dossier_is_closed_by_an_end():
    case = ending()
    Dossier.objects.filter(pk=case.dossier.pk).update(status=DossierStatus.TRACKING)
    sweep_all(on=date(2027, 6, 1))
    assert Dossier.objects.get(pk=case.dossier.pk).status == DossierStatus.TRACKING


@pytest.mark.django_db
def test_the_sweep_runs_as_the_system_over_every_office():
    ending()
    ending("黄觉", place="望川区")
    with acting_as(None):
        assert sweep_all(on=AFTER) == Swept(marked=10, drafted=6)
        assert sweep_all(on=AFTER).is_nothing
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            assert cursor.fetchone() == ("hf_app",)


@pytest.mark.django_db
def test_a_letter_signed_for_during_a_pause_moves_the_dossier_on_after_it():
    desk = Desk()
    letter = desk.issued()
    desk.reload()
    pause_dossier(desk.dossier, reason="长期病假", by=desk.leader, on=factories.TODAY)
    acknowledge(letter, by=desk.reader, at=NOON, on=factories.TODAY)
    assert sweep_all(on=factories.TODAY).tracked == 0
    desk.reload()
    resume_dossier(desk.dossier, by=desk.leader, on=factories.TODAY)
    assert sweep_all(on=factories.TODAY).tracked == 1
    desk.reload()
    assert desk.dossier.status == DossierStatus.TRACKING


@pytest.mark.django_db
def test_a_letter_of_an_earlier_round_moves_nothing():
    desk = Desk()
    acknowledge(desk.issued(), by=desk.reader, at=NOON, on=factories.TODAY)
    desk.reload()
    Dossier.objects.filter(pk=desk.dossier.pk).update(status=DossierStatus.CONCLUDED)
    desk.reload()
    desk.issued()
    assert sweep_all(on=factories.TODAY).tracked == 0
    desk.reload()
    assert desk.dossier.status == DossierStatus.FED_BACK
    assert sweep_all(on=factories.TODAY + 10 * DAY).tracked == 1


@pytest.mark.django_db
def test_the_command_sweeps_on_a_day_and_counts():
    ending()
    out = io.StringIO()
    call_command("sweep_clocks", "--on", "2026-10-01", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {
        "on": "2026-10-01",
        "marked": 5,
        "revived": 0,
        "unmarked": 0,
        "drafted": 3,
        "withdrawn": 0,
        "tracked": 0,
    }
    out = io.StringIO()
    call_command("sweep_clocks", "--on", "2026-10-01", stdout=out)
    assert out.getvalue() == (
        "2026-10-01：新提示0项，恢复提示0项，撤回提示0项，起草通知0项，撤回通知0项，转入使用跟踪0项。\n"
    )


@pytest.mark.worker
def test_a_worker_sweeps_when_it_is_named(worker):
    case = ending()
    app.send_task("corrections.tasks.sweep", [[case.dossier.pk]])
    deadline = time.monotonic() + 30
    while not ClockMark.objects.filter(dossier=case.dossier).exists():
        assert time.monotonic() < deadline, worker.text()
        time.sleep(0.1)


def test_beat_calls_one_task_at_ten_past_midnight():
    entry = app.conf.beat_schedule["sweep-clocks"]
    assert entry["task"] == sweep.name == "corrections.tasks.sweep"
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({0}, {10})
    assert app.conf.timezone == "Asia/Shanghai"


# Through the engine ------------------------------------------------------------------------


@pytest.mark.django_db
def test_another_convention_moves_marks_and_drafts_with_the_end():
    """By convention C the matching day itself is the last one: a day later than by A."""
    case = ending()
    sweep_all(on=END - 5 * DAY)
    Policy.objects.create(
        office=case.office,
        number=2,
        valid_from=END - 4 * DAY,
        status="published",
        published_at=NOON,
        end_convention="C",
        duties_from=date(2025, 1, 1),
    )
    recompute(case.dossier.cadre, today=END - 4 * DAY)
    assert Dossier.objects.get(pk=case.dossier.pk).overall_end == AFTER
    assert sweep_all(on=END - 4 * DAY) == Swept(marked=3, unmarked=3, drafted=3, withdrawn=3)
    assert {mark.end for mark in ClockMark.objects.live()} == {AFTER}
    assert {notice.end for notice in Notice.objects.drafted()} == {AFTER}
    assert sweep_all(on=AFTER).is_nothing
    assert sweep_all(on=AFTER + DAY).marked == 2


@pytest.mark.django_db
def test_an_ended_clock_is_moved_by_no_later_version():
    case = ending()
    sweep_all(on=AFTER)
    Policy.objects.create(
        office=case.office,
        number=2,
        valid_from=AFTER + DAY,
        status="published",
        published_at=NOON,
        end_convention="C",
        duties_from=date(2025, 1, 1),
    )
    recompute(case.dossier.cadre, today=AFTER + 2 * DAY)
    assert sweep_all(on=AFTER + 2 * DAY).is_nothing


@pytest.mark.django_db
def test_an_annulled_decision_takes_marks_and_drafts_back():
    case = ending()
    sweep_all(on=END)
    record_event(
        case.dossier.decisions.get(),
        kind="annulled",
        event_on=END,
        basis="临监复〔2026〕1号",
        by=case.officer,
        on=END,
    )
    assert sweep_all(on=AFTER) == Swept(unmarked=3, withdrawn=3)
    assert not ClockMark.objects.live().exists()
    assert not Notice.objects.drafted().exists()


# One result, whatever was missed -----------------------------------------------------------

HAPPENINGS = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.one_of(
            st.dates(date(2026, 8, 1), date(2026, 12, 31)),
            st.sampled_from(["awaits", "restored", "A later 启用日", "closes"]),
        ),
    ),
    max_size=4,
)
STOPS = st.lists(st.integers(1, 60), min_size=1, max_size=4)


@given(happenings=HAPPENINGS, stops=STOPS)
@settings(max_examples=12, deadline=None)
@pytest.mark.slow
@pytest.mark.django_db
def test_missed_weeks_and_corrections_lead_where_daily_sweeps_lead(happenings, stops):
    """Two like dossiers, one swept every day, one now and then: whenever the second is swept,
    both stand alike."""
    with transaction.atomic():
        daily, seldom = ending("甲"), ending("乙", place="望川区")
        changes, day = {}, BEGUN
        for days, what in happenings:
            day += days * DAY
            changes[day] = what
        stop_days, last = set(), BEGUN
        for days in stops:
            last += days * DAY
            stop_days.add(last)
        day = BEGUN
        while day <= last:
            for case in (daily, seldom) if day in changes else ():
                happen(case, changes[day], day)
            sweep_clocks([daily.dossier.pk], on=day)
            if day in stop_days:
                sweep_clocks([seldom.dossier.pk], on=day)
                assert alike(final(daily.dossier)) == alike(final(seldom.dossier))
                assert sweep_clocks([seldom.dossier.pk], on=day).is_nothing
            day += DAY
        transaction.set_rollback(True)


def happen(case, what, day):
    rows = Dossier.objects.filter(pk=case.dossier.pk)
    if isinstance(what, date):
        case.move(what)
    elif what == "awaits":
        rows.update(awaiting_restoration=True, overall_end=None)
    elif what == "restored":
        rows.update(awaiting_restoration=False)
        case.move(day + 30 * DAY)
    elif what == "closes":
        rows.update(
            status=DossierStatus.CLOSED,
            opened_on=date(2026, 4, 1),
            closed_on=day,
            status_since=day,
        )
    else:
        Policy.objects.filter(office=case.office).update(duties_from=day)


def alike(state):
    """Addressees differ by office; what matters is whether there is one."""
    marks, drafts, status = state
    return marks, [(kind, end, to is not None) for kind, end, to in drafts], status


# At the same moment ------------------------------------------------------------------------


def test_two_sweeps_at_once_make_each_mark_and_each_draft_once(committed_db):
    case = ending()
    both = threading.Barrier(2)

    def run():
        both.wait()
        sweep_all(on=AFTER)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ClockMark.objects.filter(dossier=case.dossier).count() == 5
    assert Notice.objects.filter(dossier=case.dossier).count() == 3


def test_a_release_and_a_correction_at_once_never_send_what_no_longer_holds(committed_db):
    """Whichever is first: either the papers went out on the old end, or not at all."""
    case = ending()
    codes = [notice.code for notice in case.drafted().values()]
    both, failed = threading.Barrier(2), []

    def send():
        both.wait()
        try:
            release_notices(case.dossier, codes=codes, by=case.director, at=NOON, on=AFTER)
        except Refused as refusal:
            failed.append(type(refusal).__name__)
        connection.close()

    def correct():
        both.wait()
        with transaction.atomic():
            hold(case.dossier.cadre)
            case.move(END - DAY)
            sweep_clocks([case.dossier.pk], on=AFTER)
        connection.close()

    threads = [threading.Thread(target=each) for each in (send, correct)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    released = set(Notice.objects.released().values_list("end", flat=True))
    drafted = set(Notice.objects.drafted().values_list("end", flat=True))
    if failed:
        assert (failed, released, drafted) == (["Refused"], set(), {END - DAY})
    else:
        assert (released, drafted) == ({END}, set())


@pytest.mark.django_db
def test_only_directors_and_leaders_may_send_notices():
    allowed = {
        role for role in Role if factories.user(role, factories.area()).may("notice.release")
    }
    assert allowed == {Role.DIRECTOR, Role.LEADER}


@pytest.mark.django_db
def test_a_dossier_in_the_middle_of_its_work_stays_there_when_its_period_ends():
    case = ending()
    for status in (DossierStatus.ASSESSING, DossierStatus.PLAN_PENDING, DossierStatus.VISITING):
        move_dossier(case.dossier, to=status, by=None, on=END)
        case.dossier.refresh_from_db()
    sweep_all(on=AFTER)
    case.dossier.refresh_from_db()
    assert case.dossier.status == DossierStatus.VISITING
    assert ClockMark.objects.of_the_end().get().end == END
