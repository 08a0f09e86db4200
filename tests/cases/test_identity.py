"""No oracle: a number known outside one's sight is answered as every case for the steward."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.models import Entry
from cases.models import Cadre
from cases.rules.identity import NEEDS_STEWARD
from columns.codes import new_code
from tests import factories as make
from tests.cases.test_views_edit import typed

pytestmark = pytest.mark.django_db
FREE, SEEN, HIDDEN = "110105197804010031", "110105197804010058", "110105197804010074"
NOISE = re.compile(
    r'data-left="\d+"|name="csrfmiddlewaretoken" value="[^"]*"|nonce-[^"\']+'
    r"|\d{17}[\dX]|[0-9A-HJKMNP-TV-Z]{12}"
)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def client(home) -> Client:
    client = Client()
    client.force_login(make.user(Role.OFFICER, home))
    return client


@pytest.fixture
def people(home):
    """One in sight, another in sight under the number SEEN, and one elsewhere under HIDDEN."""
    mine = make.dossier(home)
    make.decision(make.cadre(make.work_unit("甲单位"), name="丁怀瑾", id_number=SEEN), home)
    elsewhere = make.office("邻区纪委监委")
    make.decision(make.cadre(make.work_unit("乙单位"), name="方砚秋", id_number=HIDDEN), elsewhere)
    return mine


def statements(act):
    """What was answered, and the shapes of the statements it took."""
    with CaptureQueriesContext(connection) as taken:
        answer = act()
    shapes = [
        re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b|\\x[0-9a-f]+", "?", each["sql"])
        for each in taken.captured_queries
    ]
    text = NOISE.sub("", answer.content.decode())
    return answer.status_code, dict(answer.headers), text, shapes


def edited(client, dossier, number):
    url = f"/people/{dossier.code}/edit/"
    form = typed(client, url, id_number=number)
    return statements(lambda: client.post(url, form))


def registered(client, home, number):
    form = {
        "code": new_code(), "name": "许临川", "sex": "male", "born_month": "1978-04",
        "politics": "member", "identity": "civil_servant", "unit": "青禾区财政局", "post": "科员",
        "organ_name": home.full_name, "number": "临纪〔2026〕90号", "decided_on": "2026-03-25",
        "measure": "PW", "id_number": number,
    }  # fmt: skip
    asked = client.post("/people/new/", form)
    assert asked.status_code == 200, asked.context["form"].errors
    form["seen"] = asked.context["period"].seen
    return statements(lambda: client.post("/people/new/", form))


@pytest.mark.parametrize("act", ["edit", "register"])
def test_the_same_answer_and_the_same_statements_wherever_the_number_is_known(
    client, home, people, act
):
    def ask(number):
        if act == "edit":
            return edited(client, people, number)
        return registered(client, home, number)

    ask(SEEN)  # what is read once for the whole process is read now
    seen, hidden = ask(SEEN), ask(HIDDEN)
    assert seen[0] == hidden[0] == 422
    assert NEEDS_STEWARD in seen[2]
    assert "身份证号" in seen[2]
    assert seen[2] == hidden[2]
    assert {name: seen[1][name] for name in seen[1] if name != "Content-Length"} == {
        name: hidden[1][name] for name in hidden[1] if name != "Content-Length"
    }
    assert len(seen[3]) > 5
    assert seen[3] == hidden[3]


@pytest.mark.parametrize("act", ["edit", "register"])
def test_a_free_number_is_taken(client, home, people, act):
    status = edited(client, people, FREE)[0] if act == "edit" else registered(client, home, FREE)[0]
    assert status == 303
    assert [each.id_number for each in Cadre.objects.all()].count(FREE) == 1


def test_the_record_says_that_somebody_asked_and_not_of_whom(client, home, people):
    edited(client, people, HIDDEN)
    registered(client, home, HIDDEN)
    entries = list(Entry.objects.filter(verb="cadre.held").order_by("pk"))
    assert [each.fields for each in entries] == [["id_number"], ["id_number"]]
    assert [each.cadre_id for each in entries] == [people.cadre_id, None]
    hidden = Cadre.objects.get(name="方砚秋")
    assert not Entry.objects.filter(verb="cadre.held", object_id=hidden.pk).exists()
    assert HIDDEN not in "".join(str(each.detail) for each in entries)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("11010519780401003", "身份证号不对，应为18位并且末位校验相符"),
        ("110105197804010032", "身份证号不对，应为18位并且末位校验相符"),
        ("110105198804010036", "身份证号中的出生日期与所填出生年月不一致"),
        ("110105197804010023", "身份证号中的性别与所填性别不一致"),
    ],
)
def test_a_wrong_number_is_told_without_being_repeated(client, home, people, number, words):
    form = {"name": "许临川", "sex": "male", "born_month": "1978-04", "id_number": number}
    answer = client.post("/people/new/", form)
    errors = answer.context["form"].errors["id_number"]
    assert words in str(errors)
    assert number not in str(errors)


def test_the_same_person_in_sight_is_offered_and_given_his_number(client, home):
    known = make.dossier(home, name="许临川").cadre
    form = {"name": "许临川", "sex": "male", "born_month": "1978-04", "id_number": FREE}
    answer = client.post("/people/new/", form)
    assert known.code in answer.content.decode()
