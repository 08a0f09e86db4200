"""回访对象: who sees whom, what the filters find, how the pages turn, what a name may hold."""

import base64
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Dossier, DossierRow
from tests import factories as make
from web.pages import keyset_page
from workdays import clock

pytestmark = pytest.mark.django_db
LIST = "/people/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def officer(home):
    return make.user(Role.OFFICER, home)


@pytest.fixture
def client(officer) -> Client:
    return signed_in(officer)


def people(home, *names: str) -> list[Dossier]:
    return [make.dossier(home, name=name) for name in names]


def names(response) -> list[str]:
    assert response.status_code == 200
    return [line.name for line in response.context["lines"]]


def due_on(dossier: Dossier, day: date | None, what: str = "季度谈话") -> None:
    DossierRow.objects.filter(dossier=dossier).update(next_due=day, next_what=what if day else "")


# Who sees whom --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.DIRECTOR, 200),
        (Role.OFFICER, 200),
        (Role.LEADER, 200),
        (Role.INSPECTOR, 200),
        (Role.UNIT, 200),
        (Role.HELPER, 200),
        (Role.PERSONNEL, 403),
        (Role.ADMIN, 403),
    ],
)
@pytest.mark.parametrize("url", [LIST, "/people/suggest/?q=许", "/people/units/?q=财政"])
def test_each_role_gets_the_list_it_may_have(home, role, status, url):
    assert signed_in(make.user(role, home)).get(url).status_code == status


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.LEADER, Role.UNIT, Role.HELPER])
def test_only_the_office_may_register_and_the_button_says_so(home, role):
    reader = signed_in(make.user(role, home))
    assert reader.get("/people/new/").status_code == 403
    assert "新建对象" not in reader.get(LIST).content.decode()


def test_the_list_holds_the_people_of_ones_own_office_only(home, client):
    people(home, "许明澈")
    other = make.office("青禾区纪委监委")
    make.dossier(other, name="顾云舟")
    assert names(client.get(LIST)) == ["许明澈"]
    assert names(client.get(LIST, {"q": "顾云舟"})) == []


def test_a_helper_sees_the_person_he_helps_and_nobody_else(home):
    first, _second = people(home, "许明澈", "顾云舟")
    account = make.user(Role.HELPER, make.work_unit("临澜市林业局"))
    make.helper(first, account=account)
    assert names(signed_in(account).get(LIST)) == ["许明澈"]


def test_signed_out_readers_are_sent_to_the_door(home):
    assert Client().get(LIST).status_code == 302


# Filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("张", ["张喆堃"]),
        ("喆堃", ["张喆堃"]),
        ("zhangzhekun", ["张喆堃"]),
        ("zzk", ["张喆堃"]),
        ("ZZ", ["张喆堃"]),
        ("zeng", ["曾一"]),
        (" 曾 一 ", ["曾一"]),
        ("买买提·吐", ["买买提·吐尔逊"]),
        ("𠮷", ["𠮷野"]),
        ("堃喆", []),
        ("%", []),
        ("'; drop table cases_dossier; --", []),
    ],
)
def test_a_name_is_found_by_characters_pinyin_and_initials(home, client, term, found):
    people(home, "张喆堃", "曾一", "买买提·吐尔逊", "𠮷野")
    assert names(client.get(LIST, {"q": term})) == found
    suggested = client.get("/people/suggest/", {"q": term}).json()["items"]
    assert [item["label"] for item in suggested] == found


def test_the_unit_filter_takes_the_units_below_it(home, client):
    bureau = make.work_unit("临澜市水利局")
    station = make.work_unit("城东水利站", within=bureau)
    make.dossier(home, name="许明澈", unit=bureau)
    make.dossier(home, name="顾云舟", unit=station)
    make.dossier(home, name="冯修远", unit=make.work_unit("临澜市林业局"))
    by_name = {"sort": "name", "unit": bureau.full_name}
    assert names(client.get(LIST, by_name)) == ["顾云舟", "许明澈"]
    assert names(client.get(LIST, {"unit": station.full_name})) == ["顾云舟"]
    assert names(client.get(LIST, {"unit": "林业"})) == ["冯修远"]


def test_stage_measure_and_handler_narrow_the_list(home, officer, client):
    first, second = people(home, "许明澈", "顾云舟")
    DossierRow.objects.filter(dossier=first).update(
        status=DossierStatus.VISITING, handler=officer, measure_codes=["AD1"]
    )
    assert names(client.get(LIST, {"stage": "visiting"})) == ["许明澈"]
    assert names(client.get(LIST, {"stage": ["registered", "visiting"], "sort": "name"})) == [
        "顾云舟",
        "许明澈",
    ]
    assert names(client.get(LIST, {"measure": "AD1"})) == ["许明澈"]
    assert names(client.get(LIST, {"measure": "PW"})) == [second.cadre.name]
    assert names(client.get(LIST, {"handler": officer.code})) == ["许明澈"]


@pytest.mark.parametrize(
    ("due", "found"),
    [
        ("overdue", ["昨"]),
        ("7", ["今", "七"]),
        ("30", ["今", "七", "三十"]),
        ("", ["昨", "今", "七", "三十", "无"]),
    ],
)
def test_due_filters_count_from_today(home, client, due, found):
    today = clock.today()
    days = {"昨": -1, "今": 0, "七": 7, "三十": 30}
    for name, offset in days.items():
        due_on(make.dossier(home, name=name), today + timedelta(days=offset))
    make.dossier(home, name="无")
    assert names(client.get(LIST, {"due": due})) == found


def test_the_end_of_the_period_is_filtered_by_both_sides(home, client):
    make.dossier(home)
    end = Dossier.objects.get().overall_end
    before, after = end - timedelta(days=1), end + timedelta(days=1)
    typed = f"{end.year}年{end.month}月{end.day}日"
    assert names(client.get(LIST, {"ends_from": typed, "ends_to": end.isoformat()})) == ["许明澈"]
    assert names(client.get(LIST, {"ends_from": after.isoformat(), "scope": "all"})) == []
    assert names(client.get(LIST, {"ends_to": before.isoformat(), "scope": "all"})) == []


def test_finished_dossiers_are_left_out_until_asked_for(home, client):
    dossier = make.dossier(home)
    DossierRow.objects.filter(dossier=dossier).update(is_open=False, status=DossierStatus.CLOSED)
    assert names(client.get(LIST)) == []
    assert names(client.get(LIST, {"scope": "shut"})) == ["许明澈"]
    assert names(client.get(LIST, {"q": "许明澈"})) == ["许明澈"]


def test_a_wrong_date_is_named_and_the_other_filters_hold(home, client):
    people(home, "许明澈", "顾云舟")
    response = client.get(LIST, {"ends_from": "2026-02-30", "q": "许"})
    assert names(response) == ["许明澈"]
    page = response.content.decode()
    assert "2026年2月没有30日" in page
    assert "<title>有误：回访对象 - 回访教育管理</title>" in page


def test_chosen_conditions_are_chips_that_remove_themselves(home, client):
    response = client.get(LIST, {"q": "许", "stage": ["visiting", "rating"], "due": "7"})
    chips = {chip.words: chip.query for chip in response.context["chips"]}
    assert list(chips) == [
        "姓名或拼音：许",
        "环节：回访中",
        "环节：待综合评价",
        "下一事项：7日内到期",
    ]
    assert chips["环节：回访中"] == "?q=%E8%AE%B8&stage=rating&due=7"


# Order and pages ------------------------------------------------------------------------------


@pytest.fixture
def small_pages(monkeypatch) -> None:
    monkeypatch.setattr("cases.views.people.keyset_page", partial(keyset_page, size=3))


def walk(client, **params) -> tuple[list[list[str]], list[list[str]]]:
    """All pages forward, then all of them back."""
    forward, url = [], f"{LIST}?{'&'.join(f'{key}={value}' for key, value in params.items())}"
    response = client.get(url)
    forward.append(names(response))
    while mark := response.context["page"].next:
        response = client.get(LIST, {**params, "after": mark})
        forward.append(names(response))
    backward = [names(response)]
    while mark := response.context["page"].previous:
        response = client.get(LIST, {**params, "before": mark})
        backward.append(names(response))
    return forward, backward[::-1]


@pytest.mark.parametrize("sort", ["due", "name", "end"])
def test_pages_show_everybody_once_in_both_directions(home, client, small_pages, sort):
    """Same keys and empty keys included; the tie is broken by the row."""
    today = clock.today()
    made = [make.dossier(home, name=f"同名{n}") for n in "甲乙丙丁戊己庚辛"]
    for dossier in made[:3]:
        due_on(dossier, today)
    due_on(made[3], today + timedelta(days=1))
    forward, backward = walk(client, sort=sort)
    assert [len(page) for page in forward] == [3, 3, 2]
    assert sorted(name for page in forward for name in page) == sorted(
        f"同名{n}" for n in "甲乙丙丁戊己庚辛"
    )
    assert backward == forward


def test_the_order_by_due_date_puts_nothing_due_last(home, client):
    first, second, third = people(home, "甲一", "乙二", "丙三")
    due_on(first, date(2026, 12, 31))
    due_on(third, date(2026, 12, 30))
    assert names(client.get(LIST)) == ["丙三", "甲一", "乙二"]
    assert second.row.next_due is None


def test_a_page_mark_holds_neither_name_nor_id_and_a_forged_one_starts_over(
    home, client, small_pages
):
    made = people(home, "甲一", "乙二", "丙三", "丁四")
    mark = client.get(LIST, {"sort": "name"}).context["page"].next
    opened = base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4))
    assert b"jia" not in opened
    assert str(made[0].pk).encode() not in opened[10:]
    for forged in (mark[:-4] + "AAAA", "x", "/../", "%00", mark[: len(mark) // 2], "é" * 9):
        response = client.get(LIST, {"sort": "name", "after": forged})
        assert names(response) == ["丙三", "丁四", "甲一"]


def test_queries_do_not_grow_with_the_rows_and_none_runs_while_drawing(home, client):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(LIST)
        return len(caught)

    people(home, "许明澈")
    queries()
    one = queries()
    people(home, "顾云舟", "冯修远")
    assert queries() == one


def test_the_list_is_drawn_without_a_query(home, officer, rf, no_queries):
    from cases.views.people import people as view

    people(home, "许明澈")
    request = rf.get(LIST)
    request.user = officer
    response = view(request)
    response.context_data.update(navigation=[], messages=[], user=officer)
    with no_queries():
        assert "许明澈" in response.rendered_content


# What stands on the page ----------------------------------------------------------------------


def test_a_name_with_markup_is_text(home, client):
    DossierRow.objects.filter(dossier=make.dossier(home)).update(
        name="<script>alert(1)</script>", post='"><img src=x onerror=alert(1)>'
    )
    page = client.get(LIST).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<img src=x" not in page


def test_a_late_task_is_late_and_the_person_is_not(home, client):
    due_on(make.dossier(home), clock.today() - timedelta(days=52), "第三季度谈话")
    page = client.get(LIST).content.decode()
    assert '<span class="tag tag-amber">逾期52天</span>' in page
    assert "tag-red" not in page


def test_after_the_last_period_the_list_names_no_measure(home, client):
    dossier = make.dossier(home)
    assert "党内警告" in client.get(LIST).content.decode().split("<tbody>")[1]
    DossierRow.objects.filter(dossier=dossier).update(overall_end=date(2026, 1, 2))
    body = client.get(LIST).content.decode().split("<tbody>")[1]
    assert "党内警告" not in body
    assert "影响期已于2026年1月2日届满" in body


def test_no_score_and_no_grade_reaches_the_list(home, client):
    make.dossier(home)
    heads = client.get(LIST).content.decode().split("<thead>")[1].split("</thead>")[0]
    for word in ("分", "等次", "排名"):
        assert word not in heads.replace("处分", "")


def test_suggestions_are_at_most_eight_mine_first(home, officer, client):
    made = people(home, *[f"王{n}" for n in "一二三四五六七八九"])
    DossierRow.objects.filter(dossier=made[8]).update(handler=officer)
    items = client.get("/people/suggest/", {"q": "王"}).json()["items"]
    assert len(items) == 8
    assert items[0]["label"] == "王九"
    assert items[0]["url"] == f"/people/{made[8].code}/"
    assert client.get("/people/suggest/", {"q": "  "}).json() == {"items": []}


def test_units_are_suggested_shortest_first(home, client):
    make.work_unit("临澜市水利局城东站")
    make.work_unit("水利局")
    labels = [
        item["value"] for item in client.get(reverse("cases:units"), {"q": "水利"}).json()["items"]
    ]
    assert labels == ["临澜市水利局", "临澜市临澜市水利局城东站"]
