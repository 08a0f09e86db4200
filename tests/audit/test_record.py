"""Entries are written with the act, keep no typed word, and are never altered."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.roles import Role
from audit.choices import Verb
from audit.models import Entry
from audit.origin import Origin, coming_from
from audit.record import MASK, NotRecorded, record, record_many
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.cadre(factories.work_unit())


def newest():
    return Entry.objects.latest("pk")


def test_an_entry_names_who_and_what_and_whose(person):
    office = factories.office()
    who = factories.user(Role.OFFICER, office)
    record("person.open", person, by=who, purpose="visit")
    entry = newest()
    assert (entry.actor_id, entry.actor_role) == (who.pk, "officer")
    assert (entry.object_type, entry.object_id, entry.cadre_id) == (
        "cases.cadre", person.pk, person.pk,
    )  # fmt: skip
    assert entry.purpose == "visit"


def test_personal_columns_are_masked_and_other_words_are_digests(person):
    record("cadre.edited", person, by=None, name="许明澈", post="科员", stage="visiting")
    detail = newest().detail
    assert detail["name"] == MASK
    assert detail["stage"] == "visiting"
    assert detail["post"].startswith("~")
    assert "科员" not in str(detail)


def test_one_word_has_one_digest_so_that_history_proves_it(person):
    record("dossier.paused", person, by=None, reason="长期病假 ")
    first = newest()
    record("dossier.paused", person, by=None, reason="长期病假")
    assert first.reason == newest().reason == ""
    assert first.detail["reason"] == newest().detail["reason"]
    record("dossier.paused", person, by=None, reason="失联")
    assert newest().detail["reason"] != first.detail["reason"]


def test_a_name_typed_where_a_code_belongs_is_no_code(person):
    record("decision.registered", person, by=None, kind="许明澈", counts={"许明澈": 1, "new": 2})
    assert "许明澈" not in str(newest().detail)
    assert newest().detail["counts"]["new"] == 2


def test_names_of_columns_stand_in_a_column_of_their_own(person):
    record("cadre.edited", person, by=None, fields=["post", "education"])
    assert newest().fields == ["education", "post"]
    assert "fields" not in newest().detail


def test_a_verb_nobody_has_named_is_refused(person):
    with pytest.raises(ValueError, match=r"cadre\.looked"):
        record("cadre.looked", person, by=None)


def test_the_origin_is_known_without_being_passed(person):
    place = Origin(session=lambda: "the-key-of-a-session", terminal_ip="10.0.0.23")
    with coming_from(place):
        record("person.open", person, by=None)
        record("list.view", by=None)
    mine = list(Entry.objects.filter(request_id=place.request_id).order_by("pk"))
    assert [entry.verb for entry in mine] == ["person.open", "list.view"]
    assert {entry.terminal_ip for entry in mine} == {"10.0.0.23"}
    assert len({entry.session_ref for entry in mine}) == 1
    assert "key" not in mine[0].session_ref


def test_two_entries_never_have_the_same_moment(person):
    record_many(Verb.CADRE_IMPORTED, by=None, anchors=[(person.pk, None)] * 50)
    moments = Entry.objects.filter(verb=Verb.CADRE_IMPORTED).values_list("at", flat=True)
    assert len(set(moments)) == 50


def test_the_number_of_the_transaction_is_the_databases_own(person):
    record("person.open", person, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        assert str(newest().xid) == cursor.fetchone()[0]


def test_what_cannot_be_written_stops_the_act(person):
    with pytest.raises(NotRecorded), transaction.atomic():
        record("person.open", person, by=None, purpose="far too long for the column")


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_entry_can_be_neither_changed_nor_deleted(person, act):
    rows = Entry.objects.filter(pk=newest().pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verb="x") if act == "update" else rows.delete()
    assert rows.get().verb != "x"
