"""What every answer carries, and what a request from elsewhere may do."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory

from huifang.health import PATH as HEALTH
from signin.middleware import HEADERS
from tests import factories

pytestmark = pytest.mark.django_db
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'; object-src 'none'"
)


def parts(policy):
    return {part.strip() for part in policy.split(";")}


def login(client, user):
    client.post("/login/", {"username": user.username, "password": factories.PASSWORD})


def static(client):
    """Read to its end, so that the file is closed."""
    answer = client.get("/static/css/theme.css")
    assert b"--brand" in b"".join(answer.streaming_content)
    return answer


@pytest.fixture
def answers(client, officer, rf):
    """One answer of every kind."""
    found = {
        "login page": client.get("/login/"),
        "redirect to the door": client.get("/todo/"),
        "static": static(client),
        "no such static": client.get("/static/none.css"),
        "health": client.get(HEALTH),
        "bad host": client.get("/login/", headers={"Host": "elsewhere.example"}),
        "no token": Client(enforce_csrf_checks=True).post("/login/", {"username": "x"}),
        "from elsewhere": client.post("/login/", {}, headers={"Sec-Fetch-Site": "cross-site"}),
        "wrong method": client.get("/logout/"),
    }
    login(client, officer)
    found |= {
        "page": client.get("/todo/"),
        "forbidden": client.get("/inbox/"),
        "not found": client.get("/people/000000000000/"),
        "no such page": client.get("/no-such-page/"),
        "signed out": client.post("/logout/"),
    }
    return found


def test_every_kind_of_answer_carries_every_header(answers):
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses == statuses | {
        "login page": 200, "redirect to the door": 302, "static": 200, "no such static": 404,
        "bad host": 400, "no token": 403, "from elsewhere": 403, "wrong method": 405,
        "page": 200, "forbidden": 403, "not found": 404, "no such page": 404, "signed out": 303,
    }  # fmt: skip
    for name, answer in answers.items():
        for header, value in HEADERS.items():
            assert (name, header, answer.headers.get(header)) == (name, header, value)
        assert (name, parts(answer["Content-Security-Policy"])) == (name, parts(POLICY))


def test_nothing_but_static_files_is_kept_by_a_browser(answers):
    for name, answer in answers.items():
        if name != "static":
            assert (name, "no-store" in answer["Cache-Control"]) == (name, True)
    assert "no-store" not in answers["static"]["Cache-Control"]


def test_a_fault_of_the_program_carries_them_too(client, officer, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ZeroDivisionError

    login(client, officer)
    monkeypatch.setattr("signin.views.prefs.RecoveryCode.objects.filter", broken)
    client.raise_request_exception = False
    answer = client.get("/prefs/")
    assert answer.status_code == 500
    for header, value in HEADERS.items():
        assert answer[header] == value
    assert parts(answer["Content-Security-Policy"]) == parts(POLICY)


def test_the_policy_allows_nothing_unsafe():
    assert "unsafe" not in str(django_settings.CONTENT_SECURITY_POLICY)


class TestRequestsFromElsewhere:
    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_they_change_nothing(self, client, officer, site, method):
        login(client, officer)
        answer = getattr(client, method)("/logout/", headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403
        assert "_auth_user_id" in client.session

    @pytest.mark.parametrize("site", ["same-origin", "none"])
    def test_our_own_do(self, client, officer, site):
        login(client, officer)
        assert client.post("/logout/", headers={"Sec-Fetch-Site": site}).status_code == 303

    def test_a_link_may_lead_here(self, client, officer):
        login(client, officer)
        headers = {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
        }
        assert client.get("/todo/", headers=headers).status_code == 200

    @pytest.mark.parametrize(
        ("mode", "dest"), [("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe")]
    )
    def test_but_no_page_of_another_site_holds_ours(self, client, officer, mode, dest):
        login(client, officer)
        headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": dest}
        assert client.get("/todo/", headers=headers).status_code == 403


class TestCookies:
    def attributes(self, answer):
        return {
            name: (
                bool(cookie["httponly"]), cookie["samesite"], cookie["path"],
                bool(cookie["secure"]), cookie["domain"],
            )
            for name, cookie in answer.cookies.items()
        }  # fmt: skip

    def test_without_tls(self, client, officer):
        client.get("/login/")
        data = {"username": officer.username, "password": factories.PASSWORD}
        plain = (True, "Lax", "/", False, "")
        assert self.attributes(client.post("/login/", data)) == {"sid": plain, "csrf": plain}

    def test_the_session_ends_with_the_browser(self, client, officer):
        data = {"username": officer.username, "password": factories.PASSWORD}
        assert client.post("/login/", data).cookies["sid"]["max-age"] == ""

    def test_with_tls_by_the_settings_of_production(self):
        import json
        import os
        import subprocess
        import sys

        names = [
            "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE",
            "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY",
            "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SECOND_FACTOR", "SINGLE_SESSION",
            "PASSWORD_PROFILE", "SECURE_HSTS_PRELOAD", "SESSION_COOKIE_PATH",
        ]  # fmt: skip
        code = (
            "import json; from django.conf import settings;"
            f"print(json.dumps([getattr(settings, name) for name in {names}]))"
        )
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "huifang.settings"}
        env.pop("HUIFANG_ENV")
        said = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
        ).stdout
        assert dict(zip(names, json.loads(said), strict=True)) == {
            "SESSION_COOKIE_NAME": "__Host-sid", "CSRF_COOKIE_NAME": "__Host-csrf",
            "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True, "CSRF_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax", "CSRF_COOKIE_SAMESITE": "Lax",
            "SECOND_FACTOR": True, "SINGLE_SESSION": True, "PASSWORD_PROFILE": "dengbao",
            "SECURE_HSTS_PRELOAD": False, "SESSION_COOKIE_PATH": "/",
        }  # fmt: skip

    def test_what_a_page_says_to_a_person_is_in_no_cookie(self, client, officer):
        login(client, officer)
        new = "Suan3-Yundong-cha"
        data = {
            "old_password": factories.PASSWORD,
            "new_password1": new,
            "new_password2": new,
        }
        answer = client.post("/prefs/", data)
        assert "messages" not in answer.cookies
        assert "密码已修改" in client.get("/prefs/").content.decode()


class TestForwardedHeaders:
    def seen(self, settings, *, trusted, remote="127.0.0.1", **headers):
        from signin.middleware import ForwardedHeaders

        settings.TRUSTED_PROXIES = trusted
        request = RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers)
        ForwardedHeaders(lambda each: each)(request)
        return request

    def test_a_strangers_are_taken_away(self, settings):
        headers = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "https"}
        request = self.seen(settings, trusted=["10.0.0.1"], **headers)
        assert not [name for name in request.META if name.startswith("HTTP_X_FORWARDED")]
        assert request.META["REMOTE_ADDR"] == "127.0.0.1"

    def test_our_proxys_count(self, settings):
        headers = {"X-Forwarded-For": "6.6.6.6, 10.1.1.9", "X-Forwarded-Proto": "https"}
        request = self.seen(settings, trusted=["127.0.0.1"], **headers)
        assert request.META["REMOTE_ADDR"] == "10.1.1.9"
        assert request.META["HTTP_X_FORWARDED_PROTO"] == "https"


WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|TRUNCATE|MERGE)\b[^\"]*\"?(\w+)", re.IGNORECASE)
# One's own inbox remembers when it was last looked at.
MAY_WRITE = ("audit_", "django_session", "axes_", "reminders_mailbox")


def test_reading_writes_nothing_but_the_record_and_the_session(client, officer):
    """Every address without a parameter, and those of one dossier, as an officer of the office."""
    from django.db import connection

    from tests.test_access import addresses

    dossier = factories.dossier(officer.unit)
    login(client, officer)
    written = []

    def watch(execute, sql, params, many, context):
        found = WRITES.match(sql)
        if found and not found[2].startswith(MAY_WRITE):
            written.append(sql[:120])
        return execute(sql, params, many, context)

    read = 0
    with connection.execute_wrapper(watch):
        for address, _ in addresses():
            answer = client.get(address.replace("000000000000", dossier.code))
            read += answer.status_code == 200
    assert written == []
    assert read >= 25
