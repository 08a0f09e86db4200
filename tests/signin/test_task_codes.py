"""A helper's one-task code: handed over on paper, good once, for one dossier's own pages."""

import pytest

from accounts.roles import Role
from audit.models import Entry
from columns.refusal import Refused
from signin.actions import hand_out_code
from signin.models import TaskCode
from tests import factories

pytestmark = pytest.mark.django_db
DOOR = "/login/code/"


@pytest.fixture(autouse=True)
def by_policy(settings):
    settings.TASK_CODES = True


@pytest.fixture
def dossier(officer):
    return factories.dossier(officer.unit)


@pytest.fixture
def helper(dossier):
    made = factories.user(Role.HELPER, dossier.cadre.unit)
    factories.helper(dossier, account=made)
    return made


@pytest.fixture
def code(helper, dossier, officer, hands):
    return hand(helper, dossier, officer, hands)


def hand(helper, dossier, officer, hands):
    return hand_out_code(
        helper, dossier_code=dossier.code, dossier_id=dossier.pk, by=officer, at=hands.at
    )


def enter(client, helper, code):
    return client.post(DOOR, {"username": helper.username, "code": code})


def test_it_opens_the_helpers_own_pages_of_that_dossier_and_nothing_else(
    client, helper, code, dossier, officer, settings
):
    settings.SECOND_FACTOR = True
    other = factories.dossier(officer.unit, name="另一人")
    factories.helper(other, account=helper)
    assert enter(client, helper, code).status_code == 303
    for address in ("/todo/", f"/people/{dossier.code}/", f"/people/{dossier.code}/talks/new/"):
        assert (address, client.get(address).status_code) == (address, 200)
    for address in (
        "/people/",
        "/prefs/",
        f"/people/{other.code}/",
        f"/people/{other.code}/talks/new/",
    ):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 403)
    assert "任务码登录" in client.get("/people/").content.decode()
    assert Entry.objects.get(verb="task_code.ok").actor_id == helper.pk


def test_it_opens_once(client, helper, code):
    enter(client, helper, code.lower().replace("-", " "))
    client.post("/logout/")
    assert "用户名或任务码不对" in enter(client, helper, code).content.decode()


def test_five_wrong_tries_and_it_is_worth_nothing(client, helper, code):
    for _ in range(5):
        assert enter(client, helper, "00000-00000").status_code == 200
    assert enter(client, helper, code).status_code == 200
    assert TaskCode.objects.get().tries == 5
    assert Entry.objects.filter(verb="task_code.fail").count() == 6


def test_it_ends_after_its_days(client, helper, code, hands, settings):
    hands.pass_by(days=settings.TASK_CODE_DAYS)
    assert enter(client, helper, code).status_code == 200


def test_a_session_does_not_outlive_it(client, helper, code, hands, settings):
    hands.pass_by(days=settings.TASK_CODE_DAYS, minutes=-5)
    enter(client, helper, code)
    hands.pass_by(minutes=5)
    assert client.get("/todo/").url.startswith("/login/")


def test_it_is_bound_to_its_person(client, helper, code, dossier):
    other = factories.user(Role.HELPER, dossier.cadre.unit)
    assert enter(client, other, code).status_code == 200


def test_a_new_one_ends_the_one_before(client, helper, code, dossier, officer, hands):
    newer = hand(helper, dossier, officer, hands)
    assert enter(client, helper, code).status_code == 200
    assert enter(client, helper, newer).status_code == 303


def test_the_table_holds_digests_only(code):
    row = TaskCode.objects.values().get()
    assert code not in str(row)
    assert code.replace("-", "") not in str(row)


def test_it_is_for_helpers_with_an_account(officer, dossier, hands):
    with pytest.raises(Refused, match="只发给有账号的帮扶人"):
        hand(officer, dossier, officer, hands)


def test_where_the_policy_has_none_there_is_neither_door_nor_code(
    client, helper, code, dossier, officer, hands, settings
):
    settings.TASK_CODES = False
    assert client.get(DOOR).url == "/login/"
    assert enter(client, helper, code).url == "/login/"
    assert "任务码" not in client.get("/login/").content.decode()
    with pytest.raises(Refused, match="没有启用任务码"):
        hand(helper, dossier, officer, hands)


def test_unknown_shut_and_wrong_are_answered_alike(client, helper, code):
    def text(name, typed):
        answer = client.post(DOOR, {"username": name, "code": typed})
        shown = answer.content.decode().replace(str(answer.context["csrf_token"]), "")
        return answer.status_code, shown.replace(name, "").replace(typed, "")

    wrong, unknown = text(helper.username, "00000-00000"), text("nobody", "00000-00000")
    helper.is_active = False
    helper.save()
    assert wrong == unknown == text(helper.username, code)
