"""What was typed outlives the session: kept for its author, shown again, then forgotten."""

import re
from datetime import timedelta

import pytest
from django.db import connection

from accounts.roles import Role
from signin.actions.kept import Typed, keep_form, read
from signin.choices import KeptFor
from signin.models import KeptForm
from tests import factories

pytestmark = pytest.mark.django_db
NOTE = "牵头完成报销流程修订，本人情绪平稳，家里老人住院需要照应。"


@pytest.fixture
def dossier(officer):
    return factories.dossier(officer.unit)


@pytest.fixture
def address(client, officer, dossier, hands):
    """Signed in, on the page of a new visit."""
    enter(client, officer)
    return f"/people/{dossier.code}/visits/new/"


def enter(client, user):
    return client.post("/login/", {"username": user.username, "password": factories.PASSWORD})


def send(client, address, **fields):
    data = {"work_text": NOTE, "prescription": "安排经验交流", "mood": "steady", **fields}
    return client.post(address, data, headers={"Referer": f"http://testserver{address}"})


def texts(client, address):
    return client.get(address).content.decode()


def test_a_form_sent_too_late_is_shown_again_with_all_it_said(client, officer, address, hands):
    hands.pass_by(minutes=20)
    answer = send(client, address)
    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=")
    assert "刚才没有提交的内容已留存" in texts(client, answer.url)
    answer = enter(client, officer)
    assert (answer.status_code, answer.url) == (303, address)
    shown = texts(client, address)
    assert "刚才填写的内容还在" in shown
    assert re.search(rf'<textarea name="work_text"[^>]*>\n{NOTE}</textarea>', shown)
    assert re.search(r'<input type="radio" name="mood" value="steady"[^>]* checked>', shown)


def test_it_is_shown_as_often_as_the_page_is_opened_until_it_was_sent(
    client, officer, address, hands
):
    hands.pass_by(minutes=20)
    send(client, address)
    enter(client, officer)
    assert NOTE in texts(client, address)
    assert NOTE in texts(client, address)
    assert "刚才填写" not in texts(client, "/todo/")


def test_it_is_sealed_and_the_session_holds_no_word_of_it(client, officer, address, hands):
    hands.pass_by(minutes=20)
    send(client, address)
    enter(client, officer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM signin_keptform")
        stored = bytes(cursor.fetchone()[0])
    assert NOTE.encode() not in stored
    assert address.encode() not in stored
    kept = str(dict(client.session.items()))
    assert "报销" not in kept
    assert address not in kept
    assert not any("报销" in cookie.value for cookie in client.cookies.values())


def test_another_person_at_the_same_browser_finds_nothing(client, officer, address, hands):
    hands.pass_by(minutes=20)
    send(client, address)
    other = factories.user(Role.OFFICER, officer.unit)
    answer = enter(client, other)
    assert answer.url == "/"
    assert NOTE not in texts(client, address)
    assert KeptForm.objects.get().user == officer


def test_its_author_finds_it_at_another_browser(client, officer, address, hands):
    from django.test import Client

    hands.pass_by(minutes=20)
    send(client, address)
    elsewhere = Client()
    assert enter(elsewhere, officer).url == address
    assert NOTE in texts(elsewhere, address)


def test_after_two_hours_it_is_gone(client, officer, address, hands):
    hands.pass_by(minutes=20)
    send(client, address)
    hands.pass_by(hours=2)
    enter(client, officer)
    assert NOTE not in texts(client, address)


def test_it_can_be_cleared(client, officer, address, hands):
    hands.pass_by(minutes=20)
    send(client, address)
    enter(client, officer)
    assert client.post(f"/session/kept/{KeptForm.objects.get().code}/discard/").status_code == 303
    assert not KeptForm.objects.exists()
    assert NOTE not in texts(client, address)


def test_nobody_clears_what_is_anothers(client, officer, address, hands):
    hands.pass_by(minutes=20)
    send(client, address)
    code = KeptForm.objects.get().code
    enter(client, factories.user(Role.OFFICER, officer.unit))
    client.post(f"/session/kept/{code}/discard/")
    assert KeptForm.objects.filter(code=code).exists()


def test_several_forms_of_several_windows_all_come_back(client, officer, address, hands):
    other = address.replace("visits", "talks")
    hands.pass_by(minutes=20)
    send(client, address, work_text="第一个窗口里的话，够长了")
    send(client, other, work_text="第二个窗口里的话，够长了")
    assert enter(client, officer).url == other
    assert "第一个窗口里的话" in texts(client, address)
    assert "第二个窗口里的话" in texts(client, other)


def test_a_session_replaced_elsewhere_keeps_the_text_too(client, officer, address, hands):
    from django.test import Client

    enter(Client(), officer)
    send(client, address)
    assert KeptForm.objects.get().user == officer


def test_a_stranger_keeps_nothing(client, officer, dossier):
    client.post(f"/people/{dossier.code}/visits/new/", {"work_text": NOTE})
    assert not KeptForm.objects.exists()


def test_who_signed_out_keeps_nothing(client, address):
    client.post("/logout/")
    send(client, address)
    assert not KeptForm.objects.exists()


def test_passwords_and_tokens_are_never_kept(officer, hands):
    fields = {
        "old_password": ["a"], "new_password1": ["b"], "csrfmiddlewaretoken": ["c"],
        "secret": ["d"], "note": ["e"],
    }  # fmt: skip
    typed = Typed(address="/x/", page="/x/", fields=fields)
    kept = keep_form(typed, by=officer, purpose=KeptFor.AGAIN, at=hands.at)
    assert kept is not None
    assert read(kept).fields == {"note": ["e"]}


def test_the_pages_of_signing_in_keep_nothing(client, officer, hands):
    enter(client, officer)
    hands.pass_by(minutes=20)
    client.post("/prefs/", {"old_password": "x", "note": "y"})
    assert not KeptForm.objects.exists()


def test_a_script_keeps_its_own_text(client, address, hands, dossier):
    hands.pass_by(minutes=20)
    answer = client.post(
        f"/people/{dossier.code}/drafts/visit/save/",
        {"work_text": NOTE},
        headers={"X-Requested-With": "autosave"},
    )
    assert answer.status_code == 401
    assert not KeptForm.objects.exists()


def test_files_are_named_as_missing_and_not_kept(client, officer, address, hands):
    from django.core.files.uploadedfile import SimpleUploadedFile

    hands.pass_by(minutes=20)
    send(client, address, paper=SimpleUploadedFile("现场.pdf", b"%PDF-private"))
    assert read(KeptForm.objects.get()).files == ("paper",)
    enter(client, officer)
    assert "附件没有留存" in texts(client, address)


def test_the_newest_ten_of_a_person_are_kept_and_old_ones_swept(officer, hands):
    for number in range(12):
        typed = Typed(address=f"/{number}/", page="/", fields={"n": [str(number)]})
        keep_form(typed, by=officer, purpose=KeptFor.AGAIN, at=hands.at)
        hands.pass_by(seconds=1)
    assert KeptForm.objects.count() == 10
    keep_form(typed, by=officer, purpose=KeptFor.AGAIN, at=hands.at + timedelta(hours=3))
    assert KeptForm.objects.count() == 1


def test_what_no_person_can_have_typed_is_not_kept(officer, hands):
    typed = Typed(address="/", page="/", fields={"n": ["x" * 600_000]})
    assert keep_form(typed, by=officer, purpose=KeptFor.AGAIN, at=hands.at) is None


def test_a_form_without_a_valid_token_is_not_kept(officer, dossier, hands):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    strict.get("/prefs/")
    hands.pass_by(minutes=20)
    answer = strict.post(f"/people/{dossier.code}/visits/new/", {"work_text": NOTE})
    assert answer.status_code == 403
    assert not KeptForm.objects.exists()
