"""No record, no page: what cannot be written down is not shown and not done."""

import psycopg
import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.models import Cadre
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def desk(committed_db, client):
    office = factories.office()
    dossier = factories.dossier(office, name="许明澈")
    client.force_login(factories.user(Role.OFFICER, office), backend=BACKEND)
    return dossier


@pytest.fixture
def no_insert(desk, committed_db):
    dsn = committed_db.endpoints.dsn("hf_owner", committed_db.database)
    with psycopg.connect(dsn, autocommit=True) as owner:
        owner.execute("REVOKE INSERT ON audit_entry FROM hf_app, hf_system")


@pytest.mark.parametrize("page", ["", "plan/", "visits/", "edit/", "changes/"])
def test_no_page_of_a_person_is_shown(desk, no_insert, client, page):
    answer = client.get(f"{desk.get_absolute_url()}{page}")
    assert answer.status_code == 503
    assert "许明澈" not in answer.content.decode()
    assert "操作记录现在写不进去" in answer.content.decode()


@pytest.mark.parametrize(
    "page", ["/people/", "/people/?q=许明澈", "/todo/", "/people/suggest/?q=许"]
)
def test_no_list_and_no_suggestion_is_shown(desk, no_insert, client, page):
    answer = client.get(page)
    assert answer.status_code == 503
    assert "许明澈" not in answer.content.decode()


def test_nothing_is_changed(desk, no_insert, client):
    before = Cadre.objects.values_list("post", "version").get(pk=desk.cadre_id)
    form = {"version": before[1], "name": "许明澈", "post": "二级主任科员"}
    answer = client.post(f"{desk.get_absolute_url()}helper/", {**form, "from_on": "2026-09-30"})
    assert answer.status_code == 503
    assert Cadre.objects.values_list("post", "version").get(pk=desk.cadre_id) == before
    assert desk.helpers.count() == 0


def test_not_even_a_refusal_is_answered_as_one(desk, no_insert, client):
    assert client.get("/people/ZZZZZZZZZZZZ/").status_code == 503
    assert client.get("/audit/").status_code == 503


def test_a_page_of_an_error_is_on_record_when_the_act_is_not(desk, client, monkeypatch):
    """What fails is rolled back; that it failed is written in a transaction of its own."""

    def breaks(*_args, **_kwargs):
        raise RuntimeError("a fault of the program")

    client.raise_request_exception = False
    monkeypatch.setattr("visits.views.plans.header_of", breaks)
    assert client.get(f"{desk.get_absolute_url()}plan/").status_code == 500
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.outcome) == ("request.failed", "failed")
    assert entry.terminal_ip == "127.0.0.1"
    assert entry.session_ref.startswith("~")


def test_refusals_say_which_page_and_which_public_code(desk, client):
    assert client.get("/people/ZZZZZZZZZZZZ/plan/").status_code == 404
    entry = Entry.objects.latest("pk")
    told = (entry.verb, entry.outcome, entry.detail["page"], entry.detail["code"])
    assert told == ("authz.miss", "refused", "visits.plan", "ZZZZZZZZZZZZ")
    client.get("/people/许明澈/plan/")
    assert Entry.objects.latest("pk").detail["code"] == ""
    assert client.get("/audit/").status_code == 403
    entry = Entry.objects.latest("pk")
    assert (entry.verb, entry.detail["page"]) == ("authz.deny", "stewards.log")
