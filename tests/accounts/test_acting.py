"""The database knows who acts, in this transaction only; system jobs enter their own role."""

import pytest
from django.db import connection

from accounts.acting import acting_as, for_system
from accounts.models import Unit
from accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_tests_serve_as_the_application_role():
    assert asked("SELECT current_user") == "hf_app"


def test_the_transaction_knows_who_acts():
    user = factories.user(Role.OFFICER, factories.office())
    with acting_as(user):
        assert asked("SELECT current_setting('app.user_id')") == str(user.pk)


def test_a_system_job_has_the_role_only_inside():
    with for_system("reconcile"):
        assert asked("SELECT current_user") == "hf_system"
        assert asked("SELECT current_setting('app.job')") == "reconcile"
    assert asked("SELECT current_user") == "hf_app"


def test_row_history_says_who(committed_db):
    user = factories.user(Role.OFFICER, factories.office())
    unit = factories.work_unit()
    with acting_as(user):
        Unit.objects.filter(pk=unit.pk).update(checked=False)
    newest = unit.history.order_by("-pgh_id").first()
    assert newest.pgh_context.metadata["user"] == user.pk
    assert newest.checked is False


@pytest.mark.parametrize("act", [lambda: acting_as(None), lambda: for_system("test")])
def test_history_triggers_find_the_setting_they_ask_for(act):
    """Otherwise each would raise and swallow an error: quadratic in a long transaction."""
    with act():
        assert asked("SELECT current_setting('pgtrigger.ignore')") == "{}"


@pytest.mark.parametrize(
    "forbidden",
    [
        "DROP TABLE audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE cases_cadre DISABLE TRIGGER ALL",
        "CREATE TABLE x (y int)",
        "DELETE FROM audit_entry",
        "UPDATE accounts_unithistory SET name = ''",
    ],
)
def test_the_application_role_may_not(forbidden):
    from django.db import DatabaseError, transaction

    factories.work_unit()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forbidden)
