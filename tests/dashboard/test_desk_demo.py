"""The desk on the demo: every number is its list, nothing is asked while drawing."""

import re
from datetime import date

import pytest

from accounts.roles import Role
from dashboard.desk.blocks import blocks_of, whole_block
from dashboard.desk.figures import Desk
from dashboard.views import desk as desk_view
from tests.factories import TODAY
from visits.models import OrganReport

pytestmark = pytest.mark.slow

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
        "overdue": 13,
        "soon": 8,
        "waiting": 10,
        "visits": 2,
        # The town's report of August.
        "passed": 1,
        "contact": 6,
        "ratings": 3,
        "quarter": 0,
        "ending": 4,
        "execution": 3,
        "drafts": 0,
    }


def test_the_town_has_reported_in_time_but_for_one_month(demo):
    august = "2026年8月月报待报送"
    [line] = whole_block(desk_of(demo.users["zhuren"]), "passed").lines
    assert (line.what, line.due_words) == (august, "逾期25天")
    town = whole_block(desk_of(demo.users["xiangzhen"]), "overdue").lines
    assert august in {line.what for line in town}
    filed = OrganReport.objects.filter(organ=demo.units["beidu_organ"])
    periods = sorted(filed.values_list("period", flat=True))
    assert periods == [f"2026-{month:02}" for month in range(1, 8)]


def test_seven_weeks_later_what_was_due_is_late(demo):
    desk = desk_of(demo.users["zhuren"], today=NOVEMBER)
    assert numbers(desk)["overdue"] == 26
    assert {line.is_late for line in whole_block(desk, "overdue").lines} == {True}


def test_a_block_of_another_desk_is_not_there(demo):
    desk = desk_of(demo.users["bangfu"])
    assert whole_block(desk, "ending") is None
    assert whole_block(desk, "no-such-block") is None


def test_the_numbers_on_the_page_lead_to_lists_of_that_length(client, demo, clock_stands):
    client.force_login(demo.users["zhuren"])
    text = client.get("/todo/?scope=office").content.decode()
    tiles = re.findall(r'href="(/todo/\w+/[^"]*)"><span class="tile-number">(\d+)<', text)
    assert len(tiles) == 11
    for address, number in tiles:
        rows = client.get(address.replace("&amp;", "&")).content.decode().count("<tr>")
        assert max(rows - 1, 0) == int(number)


def test_the_desk_asks_nothing_while_it_is_drawn(client, demo, no_queries, rf, clock_stands):
    request = rf.get("/todo/")
    request.user = demo.users["zhuren"]
    response = desk_view(request)
    with no_queries():
        assert "逾期未办" in response.render().content.decode()
