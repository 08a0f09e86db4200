"""用途: asked where a dossier is not the reader's own work, once for a person and half an hour."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from audit.models import Entry, StatedPurpose
from audit.stating import state_purpose
from cases.rules.purpose import Keeping, Reading, is_own_work
from tests import factories
from workdays import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"
KEEPING = Keeping(dossier_id=1, owner_id=10, carrier_id=20, handler_id=5)


def reading(**facts):
    told = {"user_id": 7, "unit_id": 10, "keeps": False, "is_discipline": True, "assigned": ()}
    return Reading(**(told | facts))


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ({"keeps": True}, True),  # the office that keeps it, a town's own inspector
        ({"keeps": True, "unit_id": 30}, False),  # working for it by delegation
        ({}, False),  # a room of the keeping organ
        ({"user_id": 5}, True),  # the handler
        ({"assigned": (1,), "unit_id": 30}, True),
        ({"assigned": (2,), "unit_id": 30}, False),
        ({"unit_id": 20}, True),  # the organ that visits
        ({"is_discipline": False, "unit_id": 99}, True),  # a unit, a helper: their own people
    ],
)
def test_whose_work_a_dossier_is(who, own):
    assert is_own_work(KEEPING, reading(**who)) is own


def test_no_carrier_is_nobodys_organ():
    keeping = Keeping(dossier_id=1, owner_id=10, carrier_id=None, handler_id=None)
    assert not is_own_work(keeping, reading(unit_id=30, user_id=7))


@pytest.fixture
def room(db, client):
    """A room of the keeping organ, at a dossier nobody has given it."""
    office = factories.office()
    dossier = factories.dossier(office, name="许明澈")
    account = factories.user(Role.ROOM, office)
    client.force_login(account, backend=BACKEND)
    return dossier, account


def question(dossier, page=""):
    return f"{dossier.get_absolute_url()}purpose/?next={dossier.get_absolute_url()}{page}"


def state(client, dossier, page="", **told):
    return client.post(question(dossier, page), {"purpose": "visit", "note": "", **told})


def test_the_page_asks_first_and_shows_nothing(client, room):
    dossier, _ = room
    answer = client.get(f"{dossier.get_absolute_url()}plan/?number=1")
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{dossier.get_absolute_url()}purpose/?next=")
    assert Entry.objects.filter(verb="person.open").count() == 0
    shown = client.get(answer["Location"]).content.decode()
    for words in ("回访准备", "审核", "领导批示", "数据核对", "其他（写明）", "30分钟内不再询问"):
        assert words in shown
    assert Entry.objects.latest("pk").verb == "purpose.asked"


def test_once_said_it_opens_every_page_of_that_person_and_stands_in_the_record(client, room):
    dossier, account = room
    answer = state(client, dossier, "plan/")
    assert (answer.status_code, answer["Location"]) == (303, f"{dossier.get_absolute_url()}plan/")
    for page in ("", "plan/", "visits/", "clocks/"):
        assert client.get(f"{dossier.get_absolute_url()}{page}").status_code == 200
    opened = Entry.objects.filter(verb="person.open", actor_id=account.pk)
    assert set(opened.values_list("purpose", flat=True)) == {"visit"}
    given = Entry.objects.get(verb="purpose.given")
    assert (given.cadre_id, given.dossier_id, given.purpose) == (
        dossier.cadre_id, dossier.pk, "visit",
    )  # fmt: skip


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 302)])
def test_it_is_asked_again_after_half_an_hour(client, room, minutes, status):
    dossier, account = room
    state_purpose(
        by=account,
        cadre_id=dossier.cadre_id,
        dossier_id=dossier.pk,
        purpose="visit",
        note="",
        at=clock.now() - timedelta(minutes=minutes),
    )
    assert client.get(dossier.get_absolute_url()).status_code == status


def test_it_is_asked_for_each_person_and_of_each_reader(client, room):
    dossier, _ = room
    state(client, dossier)
    other = factories.dossier(dossier.owner, name="程新民")
    assert client.get(other.get_absolute_url()).status_code == 302
    client.force_login(factories.user(Role.ROOM, dossier.owner), backend=BACKEND)
    assert client.get(dossier.get_absolute_url()).status_code == 302


def test_other_purposes_are_written_out_and_sealed(client, room):
    dossier, _ = room
    answer = state(client, dossier, purpose="other", note="  ")
    assert answer.status_code == 422
    assert "请写明用途" in answer.content.decode()
    assert state(client, dossier, purpose="").status_code == 422
    assert StatedPurpose.objects.count() == 0
    assert state(client, dossier, purpose="other", note="协助核对年度统计").status_code == 303
    assert StatedPurpose.objects.get().note == "协助核对年度统计"
    assert "协助核对" not in str(list(Entry.objects.values_list("detail", "reason")))


def test_the_answer_never_leads_to_another_house(client, room):
    dossier, _ = room
    address = f"{dossier.get_absolute_url()}purpose/?next=https://evil.example/"
    answer = client.post(address, {"purpose": "visit", "note": ""})
    assert answer["Location"] == dossier.get_absolute_url()


def test_a_fragment_leads_the_whole_page_to_the_question(client, room):
    dossier, _ = room
    answer = client.get(f"{dossier.get_absolute_url()}plan/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(f"{dossier.get_absolute_url()}purpose/?next=")


def test_whoever_handles_it_is_not_asked(client, room):
    dossier, account = room
    dossier.handler = account
    dossier.save(update_fields=["handler"])
    assert client.get(dossier.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.OFFICER, Role.LEADER, Role.INSPECTOR])
def test_assigned_work_never_sees_the_question(client, db, role):
    office = factories.office()
    dossier = factories.dossier(office)
    client.force_login(factories.user(role, office), backend=BACKEND)
    assert client.get(dossier.get_absolute_url()).status_code == 200


def test_the_question_itself_is_not_there_for_whom_the_dossier_is_not(client, db):
    dossier = factories.dossier(factories.office())
    other = factories.office("青禾区纪委监委")
    client.force_login(factories.user(Role.DIRECTOR, other), backend=BACKEND)
    assert client.get(question(dossier)).status_code == 404
    assert state(client, dossier).status_code == 404
