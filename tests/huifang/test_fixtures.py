"""The suite's own help: whose role it uses, that it rolls back, commits, refuses queries."""

import datetime as dt

import pytest
from django.db import connection, transaction

from accounts.acting import acting_as


def _one(sql: str):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_the_day_of_the_suite_is_fixed(today):
    assert today == dt.date(2026, 9, 30)


@pytest.mark.django_db
def test_tests_query_as_the_role_that_serves():
    with acting_as(None):
        assert _one("SELECT current_user") == "hf_app"
    assert _one("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = 'hf_app'") is False
    owners = "SELECT count(*) FROM pg_class WHERE relowner = 'hf_app'::regrole"
    assert _one(owners) == 0


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_commits_is_gone_for_the_next(committed_db, turn):
    from django.contrib.sessions.models import Session

    assert Session.objects.count() == 0
    with transaction.atomic():
        Session.objects.create(
            session_key=f"turn{turn}", session_data="x", expire_date=dt.datetime.now(dt.UTC)
        )
    assert _one("SELECT pg_current_xact_id_if_assigned() IS NULL") is True
    assert Session.objects.count() == 1


@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_marked_test_writes_is_rolled_back(db, turn):
    from django.contrib.sessions.models import Session

    assert Session.objects.count() == 0
    Session.objects.create(
        session_key=f"turn{turn}", session_data="x", expire_date=dt.datetime.now(dt.UTC)
    )


def test_a_query_in_the_guard_raises(db, no_queries):
    with pytest.raises(AssertionError, match="a query where none may be"), no_queries():
        _one("SELECT 1")
