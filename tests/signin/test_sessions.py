"""Sessions: two limits, one per account, and rights that change with the next request."""

import pytest

from accounts.roles import Role
from audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, officer, hands):
    enter(client, officer)
    return client


def enter(client, user):
    answer = client.post("/login/", {"username": user.username, "password": factories.PASSWORD})
    assert answer.status_code == 303
    return answer


def is_over(client):
    answer = client.get("/prefs/")
    return answer.status_code == 302 and answer.url.startswith("/login/")


def test_a_session_at_rest_ends_after_fifteen_minutes(signed_in, hands):
    hands.pass_by(minutes=14, seconds=59)
    assert not is_over(signed_in)
    hands.pass_by(minutes=15, seconds=1)
    assert is_over(signed_in)
    assert Entry.objects.get(verb="session.ended").detail["kind"] == "idle"


def test_clicks_seconds_apart_keep_it_open(signed_in, hands):
    for _ in range(40):
        hands.pass_by(seconds=9)
        assert not is_over(signed_in)
    hands.pass_by(minutes=14, seconds=45)
    assert not is_over(signed_in)


def test_however_busy_it_ends_after_eight_hours(signed_in, hands):
    for _ in range(8 * 6 - 1):
        hands.pass_by(minutes=10)
        assert not is_over(signed_in)
    hands.pass_by(minutes=10)
    assert is_over(signed_in)
    assert "已满最长时限" in signed_in.get("/login/").content.decode()


def test_the_limits_are_settings(client, officer, hands, settings):
    settings.IDLE_LIMIT_MINUTES = 5
    enter(client, officer)
    hands.pass_by(minutes=5)
    assert is_over(client)


def test_an_ended_session_stays_ended_and_its_key_opens_nothing(signed_in, hands):
    hands.pass_by(minutes=16)
    assert is_over(signed_in)
    hands.pass_by(minutes=-15)
    assert is_over(signed_in)


def test_the_door_says_why(signed_in, hands):
    hands.pass_by(minutes=16)
    signed_in.get("/todo/")
    text = signed_in.get("/login/?next=/todo/").content.decode()
    assert "有一段时间没有操作" in text


def test_a_second_sign_in_ends_the_first_and_both_know(client, officer, hands):
    from django.test import Client

    enter(client, officer)
    other = Client()
    enter(other, officer)
    assert is_over(client)
    assert "已在另一处登录" in client.get("/login/").content.decode()
    assert not is_over(other)
    assert Entry.objects.get(verb="session.replaced").actor_id == officer.pk


def test_several_at_once_where_the_setting_allows_it(client, officer, hands, settings):
    from django.test import Client

    settings.SINGLE_SESSION = False
    enter(client, officer)
    enter(Client(), officer)
    assert not is_over(client)


def test_signing_in_again_after_the_end_makes_a_new_session(signed_in, officer, hands):
    key = signed_in.session.session_key
    hands.pass_by(minutes=16)
    signed_in.get("/todo/")
    enter(signed_in, officer)
    assert signed_in.session.session_key != key
    assert not is_over(signed_in)


def test_what_is_withdrawn_is_refused_with_the_next_request(signed_in, officer):
    assert signed_in.get("/import/").status_code == 200
    officer.role = Role.HELPER
    officer.save(update_fields=["role"])
    assert signed_in.get("/import/").status_code == 403


def test_a_deactivated_account_is_out_with_the_next_request(signed_in, officer):
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    assert is_over(signed_in)


class TestTheTimeLeft:
    def test_asking_is_no_activity(self, signed_in, hands):
        hands.pass_by(minutes=10)
        assert signed_in.get("/session/").json()["left"] == 300
        hands.pass_by(minutes=4)
        assert signed_in.get("/session/").json()["left"] == 60

    def test_saying_that_one_is_still_there_is(self, signed_in, officer, hands):
        hands.pass_by(minutes=14)
        answer = signed_in.post("/session/").json()
        assert (answer["left"], answer["prolongs"], answer["who"]) == (900, True, officer.code)

    def test_the_longest_time_is_not_prolonged(self, signed_in, hands):
        for _ in range(47):
            hands.pass_by(minutes=10)
            signed_in.post("/session/")
        answer = signed_in.post("/session/").json()
        assert (answer["left"], answer["prolongs"]) == (600, False)

    def test_after_the_end_a_script_is_told_401(self, signed_in, hands):
        hands.pass_by(minutes=16)
        answer = signed_in.get("/session/", headers={"Accept": "application/json"})
        assert answer.status_code == 401
        answer = signed_in.get("/people/", headers={"HX-Request": "true"})
        assert answer.status_code == 401

    def test_the_page_carries_what_the_warning_needs(self, signed_in, officer, hands):
        text = signed_in.get("/prefs/").content.decode()
        assert 'data-left="900"' in text
        assert 'data-warn="120"' in text
        assert f'data-who="{officer.code}"' in text


def test_a_session_the_program_opened_begins_when_it_is_first_seen(client, officer, hands):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert not is_over(client)
    hands.pass_by(minutes=16)
    assert is_over(client)
