"""The rules of the house, kept by the whole tree."""

import pytest
from django.core import checks
from django.db import ProgrammingError, connection, transaction
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from audit.choices import Verb
from huifang import doors
from tests import house


def test_every_view_but_the_public_ones_names_its_permission():
    assert doors.unguarded() == []
    assert {name for name, _ in doors.views()} >= doors.PUBLIC | doors.OWN


def test_a_view_that_names_none_stops_the_program():
    def open_door(request): ...

    open_door.__module__ = "cases.views"
    resolver = URLResolver(RegexPattern(""), [path("open/", open_door)])
    assert doors.unguarded(resolver) == ["cases.views.open_door"]
    registered = checks.registry.registry.get_checks()
    assert doors.doors in registered


def test_no_file_is_longer_than_a_room():
    assert house.long_files() == []


def test_no_function_is_longer_than_a_screen():
    assert house.long_functions() == []


def test_every_file_says_what_lives_there():
    assert house.files_without_a_word() == []


def test_every_model_and_column_has_a_chinese_name():
    assert len(house.own_models()) > 40
    assert house.nameless(house.own_models()) == []


def test_every_model_declares_what_is_personal():
    assert house.undeclared(house.own_models()) == []


def test_templates_need_no_exception_from_the_content_policy():
    assert house.unsafe_templates() == []


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET verb = 'other'", "DELETE FROM audit_entry"]
)
@pytest.mark.parametrize("role", ["hf_app", "hf_owner"])
def test_audit_entries_refuse_every_change(committed_db, role, change):
    """The trigger holds for the owner too, who is bound by no grant."""
    import psycopg

    from audit.record import record

    with transaction.atomic():
        record(Verb.PAGE_OPEN, by=None)
    dsn = committed_db.endpoints.dsn(role, committed_db.database)
    with psycopg.connect(dsn) as other, pytest.raises(psycopg.Error, match=r"annot|denied"):
        other.execute(change)


def test_the_application_role_cannot_switch_the_trigger_off(db):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
