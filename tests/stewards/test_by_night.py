"""Accounts that nobody uses are switched off, and grants for a time end on their day."""

from datetime import timedelta

import pytest

from accounts.acting import for_system
from accounts.models import User
from accounts.roles import Role
from stewards.actions import expire_grants, put_to_sleep
from stewards.choices import ChangeKind, ChangeState
from tests import factories
from tests.stewards.conftest import NOON, TODAY

DAY = timedelta(days=1)


def used(user, days_ago: int, *, made: int = 400) -> User:
    User.objects.filter(pk=user.pk).update(
        last_login=NOON - days_ago * DAY,
        password_set_at=NOON - made * DAY,
        date_joined=NOON - made * DAY,
    )
    return user


@pytest.mark.parametrize(("days", "sleeps"), [(90, False), (91, True), (200, True)])
def test_an_account_sleeps_after_ninety_days(three, days, sleeps):
    for user in (three.admin, three.security, three.auditor):
        used(user, 1)
    user = used(three.granted(), days)
    assert put_to_sleep(at=NOON) == ([user.code] if sleeps else [])
    user.refresh_from_db()
    assert user.is_active is not sleeps
    assert user.ended_on is None


def test_one_never_used_counts_from_its_making(three):
    user = three.account()
    User.objects.update(last_login=NOON)
    User.objects.filter(pk=user.pk).update(
        last_login=None, password_set_at=None, date_joined=NOON - 91 * DAY
    )
    assert put_to_sleep(at=NOON) == [user.code]


def test_one_just_brought_back_does_not_fall_asleep_again(three):
    User.objects.update(last_login=NOON)
    user = used(three.granted(), 120)
    put_to_sleep(at=NOON)
    back = three.propose(user, ChangeKind.REACTIVATE, by=three.admin)
    three.confirm(back, by=three.security)
    assert put_to_sleep(at=NOON + DAY) == []


def test_twice_is_the_same_as_once_and_the_demo_does_not_sleep(three):
    User.objects.update(last_login=NOON)
    user = used(three.granted(), 120)
    shown = used(factories.user(Role.OFFICER, three.organ), 120)
    User.objects.filter(pk=shown.pk).update(is_demo=True)
    assert put_to_sleep(at=NOON) == [user.code]
    assert put_to_sleep(at=NOON) == []
    change = user.rights_changes.get(kind=ChangeKind.SLEEP)
    assert (change.proposed_by, change.state) == (None, ChangeState.APPLIED)


def test_what_waits_for_a_sleeper_is_dropped(three):
    User.objects.update(last_login=NOON)
    user = used(three.granted(), 120)
    change = three.propose(user, ChangeKind.TRANSFER, role=Role.DIRECTOR)
    put_to_sleep(at=NOON)
    change.refresh_from_db()
    assert change.state == ChangeState.TAKEN_BACK


def test_a_grant_for_a_time_ends_the_day_after(three):
    user = three.granted(to_on=TODAY + 10 * DAY, from_on=TODAY)
    assert expire_grants(at=NOON, on=TODAY + 10 * DAY) == []
    assert expire_grants(at=NOON, on=TODAY + 11 * DAY) == [user.code]
    assert expire_grants(at=NOON, on=TODAY + 11 * DAY) == []
    user.refresh_from_db()
    assert user.role == ""


def test_a_later_grant_without_an_end_stands(three):
    user = three.granted(to_on=TODAY + 10 * DAY, from_on=TODAY)
    three.confirm(three.propose(user, ChangeKind.TRANSFER, role=Role.DIRECTOR), at=NOON + DAY)
    assert expire_grants(at=NOON, on=TODAY + 11 * DAY) == []
    user.refresh_from_db()
    assert user.role == Role.DIRECTOR


def test_the_timetable_has_the_night(three, settings):
    from huifang.celery import app

    entry = app.conf.beat_schedule["nightly-accounts"]
    assert entry["task"] == "stewards.tasks.nightly"


def test_the_task_runs_as_it_stands(three):
    from stewards.tasks import nightly

    with for_system("test"):
        nightly()
