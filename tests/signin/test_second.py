"""The second factor: owed before everything else, used once, lost and made anew."""

from base64 import b32decode, b64encode

import pytest
from django.urls import get_resolver

from accounts.roles import Role
from audit.models import Entry
from columns.refusal import Refused
from signin.actions import enrol_second_factor, reset_second_factor, take_code
from signin.models import RecoveryCode, SecondFactor
from signin.rules.codes import code_at, new_secret, step_at
from tests import factories
from tests.test_access import addresses

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demanded(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def secret(officer, hands):
    made = new_secret()
    code = code_at(made, step_at(hands.at))
    officer.recovery = enrol_second_factor(officer, secret=made, code=code, at=hands.at)
    hands.pass_by(minutes=5)
    return made


def enter(client, user):
    return client.post("/login/", {"username": user.username, "password": factories.PASSWORD})


def now(secret, hands):
    return code_at(secret, step_at(hands.at))


def test_a_session_with_the_password_alone_gets_nowhere(client, officer, secret, hands):
    """Every address of the resolver, and one that does not exist."""
    enter(client, officer)
    open_ones = {
        "/login/", "/login/code/", "/logout/", "/session/", "/second/", "/second/enrol/",
        "/comfort/text-size/", "/comfort/keys/",
    }  # fmt: skip
    found = {address for address, _ in addresses(get_resolver())} | {"/no-such-page/"}
    assert len(found) > 80
    for address in sorted(found - open_ones):
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert (address, answer.status_code) == (address, 302)
            assert answer.url.startswith("/second/?next=")


def test_with_the_code_the_door_opens_under_a_new_session_id(client, officer, secret, hands):
    enter(client, officer)
    key = client.session.session_key
    answer = client.post("/second/", {"code": now(secret, hands), "next": "/prefs/"})
    assert (answer.status_code, answer.url) == (303, "/prefs/")
    assert client.session.session_key != key
    assert client.get("/todo/").status_code == 200
    assert Entry.objects.get(verb="2fa.ok").actor_id == officer.pk


def test_a_code_is_taken_once(officer, secret, hands):
    code = now(secret, hands)
    assert take_code(officer, code=code, at=hands.at) == ""
    assert "已经用过" in take_code(officer, code=code, at=hands.at)


def test_an_older_code_is_not_taken_after_a_newer_one(officer, secret, hands):
    older = code_at(secret, step_at(hands.at) - 1)
    assert take_code(officer, code=now(secret, hands), at=hands.at) == ""
    assert take_code(officer, code=older, at=hands.at) != ""


def test_five_wrong_codes_and_the_right_one_waits(client, officer, secret, hands):
    enter(client, officer)
    for _ in range(5):
        assert "验证码不对" in client.post("/second/", {"code": "000000"}).content.decode()
    text = client.post("/second/", {"code": now(secret, hands)}).content.decode()
    assert "15分钟后再试" in text
    assert Entry.objects.filter(verb="2fa.fail").count() == 6
    hands.pass_by(minutes=14, seconds=50)
    client.get("/second/")
    hands.pass_by(seconds=20)
    assert client.post("/second/", {"code": now(secret, hands)}).status_code == 303


def test_a_recovery_code_opens_once(client, officer, secret, hands):
    code = officer.recovery[0]
    enter(client, officer)
    assert client.post("/second/", {"code": code.lower()}).status_code == 303
    client.post("/logout/")
    enter(client, officer)
    assert client.post("/second/", {"code": code}).status_code == 200
    assert Entry.objects.filter(verb="2fa.recovered").count() == 1


def test_a_shown_recovery_code_of_another_person_opens_nothing(client, officer, secret, hands):
    other = factories.user(Role.OFFICER, officer.unit)
    made = new_secret()
    codes = enrol_second_factor(other, secret=made, code=now(made, hands), at=hands.at)
    enter(client, officer)
    assert client.post("/second/", {"code": codes[0]}).status_code == 200


class TestTakingItUp:
    def key_on(self, page):
        shown = page.content.decode().partition('class="qr-key">')[2].partition("<")[0]
        return b32decode(shown.replace(" ", ""))

    def test_the_first_sign_in_leads_to_it(self, client, officer, hands):
        enter(client, officer)
        assert client.get("/todo/").url.startswith("/second/")
        assert client.get("/second/").url == "/second/enrol/"
        page = client.get("/second/enrol/")
        assert "<svg" in page.content.decode()
        answer = client.post("/second/enrol/", {"code": now(self.key_on(page), hands)})
        text = answer.content.decode()
        assert all(
            code in text for code in [text.partition("<code>")[2].partition("</code>")[0]] if code
        )
        assert text.count("<code>") == 10
        assert client.get("/todo/").status_code == 200

    def test_the_key_stays_the_same_until_it_is_proven(self, client, officer, hands):
        enter(client, officer)
        first = self.key_on(client.get("/second/enrol/"))
        wrong = client.post("/second/enrol/", {"code": "000000"})
        assert "验证码不对" in wrong.content.decode()
        assert self.key_on(wrong) == first
        assert not SecondFactor.objects.exists()

    def test_the_key_is_sealed_in_session_and_table(self, client, officer, hands):
        from django.contrib.sessions.models import Session
        from django.db import connection

        enter(client, officer)
        page = client.get("/second/enrol/")
        key = self.key_on(page)
        kept = str(Session.objects.get().get_decoded())
        assert b64encode(key).decode() not in kept
        client.post("/second/enrol/", {"code": now(key, hands)})
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM signin_secondfactor")
            stored = bytes(cursor.fetchone()[0])
        assert b64encode(key) not in stored
        assert key not in stored

    def test_recovery_codes_are_kept_as_digests(self, officer, secret):
        kept = {bytes(each) for each in RecoveryCode.objects.values_list("digest", flat=True)}
        assert len(kept) == 10
        assert not any(code.encode() in b"".join(kept) for code in officer.recovery)

    def test_a_second_one_is_refused(self, officer, secret, hands):
        other = new_secret()
        with pytest.raises(Refused, match="已经启用"):
            enrol_second_factor(officer, secret=other, code=now(other, hands), at=hands.at)

    def test_who_has_one_is_not_offered_another(self, client, officer, secret):
        enter(client, officer)
        assert client.get("/second/enrol/").url == "/second/"

    def test_new_recovery_codes_end_the_old_ones(self, client, officer, secret, hands):
        enter(client, officer)
        client.post("/second/", {"code": now(secret, hands)})
        assert client.post("/second/recovery/").content.decode().count("<code>") == 10
        assert take_code(officer, code=officer.recovery[0], at=hands.at) != ""


class TestALostTelephone:
    @pytest.fixture
    def guard(self, officer):
        made = factories.user(Role.OFFICER, officer.unit)
        made.role, made.staff_no = Role.SECURITY, "G-1"
        made.save()
        return made

    def test_the_security_administrator_resets_and_the_session_ends(
        self, client, officer, secret, hands, guard
    ):
        enter(client, officer)
        client.post("/second/", {"code": now(secret, hands)})
        assert client.get("/todo/").status_code == 200
        reset_second_factor(officer, by=guard)
        assert client.get("/todo/").url.startswith("/login/")
        enter(client, officer)
        assert client.get("/second/").url == "/second/enrol/"
        assert Entry.objects.get(verb="2fa.reset").actor_id == guard.pk
        assert not RecoveryCode.objects.filter(user=officer).exists()

    def test_nobody_else_resets(self, officer, secret):
        with pytest.raises(Refused, match="由安全管理员办理"):
            reset_second_factor(officer, by=factories.user(Role.DIRECTOR, officer.unit))
        assert SecondFactor.objects.filter(user=officer).exists()

    def test_nor_does_he_for_himself(self, guard):
        with pytest.raises(Refused, match="不能重置自己的"):
            reset_second_factor(guard, by=guard)


def test_invented_accounts_are_let_in_without(client, officer, hands):
    officer.is_demo = True
    officer.save()
    enter(client, officer)
    assert client.get("/todo/").status_code == 200


def test_a_session_the_program_opened_owes_it_too(client, officer, hands):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/todo/").url.startswith("/second/")


def test_where_it_is_not_demanded_nobody_is_asked(client, officer, settings, hands):
    settings.SECOND_FACTOR = False
    enter(client, officer)
    assert client.get("/second/").url == "/"
    assert client.get("/todo/").status_code == 200


def test_a_script_is_told_401_while_the_step_is_owed(client, officer, secret):
    enter(client, officer)
    assert client.get("/people/", headers={"HX-Request": "true"}).status_code == 401


def test_an_earlier_session_ends_only_when_both_factors_were_shown(client, officer, secret, hands):
    from django.test import Client

    enter(client, officer)
    client.post("/second/", {"code": now(secret, hands)})
    thief = Client()
    enter(thief, officer)
    assert client.get("/todo/").status_code == 200
