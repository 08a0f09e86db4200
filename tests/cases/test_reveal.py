"""Numbers stand masked for everybody; one in full, for whom the table names, on record."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Permission, Role, may
from audit.models import Entry, StatedPurpose
from cases.actions.cadres import edit_cadre
from cases.actions.rows import refresh_rows
from cases.models import Dossier
from cases.rules.fields import FIELD_POLICY, OF_PERSON, may_reveal
from signin import sessions
from tests import factories as make
from workdays import clock

pytestmark = pytest.mark.django_db
PHONE, NUMBER = "13812345678", "11010519491231002X"
MASKED = {"phone": "138****5678", "id_number": "110105********002X"}
FULL = {"phone": PHONE, "id_number": NUMBER}
REASON = "电话约定三季度谈心时间"
TABLE = {
    row["role"]: {field: row[field] for field in OF_PERSON}
    for row in csv.DictReader((Path(__file__).parent / "fields.csv").read_text().splitlines())
}
CELLS = [(role, field, word) for role, cells in TABLE.items() for field, word in cells.items()]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world():
    """One person, and an account of every role beside his file."""
    home, town = make.office(), make.office("东街街道纪工委")
    person = make.cadre(make.work_unit(), phone=PHONE, id_number=NUMBER)
    dossier = make.decision(person, home).dossier
    Dossier.objects.filter(pk=dossier.pk).update(carrier=town)
    at = {
        Role.ROOM: town, Role.INSPECTOR: town, Role.UNIT: person.unit, Role.HELPER: person.unit,
        Role.PERSONNEL: make.personnel_office(),
    }  # fmt: skip
    accounts = {role: make.user(role, at.get(role, home)) for role in Role}
    make.helper(dossier, account=accounts[Role.HELPER])
    refresh_rows([dossier.pk])
    dossier.refresh_from_db()
    return dossier, accounts


def asked(client, dossier, field, *, confirmed=True, **form):
    if confirmed:
        session = client.session
        session[sessions.CONFIRMED] = clock.now().timestamp()
        session.save()
    sent = {"purpose": "visit", "note": REASON, **form}
    return client.post(f"/people/{dossier.code}/reveal/{field}/", sent)


def test_the_table_of_the_page_is_the_table_of_the_program():
    assert set(TABLE) == set(Role.values)
    for role, field, word in CELLS:
        sight = FIELD_POLICY[field].get(Role(role))
        said = {None: {"none", "404"}, "MASKED": {"masked"}, "REVEAL": {"reveal"}}
        assert word in said[sight.name if sight else None], (role, field)


@pytest.mark.parametrize("role", list(Role))
def test_whoever_may_reveal_anything_of_the_person_holds_the_permission(role):
    assert may(role, Permission.FIELD_REVEAL) is any(may_reveal(role, each) for each in OF_PERSON)


@pytest.mark.parametrize(("role", "field", "word"), CELLS)
def test_the_first_page_shows_what_the_table_says_and_never_the_whole(world, role, field, word):
    dossier, accounts = world
    answer = signed_in(accounts[role]).get(f"/people/{dossier.code}/")
    text = answer.content.decode()
    assert (PHONE in text, NUMBER in text) == (False, False)
    if word == "404":
        assert answer.status_code in {403, 404}
        return
    assert answer.status_code == 200
    assert (MASKED[field] in text) is (word != "none")
    assert (f"/reveal/{field}/" in text) is (word == "reveal")


@pytest.mark.parametrize(("role", "field", "word"), CELLS)
def test_only_whom_the_table_names_gets_the_whole(world, role, field, word):
    dossier, accounts = world
    answer = asked(signed_in(accounts[role]), dossier, field)
    if word == "reveal":
        assert answer.status_code == 200
        assert FULL[field] in answer.content.decode()
    else:
        assert answer.status_code == 403
        assert FULL[field] not in answer.content.decode()
    assert Entry.objects.filter(verb="field.reveal").exists() is (word == "reveal")


@pytest.mark.parametrize(
    "role", [Role.OFFICER, Role.LEADER, Role.INSPECTOR, Role.UNIT, Role.HELPER]
)
def test_no_page_or_fragment_of_the_file_holds_a_whole_number(world, role):
    """Every address of the file that needs nothing but its code, as a page and as a fragment."""
    from django.urls import get_resolver

    dossier, accounts = world
    client = signed_in(accounts[role])
    found = [
        address
        for address in sorted(_addresses(get_resolver()))
        if address.startswith("people/") or address in {"", "todo/"}
    ]
    assert len(found) > 15
    shown = 0
    for address in found:
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(f"/{address.replace('<str:code>', dossier.code)}", headers=headers)
            text = answer.content.decode(errors="replace")
            assert (PHONE in text, NUMBER in text) == (False, False), address
            shown += answer.status_code == 200
    assert shown >= 8


def _addresses(resolver, prefix=""):
    for each in resolver.url_patterns:
        route = prefix + str(getattr(each.pattern, "_route", ""))
        if hasattr(each, "url_patterns"):
            yield from _addresses(each, route)
        elif "<" not in route.replace("<str:code>", ""):
            yield route


def test_no_paper_holds_a_number(world):
    """The feedback letter as it would be printed, and the facts it is frozen with."""
    from reports.facts import sheet_of
    from reports.render.page import page_of
    from tests.reports.letters import Desk
    from tests.reports.measuring import extracted, pdf_of

    desk = Desk("第二纪委监委")
    cadre = desk.dossier.cadre
    edit_cadre(
        cadre, version=cadre.version, by=None, on=make.TODAY, phone="13987654321",
        id_number="110105194912310046",
    )  # fmt: skip
    letter = desk.submitted()
    paper = extracted(pdf_of(page_of(sheet_of(letter, number=None))))
    assert cadre.name in paper
    for number in ("13987654321", "110105194912310046", "139****4321", "110105********0046"):
        assert number not in paper + str(letter.facts) + str(letter.parts)


class TestOfficer:
    @pytest.fixture
    def dossier(self, world):
        return world[0]

    @pytest.fixture
    def client(self, world):
        return signed_in(world[1][Role.OFFICER])

    def test_the_question_shows_the_number_masked(self, client, dossier):
        text = client.get(f"/people/{dossier.code}/reveal/phone/").content.decode()
        assert MASKED["phone"] in text
        assert PHONE not in text
        assert "显示完整联系电话" in text

    def test_the_answer_is_kept_nowhere(self, client, dossier):
        answer = asked(client, dossier, "phone")
        assert "no-store" in answer["Cache-Control"]
        text = answer.content.decode()
        assert 'data-reveal="138****5678"' in text
        assert text.count(PHONE) == 1
        assert PHONE not in client.get(f"/people/{dossier.code}/reveal/phone/").content.decode()
        assert PHONE not in client.get(f"/people/{dossier.code}/").content.decode()
        assert PHONE not in str(dict(client.session))

    def test_the_record_names_the_field_and_keeps_the_reason_sealed(self, client, dossier):
        asked(client, dossier, "id_number")
        entry = Entry.objects.get(verb="field.reveal")
        assert (entry.fields, entry.purpose) == (["id_number"], "visit")
        assert (entry.cadre_id, entry.dossier_id) == (dossier.cadre_id, dossier.pk)
        kept = str(entry.detail) + entry.reason
        assert (NUMBER in kept, REASON in kept, "002X" in kept) == (False, False, False)
        assert StatedPurpose.objects.get().note == REASON

    def test_without_a_record_there_is_no_number(self, client, dossier, monkeypatch):
        from cases.actions import revealing

        def refuse(*_args, **_kwargs):
            raise RuntimeError("no record")

        monkeypatch.setattr(revealing, "record", refuse)
        client.raise_request_exception = False
        answer = asked(client, dossier, "phone")
        assert answer.status_code == 500
        assert PHONE not in answer.content.decode()

    @pytest.mark.parametrize(
        ("note", "said"),
        [
            ("", "请写明具体事由，例如电话约定三季度谈心时间。"),
            ("回访", "请写明具体事由，至少4个字"),
            ("　 。 ", "请写明具体事由"),
            ("哈哈哈哈哈哈", "请写明具体事由，至少4个字"),
        ],
    )
    def test_a_reason_that_says_nothing_is_refused(self, client, dossier, note, said):
        answer = asked(client, dossier, "phone", note=note)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert PHONE not in answer.content.decode()
        assert not Entry.objects.filter(verb="field.reveal").exists()

    def test_a_purpose_must_be_chosen(self, client, dossier):
        answer = asked(client, dossier, "phone", purpose="")
        assert answer.status_code == 422
        assert "请选择用途。" in answer.content.decode()

    def test_who_asks_shows_again_who_he_is(self, client, dossier, monkeypatch):
        """What he sent waits meanwhile; nothing is shown and nothing recorded as shown."""
        monkeypatch.setattr("signin.stepup.was_confirmed", lambda *_args, **_kwargs: False)
        answer = asked(client, dossier, "phone", confirmed=False)
        assert answer.status_code in {302, 303}
        assert "/confirm/" in answer["Location"] or "confirm" in answer["Location"]
        assert not Entry.objects.filter(verb="field.reveal").exists()

    @pytest.mark.parametrize("field", ["family", "name", "remark"])
    def test_other_columns_have_no_such_page(self, client, dossier, field):
        assert client.get(f"/people/{dossier.code}/reveal/{field}/").status_code == 404

    def test_what_is_not_registered_has_no_such_page(self, client, world):
        empty = make.dossier(world[0].owner, name="丁怀瑾")
        assert client.get(f"/people/{empty.code}/reveal/phone/").status_code == 404
        text = client.get(f"/people/{empty.code}/").content.decode()
        assert "查看完整号码" not in text

    def test_a_file_of_another_office_is_not_there(self, client):
        other = make.office("邻区纪委监委")
        person = make.cadre(make.work_unit("邻区水利局"), phone=PHONE)
        foreign = make.decision(person, other).dossier
        assert client.get(f"/people/{foreign.code}/reveal/phone/").status_code == 404
        assert asked(client, foreign, "phone").status_code == 404
        assert not Entry.objects.filter(verb="field.reveal").exists()

    def test_the_list_reads_no_sealed_column(self, client, dossier):
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get("/people/").status_code == 200
        text = " ".join(each["sql"] for each in asked_for.captured_queries)
        assert "cases_dossierrow" in text
        assert ('"cases_cadre"."phone"' in text, "id_number" in text) == (False, False)
