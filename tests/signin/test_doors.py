"""Signing in: argon2, lock-out, idle limit; and nothing without it."""

import time

import pytest
from django.conf import settings

from accounts.roles import Role
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


@pytest.fixture
def officer():
    return factories.user(Role.OFFICER, factories.office())


def sign_in(client, user, password=factories.PASSWORD, **more):
    return client.post(LOGIN, {"username": user.username, "password": password, **more})


def test_passwords_are_kept_as_argon2(officer):
    assert officer.password.startswith("argon2$argon2id$")


def test_signing_in_leads_to_the_desk_and_is_recorded(client, officer):
    answer = sign_in(client, officer)
    assert (answer.status_code, answer.url) == (302, "/")
    assert Entry.objects.get(verb="login.ok").actor_id == officer.pk


def test_signing_in_leads_back_to_where_one_wanted(client, officer):
    assert sign_in(client, officer, next="/people/?q=x").url == "/people/?q=x"


def test_signing_in_never_leads_to_another_house(client, officer):
    assert sign_in(client, officer, next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_says_so_without_saying_which(client, officer):
    answer = sign_in(client, officer, password="wrong")
    unknown = client.post(LOGIN, {"username": "nobody", "password": "wrong"})
    assert "用户名或密码不对" in answer.content.decode()
    assert "用户名或密码不对" in unknown.content.decode()


def test_after_five_wrong_passwords_the_right_one_waits_too(client, officer):
    for _ in range(5):
        sign_in(client, officer, password="wrong")
    answer = sign_in(client, officer)
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_deactivated_account_cannot_sign_in(client, officer):
    officer.is_active = False
    officer.save()
    assert sign_in(client, officer).status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_idle_session_ends(client, officer):
    sign_in(client, officer)
    client.get("/prefs/")
    session = client.session
    session["last_seen"] = int(time.time()) - settings.IDLE_LIMIT_MINUTES * 60 - 1
    session.save()
    answer = client.get("/prefs/")
    assert answer.status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/", "/todo/", "/people/", "/import/", "/docs/", "/prefs/"])
def test_a_stranger_is_sent_to_the_door(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)


def test_signing_out_needs_a_post(client, officer):
    sign_in(client, officer)
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert "_auth_user_id" not in client.session


def test_one_changes_ones_own_password_with_the_old_one(client, officer):
    sign_in(client, officer)
    new = "another-long-passphrase"
    wrong = {"old_password": "no", "new_password1": new, "new_password2": new}
    assert "原密码不对" in client.post("/prefs/", wrong).content.decode()
    client.post("/prefs/", wrong | {"old_password": factories.PASSWORD})
    officer.refresh_from_db()
    assert officer.check_password(new)
