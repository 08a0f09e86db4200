"""Entries are written with the act, mask what is personal, and are never altered."""

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from audit.models import Entry
from audit.record import MASK, record
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.cadre(factories.work_unit())


def test_an_entry_names_who_and_what_and_whose(person):
    office = factories.office()
    who = factories.user(Role.OFFICER, office)
    record("cadre.looked", person, by=who, reason="回访准备")
    entry = Entry.objects.latest("pk")
    assert (entry.actor_id, entry.actor_role) == (who.pk, "officer")
    assert (entry.object_type, entry.object_id, entry.cadre_id) == (
        "cases.cadre", person.pk, person.pk,
    )  # fmt: skip
    assert entry.reason == "回访准备"


def test_personal_columns_are_masked(person):
    record("cadre.edited", person, by=None, name="许明澈", post="科员")
    entry = Entry.objects.latest("pk")
    assert entry.detail == {"name": MASK, "post": "科员"}


@pytest.mark.parametrize("act", ["update", "delete"])
def test_an_entry_can_be_neither_changed_nor_deleted(person, act):
    entry = Entry.objects.latest("pk")
    rows = Entry.objects.filter(pk=entry.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(verb="x") if act == "update" else rows.delete()
    assert Entry.objects.get(pk=entry.pk).verb == entry.verb
