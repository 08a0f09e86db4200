"""The same form sent twice acts once; other words or another person make another form."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.acting import for_system
from accounts.roles import Role
from audit.models import Entry
from columns.codes import new_code
from signin.actions.once import sweep_sent
from signin.models import SentForm
from tests import factories
from tests.stewards.test_pages import signed_in
from visits.actions import reconcile
from visits.models import Obligation
from workdays import clock

KEY = re.compile(r'name="form_key" value="([0-9A-Z]{12})"')
POSTED = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)


class Room:
    """A director and the page on which a duty is exempted, a form without a key of its own."""

    def __init__(self) -> None:
        self.office = factories.office()
        self.director = factories.user(Role.DIRECTOR, self.office)
        self.dossier = factories.dossier(self.office)
        reconcile([self.dossier.pk], on=factories.TODAY)
        args = [self.dossier.code, "plan", "once"]
        self.url = reverse("visits:exempt", args=args)

    def entries(self) -> int:
        with for_system("test"):
            return Entry.objects.filter(verb="obligation.exempt").count()


@pytest.fixture
def room(db):
    return Room()


def body(key=None, **changes):
    return {"reason": "本人住院", "form_key": key or new_code(), **changes}


def send(client, room, sent):
    """As a browser sends a form without files."""
    return client.post(room.url, urlencode(sent), content_type="application/x-www-form-urlencoded")


def test_every_form_of_a_page_has_a_key_of_its_own(room):
    page = signed_in(room.director).get(room.url).content.decode()
    forms = POSTED.findall(page)
    keys = [KEY.findall(form) for form in forms]
    assert len(forms) >= 1
    assert [len(found) for found in keys] == [1] * len(forms)
    assert len({found[0] for found in keys}) == len(forms)


def test_the_second_sending_is_led_to_where_the_first_one_went(room):
    client, sent = signed_in(room.director), body()
    first, second = send(client, room, sent), send(client, room, sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert room.entries() == 1
    assert "没有重复办理" in client.get(second["Location"]).content.decode()
    assert SentForm.objects.get().location == first["Location"]


def test_a_page_that_was_shown_again_may_be_sent_again(room):
    client, key = signed_in(room.director), new_code()
    assert send(client, room, body(key, reason="")).status_code == 422
    assert not SentForm.objects.exists()
    assert send(client, room, body(key, reason="")).status_code == 422
    assert send(client, room, body(key)).status_code == 303
    assert room.entries() == 1


def test_other_words_or_another_person_make_another_form(room):
    client, key = signed_in(room.director), new_code()
    send(client, room, body(key))
    assert send(client, room, body(key, reason="另一个原因")).status_code == 422
    other = factories.user(Role.DIRECTOR, room.office)
    assert send(signed_in(other), room, body(key)).status_code == 422


def test_a_key_that_is_none_is_no_key(room):
    client = signed_in(room.director)
    for key in ("", "x" * 12, "A" * 40):
        send(client, room, body() | {"form_key": key, "reason": ""})
    assert not SentForm.objects.exists()


def test_what_was_sent_is_forgotten_after_a_day(room):
    send(signed_in(room.director), room, body())
    assert sweep_sent(at=clock.now() + timedelta(hours=23)) == 0
    assert sweep_sent(at=clock.now() + timedelta(hours=25)) == 1


def test_twenty_at_once_act_once(committed_db):
    room = Room()
    sent, session = body(), signed_in(room.director).cookies

    def once(_number):
        client = Client()
        client.cookies = session.copy()
        try:
            answer = send(client, room, sent)
            return answer.status_code, answer.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(once, range(20)))
    assert len(answers) == 1
    assert next(iter(answers))[0] == 303
    assert room.entries() == 1
    assert Obligation.objects.get(dossier=room.dossier, kind="plan").exempt_reason == "本人住院"
