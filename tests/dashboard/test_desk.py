"""The desk: every number is its list, every role sees its own, nothing is asked while drawing."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from dashboard.desk.blocks import DESKS, blocks_of, whole_block
from dashboard.desk.figures import Desk
from dashboard.views import desk as desk_view
from tests import factories
from tests.factories import TODAY, personnel_office, user
from visits.actions import reconcile_all

ROLES = {
    "zhuren": Role.DIRECTOR,
    "ganbu": Role.OFFICER,
    "fenguan": Role.LEADER,
    "xiangzhen": Role.INSPECTOR,
    "danwei": Role.UNIT,
    "bangfu": Role.HELPER,
    "zuzhibu": Role.PERSONNEL,
    "guanli": Role.ADMIN,
}
NOVEMBER = date(2026, 11, 21)


@pytest.fixture
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


def numbers(desk):
    return {block.slug: block.total for block in blocks_of(desk)}


def desk_of(account, *, today=TODAY, mine=False):
    return Desk(user=account, today=today, mine=mine)


@pytest.mark.parametrize("account", ROLES)
@pytest.mark.parametrize("mine", [True, False])
def test_every_number_equals_its_list(demo, account, mine):
    desk = desk_of(demo.users[account], mine=mine)
    for block in blocks_of(desk):
        assert len(whole_block(desk, block.slug).lines) == block.total


def test_the_directors_desk_at_the_baseline(demo):
    assert numbers(desk_of(demo.users["zhuren"])) == {
        "overdue": 3,
        "soon": 6,
        "waiting": 3,
        "ratings": 3,
        "quarter": 0,
        "ending": 3,
        "drafts": 0,
    }


def test_seven_weeks_later_what_was_due_is_late(demo):
    desk = desk_of(demo.users["zhuren"], today=NOVEMBER)
    assert numbers(desk)["overdue"] == 9
    assert {line.is_late for line in whole_block(desk, "overdue").lines} == {True}


def test_a_block_of_another_desk_is_not_there(demo):
    desk = desk_of(demo.users["bangfu"])
    assert whole_block(desk, "ending") is None
    assert whole_block(desk, "no-such-block") is None


def test_nobody_has_a_block_twice():
    for parts in DESKS.values():
        assert len({part.slug for part in parts}) == len(parts)


def test_the_talk_of_a_helper_with_an_account_stands_on_his_desk_alone(db):
    office = factories.office()
    helper = user(Role.HELPER, factories.work_unit("青禾区水务公司"))
    factories.helper(factories.dossier(office), account=helper)
    reconcile_all(on=TODAY)
    officer = user(Role.OFFICER, office)
    theirs = [line.what for line in whole_block(desk_of(helper), "soon").lines]
    ours = [line.what for line in whole_block(desk_of(officer), "soon").lines]
    assert (theirs, ours) == (["2026年第三季度谈心谈话"], [])


def test_the_talk_of_a_helper_without_an_account_stands_on_the_offices_desk(db):
    office = factories.office()
    factories.helper(factories.dossier(office))
    reconcile_all(on=TODAY)
    lines = whole_block(desk_of(user(Role.OFFICER, office)), "soon").lines
    assert [(line.what, line.who) for line in lines] == [
        ("2026年第三季度谈心谈话", "帮扶人 冯修远")
    ]


def test_what_nobody_handles_is_on_every_officers_own_desk(db):
    office = factories.office()
    factories.dossier(office)
    reconcile_all(on=TODAY)
    first, second = user(Role.OFFICER, office), user(Role.OFFICER, office)
    found = [numbers(desk_of(each, mine=True))["overdue"] for each in (first, second)]
    assert found == [4, 4]


def test_another_offices_work_is_not_on_the_desk(db):
    factories.dossier(factories.office())
    reconcile_all(on=TODAY)
    other = factories.office("纪委监委", within=factories.area("栖霞市"))
    assert set(numbers(desk_of(user(Role.DIRECTOR, other))).values()) == {0}


@pytest.mark.parametrize(
    ("role", "address"),
    [(Role.DIRECTOR, "/todo/"), (Role.HELPER, "/todo/"), (Role.PERSONNEL, "/inbox/")],
)
def test_the_first_address_leads_each_role_to_its_room(client, db, role, address):
    unit = personnel_office() if role == Role.PERSONNEL else factories.office()
    client.force_login(user(role, unit))
    assert client.get("/").url == address


@pytest.mark.parametrize("role", Role)
def test_an_empty_desk_says_so_in_a_sentence(client, db, role):
    client.force_login(user(role, factories.office()))
    page = client.get(reverse("dashboard:desk"))
    assert page.status_code == 200
    text = page.content.decode()
    assert len(re.findall(r'class="empty"', text)) == len(DESKS[role])
    assert "<table" not in text


def test_the_numbers_on_the_page_lead_to_lists_of_that_length(client, demo, clock_stands):
    client.force_login(demo.users["zhuren"])
    text = client.get("/todo/?scope=office").content.decode()
    tiles = re.findall(r'href="(/todo/\w+/[^"]*)"><span class="tile-number">(\d+)<', text)
    assert len(tiles) == 7
    for address, number in tiles:
        rows = client.get(address.replace("&amp;", "&")).content.decode().count("<tr>")
        assert max(rows - 1, 0) == int(number)


def test_the_desk_asks_nothing_while_it_is_drawn(client, demo, no_queries, rf, clock_stands):
    request = rf.get("/todo/")
    request.user = demo.users["zhuren"]
    response = desk_view(request)
    with no_queries():
        assert "逾期未办" in response.render().content.decode()


def test_more_people_cost_no_more_queries(client, db, clock_stands, monkeypatch):
    # Beyond the lines shown a block counts in a query of its own; that is not meant here.
    monkeypatch.setattr("dashboard.desk.blocks.SHOWN", 50)
    office = factories.office()
    client.force_login(user(Role.DIRECTOR, office))
    client.get("/todo/")
    counted = []
    for names in (["甲某"], ["乙某", "丙某"]):
        for name in names:
            factories.helper(factories.dossier(office, name=name))
        reconcile_all(on=TODAY)
        with CaptureQueriesContext(connection) as queries:
            client.get("/todo/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
