"""Relatives' words and restricted notes: for the few, after a reason, on a page of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from audit.models import Entry, StatedPurpose
from signin import sessions
from tests import factories
from tests.visits.people import TODAY, assessed, people, visited
from visits.actions import FamilyHeard, save_note
from workdays import clock

pytestmark = pytest.mark.django_db
SAID, NOTED, HOME = "家里压力大", "先听后说", "父亲住院"
REASON = "准备第二次回访谈话"


@pytest.fixture
def who():
    found = people()
    save_note(assessed(found), approach=NOTED, family=HOME, by=found.officer, on=TODAY)
    visited(found, parts={"family": FamilyHeard("spouse", SAID)})
    return found


def entered(user) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session[sessions.CONFIRMED] = clock.now().timestamp()
    session.save()
    return client


def address(who):
    return reverse("visits:restricted", args=[who.dossier.code])


def send(user, who, **form):
    return entered(user).post(address(who), {"purpose": "visit", "note": REASON, **form})


def holds(answer) -> list[bool]:
    text = answer.content.decode()
    return [words in text for words in (SAID, NOTED, HOME, "配偶")]


def test_the_question_shows_nothing_of_the_answer(who):
    answer = entered(who.director).get(address(who))
    assert (answer.status_code, holds(answer)) == (200, [False] * 4)


def test_the_answer_shows_all_of_it_and_is_kept_nowhere(who):
    answer = send(who.director, who)
    assert (answer.status_code, holds(answer)) == (200, [True] * 4)
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.decode().count("data-reveal=") == 4
    assert holds(entered(who.director).get(address(who))) == [False] * 4


def test_every_row_read_stands_in_the_record_by_the_names_of_its_columns(who):
    send(who.director, who)
    entries = Entry.objects.filter(verb="restricted.read").order_by("object_type")
    assert [(each.object_type, each.fields, each.purpose) for each in entries] == [
        ("visits.assessmentnote", ["approach", "family"], "visit"),
        ("visits.familytalk", ["relation", "text"], "visit"),
    ]
    kept = "".join(str(each.detail) + each.reason for each in Entry.objects.all())
    assert [words in kept for words in (SAID, NOTED, HOME, REASON)] == [False] * 4
    assert StatedPurpose.objects.get().note == REASON


@pytest.mark.parametrize("note", ["", "回访", "。。。。。。"])
def test_no_reason_no_words(who, note):
    answer = send(who.director, who, note=note)
    assert (answer.status_code, holds(answer)) == (422, [False] * 4)
    assert not Entry.objects.filter(verb="restricted.read").exists()


def test_it_is_for_the_director_the_handler_and_the_visit_team(who):
    outsider = factories.user(Role.OFFICER, who.office)
    statuses = {
        "director": send(who.director, who).status_code,
        "handler": send(who.officer, who).status_code,
        "team": send(who.second, who).status_code,
        "outsider": send(outsider, who).status_code,
        "leader": send(who.leader, who).status_code,
        "helper": send(who.helper, who).status_code,
    }
    assert statuses == {
        "director": 200, "handler": 200, "team": 200,
        "outsider": 404, "leader": 403, "helper": 403,
    }  # fmt: skip


def test_where_nothing_was_written_there_is_no_page():
    bare = people()
    assert entered(bare.director).get(address(bare)).status_code == 404


def test_who_asks_shows_again_who_he_is(who, monkeypatch):
    monkeypatch.setattr("signin.stepup.was_confirmed", lambda *_args, **_kwargs: False)
    answer = send(who.director, who)
    assert (answer.status_code, holds(answer)) == (303, [False] * 4)
