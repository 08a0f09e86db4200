"""The database knows who acts, in this transaction only; system jobs enter their own role."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.http import Http404

from accounts import acting
from accounts.acting import act, acting_as, as_system, for_system
from accounts.models import Unit
from accounts.roles import Role
from cases.models import Decision, Dossier
from columns.guarded import Unscoped
from columns.refusal import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def asked(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def test_a_users_work_is_done_as_the_application_role():
    with acting_as(None):
        assert asked("SELECT current_user") == "hf_app"


def test_the_transaction_knows_who_acts():
    user = factories.user(Role.OFFICER, factories.office())
    with acting_as(user):
        assert asked("SELECT current_setting('app.user_id')") == str(user.pk)


def test_a_system_job_has_the_role_only_inside():
    with acting_as(None):
        with for_system("reconcile"):
            assert asked("SELECT current_user") == "hf_system"
            assert asked("SELECT current_setting('app.job')") == "reconcile"
        assert asked("SELECT current_user") == "hf_app"
        assert asked("SELECT current_setting('app.job')") == ""


def test_an_exception_takes_the_systems_role_back_with_it():
    with acting_as(None):
        with pytest.raises(Refused), as_system():
            raise Refused("不行")
        assert asked("SELECT current_user") == "hf_app"
        assert acting.at_work.get() == ""


def test_an_act_works_as_the_system_on_what_its_user_sees():
    dossier = factories.dossier(factories.office())
    keeper = factories.user(Role.OFFICER, dossier.owner)
    stranger = factories.user(Role.OFFICER, factories.office("另一县纪委监委"))

    @act
    def close(found, *, by):
        return asked("SELECT current_user"), found.pk

    with acting_as(keeper):
        assert close(dossier, by=keeper) == ("hf_system", dossier.pk)
        assert asked("SELECT current_user") == "hf_app"
    with acting_as(stranger), pytest.raises(Http404):
        close(dossier, by=stranger)


def test_a_user_reads_behind_the_wall_and_writes_nothing():
    dossier = factories.dossier(factories.office())
    keeper = factories.user(Role.OFFICER, dossier.owner)
    with acting_as(keeper):
        assert asked("SELECT count(*) FROM cases_dossier") == 1
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_dossier SET number = 'x'")
            assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            asked("INSERT INTO cases_posting (cadre_id) SELECT id FROM cases_cadre RETURNING id")
    assert asked("SELECT count(*) FROM cases_dossier WHERE number = 'x'") == 0


def test_a_query_that_nothing_bounds_is_named():
    dossier = factories.dossier(factories.office())
    keeper = factories.user(Role.OFFICER, dossier.owner)
    with acting_as(keeper):
        assert Dossier.objects.visible_to(keeper).get() == dossier
        assert list(Decision.objects.filter(dossier=dossier)) == list(dossier.decisions.all())
        for forgotten in (Dossier.objects.all, Dossier.objects.live().count, Dossier.objects.first):
            with pytest.raises(Unscoped, match="Dossier"):
                list(forgotten())
        mine, all_there_is = Dossier.objects.visible_to(keeper), Dossier.objects.all()
        assert list(mine | Dossier.objects.visible_to(keeper)) == [dossier]
        for mixed in (mine | all_there_is, all_there_is | mine):
            with pytest.raises(Unscoped):
                mixed.exists()
        with as_system():
            assert Dossier.objects.count() == 1


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
