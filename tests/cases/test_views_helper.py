"""指定帮扶人: the unit or the office names him; the one before ends the day before."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.models import HelperDesignation
from tests import factories

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def dossier():
    return factories.dossier(factories.office())


@pytest.fixture
def address(dossier):
    return f"/people/{dossier.code}/helper/"


def signed_in(client, role, unit):
    client.force_login(factories.user(role, unit), backend=BACKEND)
    return client


def test_the_unit_names_a_helper(client, dossier, address):
    signed_in(client, Role.UNIT, dossier.cadre.unit)
    answer = client.post(address, {"name": "袁 见微", "post": "党组成员", "from_on": "2026.7.1"})
    assert answer.status_code == 302
    helper = HelperDesignation.objects.get()
    assert (helper.name, helper.post, helper.from_on) == ("袁见微", "党组成员", date(2026, 7, 1))


def test_a_helper_account_of_the_unit_can_be_chosen_and_another_units_cannot(
    client, dossier, address
):
    signed_in(client, Role.OFFICER, dossier.owner)
    near = factories.user(Role.HELPER, dossier.cadre.unit)
    far = factories.user(Role.HELPER, factories.work_unit("云岫县水利局"))
    facts = {"name": "袁见微", "post": "党组成员", "from_on": "2026-07-01"}
    assert client.post(address, facts | {"user": far.pk}).status_code == 200
    assert client.post(address, facts | {"user": near.pk}).status_code == 302
    assert HelperDesignation.objects.get().user == near


def test_a_day_before_the_present_helper_is_refused_with_a_sentence(client, dossier, address):
    factories.helper(dossier)
    signed_in(client, Role.UNIT, dossier.cadre.unit)
    answer = client.post(address, {"name": "袁见微", "post": "党组成员", "from_on": "2026-01-01"})
    assert "不能早于现任帮扶人的起始日期" in answer.content.decode()
    assert HelperDesignation.objects.get().name == "冯修远"


def test_an_impossible_day_keeps_what_was_typed(client, dossier, address):
    signed_in(client, Role.UNIT, dossier.cadre.unit)
    answer = client.post(address, {"name": "袁见微", "post": "党组成员", "from_on": "2026-02-30"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "袁见微" in body
    assert "2026-02-30" in body


@pytest.mark.parametrize("role", [Role.OFFICER, Role.UNIT])
def test_for_another_house_the_page_is_not_there(client, role, dossier, address):
    elsewhere = (
        factories.office("云岫县纪委监委")
        if role == Role.OFFICER
        else factories.work_unit("云岫县水利局")
    )
    signed_in(client, role, elsewhere)
    assert client.get(address).content == client.get("/people/000000000000/helper/").content
    assert client.get(address).status_code == 404


def test_what_is_owed_is_looked_at_again_after_the_commit(
    client, dossier, address, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr(
        "cases.views.telling.current_app.send_task", lambda *args, **more: sent.append(args)
    )
    signed_in(client, Role.UNIT, dossier.cadre.unit)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"name": "袁见微", "post": "党组成员", "from_on": "2026.7.1"})
    assert sent == [("visits.tasks.reconcile", [[dossier.pk]])]
