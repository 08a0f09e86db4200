"""建档 by hand: what is asked, what is refused and how, what is stored, and that once is once."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from accounts.models import Unit
from accounts.roles import Role
from cases.forms.register import RegisterForm
from cases.models import Cadre, Clock, Decision, Document, Dossier
from tests import factories as make
from workdays import clock

pytestmark = pytest.mark.django_db
NEW = "/people/new/"
STRANGE = "姓名里有系统不认识的字或符号，请核对或换用输入法重输。例如张喆堃。"


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def bureau(home) -> Unit:
    return make.work_unit("水利局")


@pytest.fixture
def officer(home):
    return make.user(Role.OFFICER, home)


@pytest.fixture
def client(officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def paper(client, bureau) -> dict[str, str]:
    """A complete form as the browser sends it, its period already read."""
    fresh = client.get(NEW).context["form"]
    return {
        "code": fresh["code"].value(),
        "name": "张喆堃",
        "sex": "male",
        "born_month": "1980年3月",
        "politics": "member",
        "identity": "civil_servant",
        "unit": bureau.full_name,
        "post": "水利站站长",
        "organ_name": "临澜市纪委监委",
        "number": "临纪〔2026〕12号",
        "decided_on": "2026-03-25",
        "measure": "PW",
        "seen": "2027-03-24",
    }


def faults(response) -> dict[str, list[str]]:
    assert response.status_code == 422
    return {name: list(found) for name, found in response.context["form"].errors.items()}


# What is stored -------------------------------------------------------------------------------


def test_one_page_opens_person_decision_clock_and_dossier(client, officer, bureau, paper):
    response = client.post(NEW, paper)
    dossier = Dossier.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/people/{dossier.code}/")
    cadre = dossier.cadre
    assert (cadre.name, cadre.born_month, cadre.unit, cadre.post) == (
        "张喆堃",
        date(1980, 3, 1),
        bureau,
        "水利站站长",
    )
    assert (dossier.owner, dossier.handler, dossier.overall_end) == (
        officer.unit,
        officer,
        date(2027, 3, 24),
    )
    assert list(Document.objects.values_list("organ_name", "number")) == [
        ("临澜市纪委监委", "临纪〔2026〕12号")
    ]
    assert Clock.objects.get().end == date(2027, 3, 24)


def test_no_more_than_twelve_fields_are_required(officer):
    form = RegisterForm(viewer=officer, today=make.TODAY)
    required = [name for name, field in form.fields.items() if field.required]
    assert required == [
        "name", "sex", "born_month", "politics", "identity", "unit", "post", "organ_name",
        "decided_on", "measure",
    ]  # fmt: skip


def test_two_measures_of_one_paper_give_one_document_and_one_dossier(client, paper):
    paper |= {"second_measure": "AD1", "seen": "2027-03-24,2027-03-24"}
    assert client.post(NEW, paper).status_code == 303
    assert Document.objects.count() == 1
    assert Dossier.objects.count() == 1
    assert sorted(Decision.objects.values_list("measure_id", flat=True)) == ["AD1", "PW"]


def test_expulsion_from_party_and_post_is_stored_without_a_dossier(client, paper):
    paper |= {"measure": "PE", "second_measure": "AX", "seen": "2031-03-24"}
    response = client.post(NEW, paper)
    assert (response.status_code, response["Location"]) == (303, "/people/")
    assert Decision.objects.count() == 2
    assert Dossier.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_person(client, paper):
    first, second = client.post(NEW, paper), client.post(NEW, paper)
    assert first["Location"] == second["Location"]
    assert (Cadre.objects.count(), Decision.objects.count()) == (1, 1)


def test_a_refusal_at_the_second_measure_leaves_nothing_behind(client, paper, bureau):
    paper |= {"politics": "masses", "second_measure": "AD1", "measure": "PW"}
    assert faults(client.post(NEW, paper)) != {}
    assert Cadre.objects.count() == 0
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("张 喆堃", "张喆堃"),
        ("　张　喆　堃　", "张喆堃"),
        ("𠮷野龑", "𠮷野龑"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("Ali  Mamat", "Ali Mamat"),
    ],
)
def test_names_keep_their_characters_and_lose_their_padding(client, paper, typed, stored):
    assert client.post(NEW, paper | {"name": typed}).status_code == 303
    assert Cadre.objects.get().name == stored


@pytest.mark.parametrize(
    "typed", ["2026.3.25", "2026年3月25日", "20260325", "２０２６／３／２５", " 2026 . 3 . 25 "]
)
def test_dates_are_taken_as_people_write_them(client, paper, typed):
    assert client.post(NEW, paper | {"decided_on": typed}).status_code == 303
    assert Decision.objects.get().decided_on == date(2026, 3, 25)


def test_a_number_in_square_brackets_becomes_a_document_number(client, paper):
    client.post(NEW, paper | {"number": "临纪 [２０２６] 12号"})
    assert Document.objects.get().number == "临纪〔2026〕12号"


# What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": "   "}, "name", "请填写姓名。"),
        ({"name": ""}, "name", "请填写姓名。"),
        ({"name": "张3"}, "name", STRANGE),
        ({"name": "张\ufffd"}, "name", STRANGE),
        ({"name": "张\x00三"}, "name", STRANGE),
        ({"name": "<b>张</b>"}, "name", STRANGE),
        ({"name": "长" * 51}, "name", "姓名最多50个字，请删减。"),
        ({"sex": ""}, "sex", "请选择性别。"),
        ({"sex": "x"}, "sex", "性别不在可选范围内，请从列表中选择。"),
        (
            {"decided_on": "2026-02-30"},
            "decided_on",
            "决定日期不对：2026年2月没有30日。例如2026年11月21日，也可以写成2026.11.21。",
        ),
        (
            {"decided_on": "去年春天"},
            "decided_on",
            "决定日期不对：“去年春天”不是日期。例如2026年11月21日，也可以写成2026.11.21。",
        ),
        ({"decided_on": ""}, "decided_on", "请填写决定日期。例如2026年11月21日。"),
        ({"born_month": "1980.13"}, "born_month", "出生年月不对：没有13月。例如1980年3月。"),
        ({"measure": ""}, "measure", "请选择处分（处理）种类。"),
        (
            {"measure": "ID"},
            "measure",
            "处分（处理）种类不在可选范围内，请从列表中选择。",
        ),
        (
            {"second_measure": "PSW"},
            "second_measure",
            "同一份决定书里同属党纪处分的只登记一项。两项应属不同体系，例如党内警告和政务记过。",
        ),
        (
            {"second_measure": "AD1", "number": ""},
            "number",
            "一份决定书给予两项处分的，请填写文号，例如示纪〔2026〕12号。",
        ),
        (
            {"second_months": "12"},
            "second_measure",
            "填了另一项的月数，请同时选择是哪一种处分。",
        ),
    ],
)  # fmt: skip
def test_a_wrong_field_says_what_is_wrong_and_keeps_what_was_typed(
    client, paper, change, field, sentence
):
    response = client.post(NEW, paper | change)
    assert faults(response) == {field: [sentence]}
    page = unescape(response.content.decode())
    assert "<title>有误：新建对象" in page
    assert "有1处需要补充或更正" in page
    assert page.count(sentence) == 2
    assert 'value="水利站站长"' in page
    assert Cadre.objects.count() == 0


def test_a_date_to_come_is_refused_with_both_days(client, paper):
    tomorrow = clock.today() + timedelta(days=1)
    found = faults(client.post(NEW, paper | {"decided_on": tomorrow.isoformat()}))
    assert list(found) == ["decided_on"]
    assert found["decided_on"][0].startswith("决定日期不能晚于")


def test_everything_missing_is_said_in_the_order_of_the_page(client):
    response = client.post(NEW, {})
    assert list(faults(response)) == [
        "name", "sex", "born_month", "politics", "identity", "unit", "post", "organ_name",
        "decided_on", "measure",
    ]  # fmt: skip
    assert "有10处需要补充或更正" in response.content.decode()


def test_the_engine_refuses_in_its_own_words(client, paper):
    found = faults(client.post(NEW, paper | {"months": "48"}))
    assert list(found) == ["__all__"]
    assert "党内警告" in found["__all__"][0]


def test_a_broken_form_code_is_replaced_and_never_reaches_the_address(client, paper):
    assert "code" in faults(client.post(NEW, paper | {"code": "../../etc"}))


# Units ----------------------------------------------------------------------------------------


def test_a_short_unit_name_is_enough_when_only_one_has_it(client, paper, bureau):
    assert client.post(NEW, paper | {"unit": "水 利 局"}).status_code == 303
    assert Cadre.objects.get().unit == bureau


def test_a_short_name_of_two_units_is_asked_in_full(client, paper, home, bureau):
    make.work_unit("水利局", within=make.open_unit(name="青禾区", parent=make.area(), by=None))
    found = faults(client.post(NEW, paper | {"unit": "水利局"}))
    assert found == {
        "unit": ["“水利局”对应不止一个单位，请写全称，例如临澜市水利局、临澜市青禾区水利局。"]
    }


def test_an_unknown_unit_is_offered_as_new_and_marked_for_checking(client, paper):
    response = client.post(NEW, paper | {"unit": "临澜市水利局城东站"})
    assert list(faults(response)) == ["unit"]
    assert 'name="new_unit"' in response.content.decode()
    again = client.post(NEW, paper | {"unit": "临澜市水利局城东站", "new_unit": "on"})
    assert again.status_code == 303
    unit = Unit.objects.get(full_name="临澜市水利局城东站")
    assert (unit.name, unit.parent.full_name, unit.checked) == ("城东站", "临澜市水利局", False)


# The period before saving ---------------------------------------------------------------------


def test_nothing_is_saved_before_its_period_was_shown(client, paper):
    paper.pop("seen")
    response = client.post(NEW, paper)
    page = response.content.decode()
    assert response.status_code == 200
    assert Cadre.objects.count() == 0
    assert "还没有保存" in page
    assert "影响期至2027年3月24日届满。" in page
    assert "为什么是这一天" in page
    assert 'name="seen" value="2027-03-24"' in page


def test_a_period_read_for_other_facts_is_shown_again(client, paper):
    response = client.post(NEW, paper | {"measure": "PSW"})
    assert response.status_code == 200
    assert response.context["period"].seen == "2027-09-24"
    assert Cadre.objects.count() == 0


def test_the_button_computes_with_half_a_form(client, paper):
    half = {name: paper[name] for name in ("politics", "identity", "measure", "decided_on")}
    response = client.post(NEW, half | {"preview": "1"})
    assert response.status_code == 200
    assert response.context["period"].summary == "影响期至2027年3月24日届满。"
    assert "error-summary" not in response.content.decode()


def test_the_button_names_what_it_still_needs(client, paper):
    response = client.post(NEW, {"preview": "1", "politics": "member", "decided_on": "2026.3.25"})
    assert list(faults(response)) == ["identity", "measure"]


def test_htmx_gets_the_period_alone(client, paper):
    headers = {"HX-Request": "true"}
    answer = client.post(NEW, paper | {"preview": "1"}, headers=headers).content.decode()
    assert "影响期至2027年3月24日届满。" in answer
    assert "<html" not in answer
    assert "measure-fields" not in answer
    part = client.post(NEW, paper | {"preview": "1", "measures": "1"}, headers=headers)
    assert 'id="measure-fields" hx-swap-oob="true"' in part.content.decode()


def test_while_typing_only_what_was_typed_wrong_is_named(client, paper):
    def answer(**change: str) -> str:
        headers = {"HX-Request": "true"}
        form = paper | {"preview": "1", "measures": "1"} | change
        return client.post(NEW, form, headers=headers).content.decode()

    assert "填好政治面貌" in answer(measure="", identity="")
    assert "field-error" not in answer(measure="", identity="")
    assert "2026年2月没有30日" in answer(decided_on="2026-02-30")
    assert "党内警告" in answer(months="48")


def test_a_measure_without_clock_says_how_long_care_lasts(client, paper):
    response = client.post(NEW, paper | {"measure": "LC", "preview": "1"})
    assert response.context["period"].summary == "这项处理没有影响期，按本地规则关心帮助6个月。"
    assert response.context["period"].seen == "none"


@pytest.mark.parametrize(
    ("politics", "identity", "there", "gone"),
    [
        ("member", "civil_servant", {"PW", "AD1"}, {"ID"}),
        ("masses", "civil_servant", {"AD1"}, {"PW", "ID"}),
        ("member", "institution_staff", {"PW", "ID"}, set()),
        ("masses", "village_cadre", {"AW"}, {"PW", "AL", "ID"}),
    ],
)
def test_only_measures_the_person_can_receive_are_offered(officer, politics, identity, there, gone):
    form = RegisterForm(
        {"politics": politics, "identity": identity}, viewer=officer, today=make.TODAY
    )
    offered = {
        code
        for group in form.fields["measure"].choices
        if isinstance(group[1], list)
        for code, _name in group[1]
    }
    assert there <= offered
    assert not gone & offered


# The same name --------------------------------------------------------------------------------


def test_a_same_name_is_asked_about_and_not_guessed(client, home, paper):
    known = make.dossier(home, name="张喆堃").cadre
    response = client.post(NEW, paper)
    assert list(faults(response)) == ["same_as"]
    choices = dict(response.context["form"].fields["same_as"].choices)
    assert choices == {
        known.code: "是同一人：张喆堃，临澜市青禾区财政局科员，1978年4月生",
        "other": "不是同一人，另行建档",
    }


def test_another_person_of_the_same_name_gets_his_own_dossier(client, home, paper):
    make.dossier(home, name="张喆堃")
    assert client.post(NEW, paper | {"same_as": "other"}).status_code == 303
    assert Cadre.objects.filter(name="张喆堃").count() == 2


def test_the_same_person_is_led_to_where_a_further_decision_is_entered(client, home, paper):
    known = make.dossier(home, name="张喆堃")
    response = client.post(NEW, paper | {"same_as": known.cadre.code, "measure": "AD1"})
    path, _, query = response["Location"].partition("?")
    assert (response.status_code, path) == (303, f"/people/{known.code}/changes/")
    assert "measure=AD1" in query
    assert query.endswith("#further")
    assert known.decisions.count() == 1
    shown = client.get(response["Location"]).content.decode()
    assert "张喆堃同志已有处分决定" in shown
    assert "changes/new/added/?measure=AD1" in shown


def test_a_namesake_of_another_office_is_not_betrayed(client, paper):
    make.dossier(make.office("青禾区纪委监委"), name="张喆堃")
    response = client.post(NEW, paper)
    assert response.status_code == 303
    assert Cadre.objects.filter(name="张喆堃").count() == 2


def test_what_was_typed_comes_back_as_text(client, paper):
    wild = '"><script>alert(1)</script>'
    page = client.post(NEW, paper | {"post": wild, "name": ""}).content.decode()
    assert "<script>alert(1)" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
