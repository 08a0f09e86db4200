"""Signing in: argon2, lock-out, budgets, one answer for every fault; and signing out."""

from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher

from accounts.roles import Role
from audit.models import Entry
from signin.actions import hand_out_initial_password
from signin.actions.passwords import set_own_password
from signin.models import FormerPassword
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/login/"
NEW = "Suan3-Yundong-cha"


def sign_in(client, user, password=factories.PASSWORD, *, extra=None, **more):
    data = {"username": user.username, "password": password, **more}
    return client.post(LOGIN, data, headers=extra)


def is_in(client):
    return "_auth_user_id" in client.session


def body(answer):
    """The page without what is new each time: the form token, and the typed name."""
    text = answer.content.decode()
    token = answer.context["csrf_token"]
    name = answer.context["form"].data["username"]
    return text.replace(str(token), "").replace(name, "")


def test_passwords_are_kept_as_argon2(officer):
    assert officer.password.startswith("argon2$argon2id$")


def test_signing_in_leads_to_the_desk_and_is_recorded(client, officer):
    answer = sign_in(client, officer)
    assert (answer.status_code, answer.url) == (303, "/")
    assert Entry.objects.get(verb="login.ok").actor_id == officer.pk


def test_signing_in_leads_back_to_where_one_wanted(client, officer):
    assert sign_in(client, officer, next="/people/?q=x").url == "/people/?q=x"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "\\\\elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "http:elsewhere.example",
        "\u202e//elsewhere.example",
    ],
)
def test_signing_in_never_leads_to_another_house(client, officer, elsewhere):
    url = sign_in(client, officer, next=elsewhere).url
    assert url == "/"


def test_a_line_break_in_the_next_address_makes_no_header(client, officer):
    answer = sign_in(client, officer, next="/people/\r\nX-Planted: 1")
    assert "X-Planted" not in answer.headers


def test_an_empty_form_says_what_is_missing(client):
    text = client.post(LOGIN, {}).content.decode()
    assert "请填写用户名。" in text
    assert "请填写密码。" in text


def faults(client, officer):
    """How each kind of fault is answered: a known name, an unknown one, a shut one, a locked."""
    shut = factories.user(Role.OFFICER, officer.unit)
    shut.is_active = False
    shut.save()
    locked = factories.user(Role.OFFICER, officer.unit)
    for _ in range(5):
        sign_in(client, locked, password="wrong-wrong")
    ghost = factories.user(Role.OFFICER, officer.unit)
    ghost.delete()
    return {"known": officer, "unknown": ghost, "shut": shut, "locked": locked}


@pytest.mark.parametrize("password", ["wrong-wrong", factories.PASSWORD])
def test_every_fault_is_answered_in_the_same_words_and_length(client, officer, password):
    people = faults(client, officer)
    if password == factories.PASSWORD:
        del people["known"]
    answers = {kind: sign_in(client, user, password) for kind, user in people.items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert len({body(answer) for answer in answers.values()}) == 1
    assert {frozenset(answer.headers) for answer in answers.values()} == {
        frozenset(answers["unknown"].headers)
    }
    assert not is_in(client)


def test_every_fault_costs_one_hash(client, officer):
    people = faults(client, officer)
    real = Argon2PasswordHasher.encode
    real_verify = Argon2PasswordHasher.verify
    for kind, user in people.items():
        calls = []
        with (
            patch.object(
                Argon2PasswordHasher,
                "encode",
                lambda self, *a, calls=calls: calls.append(1) or real(self, *a),
            ),
            patch.object(
                Argon2PasswordHasher,
                "verify",
                lambda self, *a, calls=calls: calls.append(1) or real_verify(self, *a),
            ),
        ):
            sign_in(client, user, "wrong-wrong")
        assert (kind, len(calls)) == (kind, 1)


def test_what_failed_is_recorded_without_the_name_of_a_stranger(client, officer):
    sign_in(client, officer, "wrong-wrong")
    client.post(LOGIN, {"username": "my-secret-typed-here", "password": "x"})
    known, unknown = Entry.objects.filter(verb="login.fail").order_by("pk")
    assert (known.object_id, known.detail["kind"]) == (officer.pk, "wrong")
    assert (unknown.object_id, unknown.detail["kind"]) == (None, "unknown")
    assert (known.outcome, known.actor_id) == ("refused", None)


def test_no_typed_name_stays_anywhere(client):
    from axes.models import AccessAttempt

    client.post(LOGIN, {"username": "my-secret-typed-here", "password": "also-secret"})
    kept = str(AccessAttempt.objects.values().get()) + str(list(Entry.objects.values()))
    assert "secret" not in kept


def test_after_five_wrong_passwords_the_right_one_waits_too(client, officer):
    for _ in range(5):
        sign_in(client, officer, password="wrong-wrong")
    assert sign_in(client, officer).status_code == 200
    assert not is_in(client)
    assert Entry.objects.get(verb="login.locked").object_id == officer.pk


def test_at_another_terminal_it_is_taken_meanwhile(client, officer):
    for _ in range(5):
        sign_in(client, officer, password="wrong-wrong")
    data = {"username": officer.username, "password": factories.PASSWORD}
    assert client.post(LOGIN, data, REMOTE_ADDR="10.9.9.9").status_code == 303


def test_the_lock_ends_after_a_quarter_of_an_hour(client, officer):
    from datetime import timedelta

    from axes.models import AccessAttempt

    for _ in range(5):
        sign_in(client, officer, password="wrong-wrong")
    attempt = AccessAttempt.objects.get()
    AccessAttempt.objects.update(attempt_time=attempt.attempt_time - timedelta(minutes=15))
    assert sign_in(client, officer).status_code == 303


def test_a_forged_header_is_no_other_terminal(client, officer):
    for number in range(5):
        sign_in(client, officer, "wrong-wrong", extra={"X-Forwarded-For": f"10.7.7.{number}"})
    sign_in(client, officer, extra={"X-Forwarded-For": "10.7.7.99"})
    assert not is_in(client)


def test_behind_our_proxy_the_visitor_is_the_terminal(client, officer, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for _ in range(5):
        sign_in(client, officer, "wrong-wrong", extra={"X-Forwarded-For": "10.7.7.1"})
    sign_in(client, officer, extra={"X-Forwarded-For": "6.6.6.6, 10.7.7.1"})
    assert not is_in(client)
    assert sign_in(client, officer, extra={"X-Forwarded-For": "10.7.7.2"}).status_code == 303


def test_an_address_that_fails_too_often_waits_whatever_name_it_types(client, officer, settings):
    settings.ADDRESS_BUDGET = 6
    for number in range(6):
        client.post(LOGIN, {"username": f"guess{number}", "password": "x"})
    assert sign_in(client, officer).status_code == 200
    assert Entry.objects.filter(verb="login.fail").latest("pk").detail["kind"] == "budget"


def test_a_wide_attack_shuts_out_those_who_failed_and_nobody_else(client, officer, settings):
    settings.GLOBAL_BUDGET = 4
    for number in range(4):
        client.post(LOGIN, {"username": "x", "password": "x"}, REMOTE_ADDR=f"10.7.7.{number}")
    data = {"username": officer.username, "password": factories.PASSWORD}
    assert client.post(LOGIN, data, REMOTE_ADDR="10.7.7.1").status_code == 200
    assert client.post(LOGIN, data, REMOTE_ADDR="10.1.1.1").status_code == 303


def test_an_old_hash_is_renewed_on_signing_in(client, officer):
    officer.password = PBKDF2PasswordHasher().encode(factories.PASSWORD, "salt", 1000)
    officer.save()
    sign_in(client, officer)
    officer.refresh_from_db()
    assert officer.password.startswith("argon2$")
    assert is_in(client)


def test_a_long_password_counts_to_its_last_letter(client, officer, hands):
    long = "Suan3-Yundong-cha" * 6
    set_own_password(officer, password=long, at=hands.at)
    assert sign_in(client, officer, f"{long[:-1]}b").status_code == 200
    assert sign_in(client, officer, long).status_code == 303


def test_a_session_prepared_by_somebody_else_is_not_taken_over(client, officer):
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sid"] = before
    sign_in(client, officer)
    assert client.session.session_key != before
    assert "planted" not in client.session
    from django.contrib.sessions.models import Session

    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("address", ["/", "/todo/", "/people/", "/import/", "/docs/", "/prefs/"])
def test_a_stranger_is_sent_to_the_door(client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)


def test_a_script_of_a_stranger_is_told_401(client):
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        answer = client.get("/people/", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["login"].startswith(LOGIN)


def test_signing_out_needs_a_post_and_leaves_nothing_behind(client, officer):
    sign_in(client, officer)
    key = client.session.session_key
    assert client.get("/logout/").status_code == 405
    answer = client.post("/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(client)
    client.cookies["sid"] = key
    assert client.get("/prefs/").status_code == 302


def test_no_letter_of_the_password_comes_back_to_the_page(client, officer):
    assert "wrong-wrong" not in sign_in(client, officer, "wrong-wrong").content.decode()


class TestAnInitialPassword:
    def test_it_opens_once_and_must_be_changed(self, client, officer, hands):
        steward = factories.user(Role.OFFICER, officer.unit)
        secret = hand_out_initial_password(officer, by=steward, at=hands.at)
        assert sign_in(client, officer, secret).status_code == 303
        assert client.get("/todo/").url.startswith("/password/")
        assert client.get("/nowhere/").url.startswith("/password/")
        assert "初始口令" in client.get("/password/").content.decode()
        data = {"old_password": secret, "new_password1": NEW, "new_password2": NEW}
        assert client.post("/password/", data).status_code == 303
        assert client.get("/todo/").status_code == 200
        officer.refresh_from_db()
        assert officer.check_password(NEW)
        assert (officer.password_until, officer.password_set_at) == (None, hands.at)

    def test_who_leaves_without_changing_it_has_spent_it(self, client, officer, hands):
        secret = hand_out_initial_password(officer, by=None, at=hands.at)
        sign_in(client, officer, secret)
        client.post("/logout/")
        hands.pass_by(minutes=1)
        assert sign_in(client, officer, secret).status_code == 200
        assert Entry.objects.filter(verb="login.fail").get().detail["kind"] == "secret_over"

    def test_it_is_over_after_a_day(self, client, officer, hands):
        secret = hand_out_initial_password(officer, by=None, at=hands.at)
        hands.pass_by(hours=24)
        assert sign_in(client, officer, secret).status_code == 200
        assert not is_in(client)

    def test_sessions_that_were_open_end(self, client, officer, hands):
        sign_in(client, officer)
        hand_out_initial_password(officer, by=None, at=hands.at)
        assert client.get("/prefs/").status_code == 302

    def test_nobody_hands_one_to_himself(self, officer, hands):
        from columns.refusal import Refused

        with pytest.raises(Refused, match="不能给自己发放"):
            hand_out_initial_password(officer, by=officer, at=hands.at)


class TestOnesOwnPassword:
    def change(self, client, new, *, old=factories.PASSWORD, again=None):
        data = {"old_password": old, "new_password1": new, "new_password2": again or new}
        return client.post("/prefs/", data)

    def test_it_is_changed_with_the_old_one(self, client, officer):
        sign_in(client, officer)
        assert "原密码不对" in self.change(client, NEW, old="no").content.decode()
        assert self.change(client, NEW).status_code == 303
        officer.refresh_from_db()
        assert officer.check_password(NEW)
        assert client.get("/prefs/").status_code == 200
        assert Entry.objects.get(verb="password.changed").actor_id == officer.pk

    @pytest.mark.parametrize(
        ("new", "words"),
        [
            ("Short-1a", "密码要有12到256位，现在是8位"),
            ("onlysmallletters", "四种里要有三种"),
            ("Linlan@Jiwei2026", "容易被猜中"),
            (factories.PASSWORD, "四种里要有三种"),
        ],
    )
    def test_a_weak_one_is_refused_with_the_reason(self, client, officer, new, words):
        sign_in(client, officer)
        assert words in self.change(client, new).content.decode()

    def test_two_that_differ_are_refused(self, client, officer):
        sign_in(client, officer)
        answer = self.change(client, NEW, again="Suan4-Yundong-cha")
        assert "两次输入的新密码不一样" in answer.content.decode()

    def test_the_last_five_do_not_come_back(self, client, officer, hands):
        sign_in(client, officer)
        words = ["Suan1", "Suan2", "Suan3", "Suan4", "Suan5", "Suan6"]
        old = factories.PASSWORD
        for word in words[:5]:
            new = f"{word}-Yundong-cha"
            assert self.change(client, new, old=old).status_code == 303
            old = new
            hands.pass_by(minutes=1)
        answer = self.change(client, "Suan1-Yundong-cha", old=old)
        assert "最近5次里用过" in answer.content.decode()
        assert self.change(client, "Suan6-Yundong-cha", old=old).status_code == 303
        answer = self.change(client, "Suan1-Yundong-cha", old="Suan6-Yundong-cha")
        assert answer.status_code == 303
        assert FormerPassword.objects.filter(user=officer).count() == 5

    def test_the_other_profile_asks_for_length_and_not_for_kinds(self, client, officer, settings):
        settings.PASSWORD_PROFILE = "asvs"
        sign_in(client, officer)
        assert "15到256位" in self.change(client, "suan-yundong").content.decode()
        assert self.change(client, "suan-yundong-chabei").status_code == 303

    def test_after_ninety_days_it_has_to_be_changed(self, client, officer, hands):
        set_own_password(officer, password=NEW, at=hands.at)
        hands.pass_by(days=90)
        sign_in(client, officer, NEW)
        assert client.get("/todo/").url.startswith("/password/")

    def test_an_invented_account_keeps_the_printed_one(self, client, officer, hands):
        set_own_password(officer, password="huifang-demo", at=hands.at)
        officer.is_demo = True
        officer.save()
        hands.pass_by(days=900)
        sign_in(client, officer, "huifang-demo")
        assert client.get("/todo/").status_code == 200

    def test_from_before_passwords_had_an_age_it_begins_with_signing_in(
        self, client, officer, hands
    ):
        sign_in(client, officer)
        officer.refresh_from_db()
        assert officer.password_set_at == hands.at


class TestListedTerminals:
    @pytest.fixture
    def steward(self):
        made = factories.user(Role.OFFICER, factories.office())
        made.role, made.staff_no = Role.ADMIN, "G-1"
        made.save()
        return made

    def test_an_administrator_works_from_listed_ones_only(self, client, steward, settings):
        settings.STEWARD_NETWORKS = ["10.1.2.0/28"]
        data = {"username": steward.username, "password": factories.PASSWORD}
        assert client.post(LOGIN, data, REMOTE_ADDR="10.1.3.1").status_code == 200
        assert Entry.objects.get(verb="login.fail").detail["kind"] == "address"
        assert client.post(LOGIN, data, REMOTE_ADDR="10.1.2.3").status_code == 303
        assert client.get("/prefs/", REMOTE_ADDR="10.1.2.3").status_code == 200
        assert client.get("/prefs/", REMOTE_ADDR="10.1.3.1").status_code == 302

    def test_others_work_from_anywhere(self, client, officer, settings):
        settings.STEWARD_NETWORKS = ["10.1.2.0/28"]
        assert sign_in(client, officer).status_code == 303
