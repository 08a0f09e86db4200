"""What weighs most waits until its person has shown again who he is."""

import re

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.actions.versions import edit_draft, start_draft
from cases.models import Policy
from huifang.doors import views
from signin.actions import enrol_second_factor
from signin.models import KeptForm
from signin.rules.codes import code_at, new_secret, step_at
from tests import factories

pytestmark = pytest.mark.django_db
GUARDED = {
    "reports.views.review.review",
    "reports.views.letter.issue",
    "reports.views.notices.release",
    "corrections.views.policies.policy_publish",
    "signin.views.second.recovery",
}
PAPER = {"document": "临纪发〔2026〕8号", "note": "按市里统一要求调整"}


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def director(office):
    return factories.user(Role.DIRECTOR, office)


@pytest.fixture
def address(client, office, director, hands, monkeypatch):
    """Signed in eleven minutes ago, before a draft of local rules that somebody else wrote."""
    monkeypatch.setattr("workdays.clock.today", lambda: factories.TODAY)
    drafter = factories.user(Role.OFFICER, office)
    draft = start_draft(office, by=drafter, on=factories.TODAY)
    draft = edit_draft(
        draft,
        version=draft.version,
        by=drafter,
        valid_from=factories.TODAY,
        first_visit_days=45,
        **PAPER,
    )
    client.post("/login/", {"username": director.username, "password": factories.PASSWORD})
    hands.pass_by(minutes=11)
    return f"/policy/{draft.number}/publish/"


def typed_on(client, address):
    """The hidden fields of the form with the button."""
    text = client.get(address).content.decode()
    form = next(
        part for part in re.findall(r"(?s)<form.*?</form>", text) if 'name="version"' in part
    )
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def is_published():
    return Policy.objects.published().count() == 2


def test_the_heaviest_doors_ask_again():
    assert {name for name, view in views() if getattr(view, "asks_again", False)} >= GUARDED


def test_a_page_may_be_read_without(client, address):
    assert client.get(address).status_code == 200


def test_what_was_sent_waits_and_is_then_carried_out_as_it_was_sent(
    client, address, director, hands
):
    answer = client.post(address, typed_on(client, address))
    assert answer.status_code == 303
    assert answer.url.startswith("/confirm/")
    assert not is_published()
    assert "再次核对身份" in client.get(answer.url).content.decode()
    key = client.session.session_key
    done = client.post(answer.url, {"proof": factories.PASSWORD})
    assert (done.status_code, is_published()) == (303, True)
    assert client.session.session_key != key
    assert not KeptForm.objects.exists()
    acts = Entry.objects.filter(actor_id=director.pk).order_by("pk")
    verbs = list(acts.values_list("verb", flat=True))
    assert verbs.index("sudo.ok") < verbs.index("policy.published")


def test_for_ten_minutes_nobody_is_asked_again(client, address, hands):
    first = client.post(address, typed_on(client, address))
    client.post(first.url, {"proof": factories.PASSWORD})
    hands.pass_by(minutes=9)
    assert not client.post(address, {}).url.startswith("/confirm/")


def test_signing_in_itself_counts(client, address, director, hands):
    hands.pass_by(minutes=20)
    client.get("/todo/")
    client.post("/login/", {"username": director.username, "password": factories.PASSWORD})
    assert client.post(address, typed_on(client, address)).status_code == 303
    assert is_published()


def test_a_wrong_password_carries_nothing_out(client, address):
    answer = client.post(address, typed_on(client, address))
    again = client.post(answer.url, {"proof": "wrong-wrong"})
    assert "密码不对" in again.content.decode()
    assert not is_published()
    assert Entry.objects.filter(verb="sudo.fail").count() == 1


def test_after_five_wrong_ones_the_session_ends(client, address):
    answer = client.post(address, typed_on(client, address))
    for _ in range(5):
        last = client.post(answer.url, {"proof": "wrong-wrong"})
    assert last.url == "/login/"
    assert "_auth_user_id" not in client.session
    assert not is_published()


def test_it_is_carried_out_once(client, address):
    answer = client.post(address, typed_on(client, address))
    client.post(answer.url, {"proof": factories.PASSWORD})
    assert client.post(answer.url, {"proof": factories.PASSWORD}).status_code == 404


def test_another_person_cannot_confirm_it(client, address, office, hands):
    from django.test import Client

    answer = client.post(address, typed_on(client, address))
    other = Client()
    colleague = factories.user(Role.DIRECTOR, office)
    other.post("/login/", {"username": colleague.username, "password": factories.PASSWORD})
    assert other.get(answer.url).status_code == 404
    assert other.post(answer.url, {"proof": factories.PASSWORD}).status_code == 404


def test_rights_are_judged_anew_when_it_is_carried_out(client, address, director):
    answer = client.post(address, typed_on(client, address))
    director.role = Role.HELPER
    director.save(update_fields=["role"])
    assert client.post(answer.url, {"proof": factories.PASSWORD}).status_code == 403
    assert not is_published()


def test_who_may_not_do_it_at_all_is_told_so_first(client, address, office, hands):
    client.post("/logout/")
    helper = factories.user(Role.HELPER, office)
    client.post("/login/", {"username": helper.username, "password": factories.PASSWORD})
    hands.pass_by(minutes=11)
    assert client.post(address, {}).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_part_of_a_page_goes_back_to_its_page(client, address):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{address}"}
    answer = client.post(address, typed_on(client, address), headers=headers)
    assert answer.status_code == 204
    done = client.post(answer["HX-Redirect"], {"proof": factories.PASSWORD})
    assert (done.status_code, done.url) == (303, address)
    assert not is_published()
    assert "请再按一次" in client.get(address).content.decode()


def test_the_second_factor_confirms_too(client, address, director, hands):
    secret = new_secret()
    code = code_at(secret, step_at(hands.at))
    enrol_second_factor(director, secret=secret, code=code, at=hands.at)
    hands.pass_by(minutes=1)
    answer = client.post(address, typed_on(client, address))
    used = client.post(answer.url, {"proof": code})
    assert "密码或者6位数字不对" in used.content.decode()
    fresh = code_at(secret, step_at(hands.at))
    assert client.post(answer.url, {"proof": fresh}).status_code == 303
    assert is_published()


def test_the_proof_reaches_nobody_but_its_own_form(client, address):
    answer = client.post(address, typed_on(client, address))
    client.post(answer.url, {"proof": factories.PASSWORD, "version": "999"})
    assert is_published()
