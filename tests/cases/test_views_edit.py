"""修改基本情况: who may, what changes, what stays sealed, and two people at one form."""

import pytest
from django.test import Client

from accounts.roles import Role
from audit.models import Entry
from cases.models import Cadre
from tests import factories as make

pytestmark = pytest.mark.django_db
ID_NUMBER = "11010519491231002X"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def client(home) -> Client:
    return signed_in(make.user(Role.OFFICER, home))


@pytest.fixture
def dossier(home):
    return make.dossier(home)


@pytest.fixture
def url(dossier) -> str:
    return f"/people/{dossier.code}/edit/"


def typed(client, url, **changes) -> dict[str, str]:
    """The form as it stands on the page, with some fields typed over."""
    form = client.get(url).context["form"]
    return {
        field.html_name: field.field.widget.format_value(field.value()) or ""
        if not hasattr(field.field, "choices")
        else field.value() or ""
        for field in form
    } | changes


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.DIRECTOR, 200),
        (Role.OFFICER, 200),
        (Role.LEADER, 403),
        (Role.INSPECTOR, 403),
        (Role.UNIT, 403),
        (Role.HELPER, 403),
        (Role.PERSONNEL, 403),
        (Role.ADMIN, 403),
    ],
)
def test_only_the_office_edits(home, url, role, status):
    assert signed_in(make.user(role, home)).get(url).status_code == status


def test_another_office_learns_nothing_not_even_that_it_exists(url):
    stranger = signed_in(make.user(Role.OFFICER, make.office("青禾区纪委监委")))
    theirs, nothing = stranger.get(url), stranger.get("/people/000000000000/edit/")
    assert (theirs.status_code, nothing.status_code) == (404, 404)
    assert theirs.content == nothing.content
    assert stranger.post(url, {"name": "改了"}).content == nothing.content


def test_a_change_is_saved_with_a_trace(client, url, dossier):
    response = client.post(url, typed(client, url, name="许明澈", post="副科长", education="大学"))
    assert (response.status_code, response["Location"]) == (303, f"/people/{dossier.code}/")
    cadre = Cadre.objects.get()
    assert (cadre.post, cadre.education, cadre.version) == ("副科长", "大学", 2)
    entry = Entry.objects.get(verb="cadre.edited")
    assert entry.fields == ["education", "post"]
    assert cadre.postings.get().post == "副科长"


def test_saving_without_a_change_writes_nothing(client, url):
    assert client.post(url, typed(client, url)).status_code == 303
    assert Cadre.objects.get().version == 1
    assert not Entry.objects.filter(verb="cadre.edited").exists()


def test_sealed_facts_are_never_shown_and_stay_when_left_empty(client, url):
    client.post(url, typed(client, url, phone="0000-1234567", id_number=ID_NUMBER.lower()))
    page = client.get(url).content.decode()
    assert "1234567" not in page
    assert ID_NUMBER not in page
    assert "已登记，这里不显示；留空则不改动" in page
    client.post(url, typed(client, url, post="副科长"))
    cadre = Cadre.objects.get()
    assert (cadre.phone, cadre.id_number, cadre.post) == ("0000-1234567", ID_NUMBER, "副科长")


@pytest.mark.parametrize("wrong", ["123", "110105194912310021", "11010519491331002X", "甲乙丙"])
def test_an_id_number_is_checked_to_its_last_digit(client, url, wrong):
    response = client.post(url, typed(client, url, id_number=wrong))
    assert response.status_code == 422
    assert dict(response.context["form"].errors) == {
        "id_number": ["身份证号不对，应为18位并且末位校验相符，请对照证件核对。"]
    }


def test_an_id_number_in_use_is_refused_without_saying_whose_it_is(client, url, home):
    other = make.dossier(home, name="顾云舟")
    theirs = f"/people/{other.code}/edit/"
    assert client.post(theirs, typed(client, theirs, id_number=ID_NUMBER)).status_code == 303
    response = client.post(url, typed(client, url, id_number=ID_NUMBER, post="副科长"))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["id_number"]
    assert "顾云舟" not in response.content.decode()
    assert Cadre.objects.get(name="许明澈").post == "科员"


def test_whoever_saves_second_compares_and_loses_nothing(client, url, home):
    mine = typed(client, url, post="副科长", education="大学")
    colleague = signed_in(make.user(Role.OFFICER, home))
    colleague.post(url, typed(colleague, url, post="股长"))
    response = client.post(url, mine)
    assert response.status_code == 409
    assert response.context["differences"] == [
        ("学历", "大学", "未填"),
        ("职务", "副科长", "股长"),
    ]
    page = response.content.decode()
    assert "已被他人修改" in page
    assert 'value="副科长"' in page
    assert Cadre.objects.get().post == "股长"
    again = mine | {"version": response.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 303
    assert Cadre.objects.get().post == "副科长"


def test_wrong_input_is_named_and_kept(client, url):
    response = client.post(url, typed(client, url, name=" ", born_month="1980.13"))
    assert response.status_code == 422
    assert dict(response.context["form"].errors) == {
        "name": ["请填写姓名。"],
        "born_month": ["出生年月不对：没有13月。例如1980年3月。"],
    }
    assert 'value="1980.13"' in response.content.decode()
