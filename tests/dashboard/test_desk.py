"""The desk: what stands on whose, and that an empty one says so."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import STEWARD_ROLES, Role
from audit.models import Entry
from cases.actions.versions import edit_draft, start_draft
from dashboard.desk.blocks import DESKS, blocks_of, whole_block
from dashboard.desk.figures import Desk
from dashboard.desk.helping import cards_of
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


def test_nobody_has_a_block_twice():
    for parts in DESKS.values():
        assert len({part.slug for part in parts}) == len(parts)


def test_the_talk_of_a_helper_with_an_account_stands_on_his_desk_alone(db):
    office = factories.office()
    helper = user(Role.HELPER, factories.work_unit("青禾区水务公司"))
    factories.helper(factories.dossier(office), account=helper)
    reconcile_all(on=TODAY)
    officer = user(Role.OFFICER, office)
    theirs = [card.words for card in cards_of(helper, TODAY)]
    ours = [line.what for line in whole_block(desk_of(officer), "soon").lines]
    assert theirs[-1] == "2026年第三季度谈心谈话"
    assert ours == []


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
    # 研判, 方案, 首次回访, one talk; 宣布, 归档, the report, and the helper.
    assert found == [8, 8]


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


@pytest.mark.parametrize("role", sorted(STEWARD_ROLES))
def test_stewards_have_a_first_page_instead_of_a_desk(client, db, role):
    client.force_login(user(role, factories.office()))
    assert (client.get("/").url, client.get("/todo/").url) == ("/admin/", "/admin/")


@pytest.mark.parametrize("role", sorted(set(Role) - STEWARD_ROLES))
def test_an_empty_desk_says_so_in_a_sentence(client, db, role):
    client.force_login(user(role, factories.office()))
    page = client.get(reverse("dashboard:desk"))
    assert page.status_code == 200
    text = page.content.decode()
    # A helper has one card instead of blocks.
    assert len(re.findall(r'class="empty"', text)) == (len(DESKS[role]) or 1)
    assert "<table" not in text


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


def test_opening_and_asking_for_the_summary_are_on_record(client, db, clock_stands):
    office = factories.office()
    dossier, director = factories.dossier(office), user(Role.DIRECTOR, office)
    client.force_login(director)
    client.get(dossier.get_absolute_url())
    client.get(f"{dossier.get_absolute_url()}?summary=1")
    seen = Entry.objects.filter(dossier_id=dossier.pk, actor_id=director.pk).order_by("pk")
    assert list(seen.values_list("verb", flat=True)) == ["person.open", "person.summary"]


def test_a_draft_of_the_rules_waits_for_whoever_may_publish_and_did_not_write_it(db):
    office = factories.office()
    officer, director = user(Role.OFFICER, office), user(Role.DIRECTOR, office)
    other = user(Role.DIRECTOR, factories.office("青禾区纪委监委"))
    draft = start_draft(office, by=officer, on=TODAY)
    assert whole_block(desk_of(director), "waiting").lines == []
    edit_draft(draft, version=1, by=officer, document="临纪发〔2026〕8号", note="按文件调整")
    told = {
        each: [(line.name, line.action.url) for line in whole_block(desk_of(each), "waiting").lines]
        for each in (officer, director, other)
    }
    waiting = [("本地规则第2版", "/policy/2/publish/")]
    assert told == {officer: [], director: waiting, other: []}
    edit_draft(draft, version=2, by=director, plan_days=50)
    assert whole_block(desk_of(director), "waiting").lines == []
