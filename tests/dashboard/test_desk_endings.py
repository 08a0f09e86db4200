"""Ends of periods on the desk, on the first page of a dossier, and out of every ordinary list."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.actions import pause_dossier
from dashboard.desk.blocks import blocks_of, whole_block
from dashboard.desk.figures import Desk
from reports.actions import release_notices
from reports.models import Notice
from tests import factories
from tests.reports.notices import AFTER, DAY, END, NOON, ending
from visits.actions import mark_clocks

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def case(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: AFTER)
    return ending()


def lines(user, slug, *, today=AFTER):
    desk = Desk(user=user, today=today, mine=False)
    block = whole_block(desk, slug)
    assert block is not None
    assert {each.slug: each.total for each in blocks_of(desk)}[slug] == len(block.lines)
    return block.lines


def page(client, user, address):
    client.force_login(user, backend=BACKEND)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_drafts_of_an_ended_period_wait_on_the_desks_of_those_who_may_send(case):
    case.drafted(on=END)
    assert lines(case.director, "waiting", today=END) == []
    for user in (case.director, case.leader):
        (line,) = lines(user, "waiting")
        assert (line.what, line.name, line.action.label) == (
            "期满通知待发出",
            "赵翊鸣",
            "核对发出",
        )
        assert line.action.url == f"/people/{case.dossier.code}/notices/"
    assert lines(case.officer, "waiting") == []


def test_what_was_sent_leaves_the_desk_and_comes_to_the_addressee(case):
    codes = [notice.code for notice in case.drafted().values()]
    release_notices(case.dossier, codes=codes, by=case.leader, at=NOON, on=AFTER)
    assert lines(case.leader, "waiting") == []
    (line,) = lines(case.reader, "waiting")
    assert (line.what, line.due, line.action.label) == ("期满通知", AFTER, "查看")
    Notice.objects.filter(kind="personnel").update(read_by=case.reader, read_at=NOON)
    assert lines(case.reader, "waiting") == []


def test_while_the_file_rests_nobody_is_asked_to_send(case):
    case.drafted()
    pause_dossier(case.dossier, reason="立案审查", by=case.director, on=AFTER)
    assert lines(case.director, "waiting") == []


def test_a_clock_that_ends_before_the_last_one_stands_on_the_desk_by_its_mark(case):
    factories.decision(case.dossier.cadre, case.office, measure="PW", decided_on=date(2026, 8, 1))
    last = date(2027, 7, 31)
    on = date(2026, 9, 1)
    assert lines(case.officer, "ending", today=on) == []
    mark_clocks([case.dossier.pk], on=on)
    (line,) = lines(case.officer, "ending", today=on)
    assert (line.what, line.due, line.due_words) == (
        "政务警告影响期届满，最后一项到2027年7月31日",
        END,
        "还有29天",
    )
    assert lines(case.officer, "ending", today=END + DAY) == []
    assert [each.due for each in lines(case.officer, "ending", today=last)] == [last]


def test_the_first_page_tells_the_end_and_what_was_sent(client, case):
    mark_clocks([case.dossier.pk], on=AFTER)
    drafts = case.drafted()
    address = f"/people/{case.dossier.code}/"
    text = page(client, case.director, address)
    assert "各项影响期均已届满" in text
    assert "期满通知待发出" in text
    codes = [notice.code for notice in drafts.values()]
    release_notices(case.dossier, codes=codes, by=case.leader, at=NOON, on=AFTER)
    text = page(client, case.director, address)
    assert "期满通知待发出" not in text
    assert "期满通知已发出：所在单位通知" in text


def test_a_dossier_still_visited_is_asked_for_its_last_rating(client, case):
    address = f"/people/{case.dossier.code}/"
    assert "期满综合评价待组织" not in page(client, case.officer, address)
    type(case.dossier).objects.filter(pk=case.dossier.pk).update(status="visiting")
    assert "期满综合评价待组织" in page(client, case.officer, address)


# 撕掉标签 -----------------------------------------------------------------------------------

SANCTION_WORDS = ("政务警告", "党内警告", "受处分")


@pytest.fixture
def watchers(case):
    helper = factories.user(Role.HELPER, case.unit, name="冯修远")
    factories.helper(case.dossier, account=helper)
    return {
        "officer": case.officer,
        "leader": case.leader,
        "unit": factories.user(Role.UNIT, case.unit),
        "helper": helper,
    }


def row_of(text, name):
    """The part of a list's page that belongs to one person."""
    return next(row for row in text.split("<tr>") if f">{name}<" in row)


@pytest.mark.parametrize("who", ["officer", "leader", "unit", "helper"])
@pytest.mark.parametrize("query", ["", "?q=赵翊鸣", "?q=zym", "?scope=all", "?sort=end"])
def test_the_day_after_the_end_no_list_names_the_measure(client, case, watchers, who, query):
    row = row_of(page(client, watchers[who], f"/people/{query}"), "赵翊鸣")
    assert [word for word in SANCTION_WORDS if word in row] == []
    assert "影响期已于2026年9月30日届满" in row


@pytest.mark.parametrize("who", ["officer", "unit"])
def test_on_the_last_day_the_list_still_names_it(client, case, watchers, who, monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: END)
    assert "政务警告" in row_of(page(client, watchers[who], "/people/"), "赵翊鸣")


@pytest.mark.parametrize("who", ["officer", "unit", "helper"])
def test_no_suggestion_names_a_measure(client, case, watchers, who):
    client.force_login(watchers[who], backend=BACKEND)
    items = client.get("/people/suggest/", {"q": "赵"}).json()["items"]
    assert [item["label"] for item in items] == ["赵翊鸣"]
    assert [word for word in SANCTION_WORDS if word in str(items)] == []


@pytest.mark.parametrize("who", ["officer", "leader", "unit", "helper"])
def test_no_desk_names_the_measure_of_an_ended_period(client, case, watchers, who):
    mark_clocks([case.dossier.pk], on=AFTER)
    case.drafted()
    text = page(client, watchers[who], "/todo/?scope=office")
    assert [word for word in SANCTION_WORDS if word in text] == []


def test_the_file_itself_keeps_its_history(client, case):
    text = page(client, case.officer, f"/people/{case.dossier.code}/?summary=1")
    assert "政务警告" in text
    assert "临监决〔2026〕6号" in text
