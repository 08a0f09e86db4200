"""The head of a dossier: help facts, every clock with its why, tabs by permission."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client

from accounts.roles import Role
from cases.actions import recompute
from cases.actions.versions import edit_draft, publish_draft, start_draft
from cases.models import Dossier
from cases.views import header_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def dossier(home) -> Dossier:
    opened = make.dossier(home)
    make.helper(opened)
    return opened


def fetched(dossier: Dossier) -> Dossier:
    return Dossier.objects.for_page().get(pk=dossier.pk)


def test_it_says_who_where_which_stage_and_who_helps(dossier):
    header = header_of(fetched(dossier), make.TODAY)
    assert (header.name, header.unit, header.post) == ("许明澈", "临澜市青禾区财政局", "科员")
    assert (header.stage, header.helper, header.handler) == ("已建档", "冯修远（分管副局长）", "")
    assert header.number == dossier.number


def test_each_clock_tells_start_end_and_why(dossier):
    (clock,) = header_of(fetched(dossier), make.TODAY).clocks
    (bar,) = clock.bars.bars
    assert clock.title == "党内警告 影响期"
    assert (bar.span.start, bar.span.end) == (date(2026, 3, 25), date(2027, 3, 24))
    assert clock.method == "口径A：起算日计入，止于对应日的前一日"
    assert clock.certainty == "规定明确"
    assert clock.steps
    assert clock.basis
    assert clock.matters == ("提拔职务、进一步使用", "晋升职级")


def test_each_clock_names_the_version_of_the_rules_it_stands_under(home, dossier):
    (clock,) = header_of(fetched(dossier), make.TODAY).clocks
    assert clock.rules == "适用本地规则第1版（系统默认口径，待本机关确认）"
    writer, other = make.user(Role.OFFICER, home), make.user(Role.DIRECTOR, home)
    draft = start_draft(home, by=writer, on=make.TODAY)
    edit_draft(draft, version=1, by=writer, document="临纪发〔2026〕8号", note="按文件调整")
    publish_draft(draft, version=2, by=other, on=make.TODAY, at=make.NOON)
    recompute(dossier.cadre, today=make.TODAY)
    (clock,) = header_of(fetched(dossier), make.TODAY).clocks
    assert clock.rules == "适用本地规则第2版（临纪发〔2026〕8号，自2026年9月30日起）"


@pytest.mark.parametrize(
    ("offset", "warns"), [(-4, False), (-3, True), (0, True), (3, True), (4, False)]
)
def test_within_three_days_of_the_end_the_conventions_are_named(dossier, offset, warns):
    (clock,) = header_of(fetched(dossier), date(2027, 3, 24) + timedelta(days=offset)).clocks
    assert clock.note.startswith("口径差异") is warns
    assert ("2027年3月26日" in clock.note) is warns


def test_a_period_that_is_over_bars_nothing_any_more(dossier):
    (clock,) = header_of(fetched(dossier), date(2027, 3, 25)).clocks
    assert (clock.is_over, clock.matters) == (True, ())


def test_a_clock_that_awaits_restoration_draws_no_bar(home):
    person = make.cadre(make.work_unit(), name="顾云舟")
    opened = make.decision(person, home, measure="PP1", decided_on=date(2024, 3, 25)).dossier
    clocks = header_of(fetched(opened), make.TODAY).clocks
    assert [bool(clock.bars) for clock in clocks] == [True, False]
    assert clocks[1].awaiting == "自恢复党员权利之日起另算，恢复日期尚未登记。"


def test_the_edit_link_follows_the_permission(home, dossier):
    row = fetched(dossier)
    assert header_of(row, make.TODAY, make.user(Role.OFFICER, home)).may_edit is True
    assert header_of(row, make.TODAY, make.user(Role.LEADER, home)).may_edit is False
    assert header_of(row, make.TODAY).may_edit is False


@pytest.mark.parametrize(
    ("role", "tabs"),
    [
        (
            Role.OFFICER,
            "overview clocks assessment plan visits needs execution ratings letters appeals"
            " changes ledger access",
        ),
        (
            Role.LEADER,
            "overview clocks plan visits needs execution ratings letters appeals changes ledger"
            " access",
        ),
        (
            Role.INSPECTOR,
            "overview clocks assessment plan visits needs execution ratings appeals ledger",
        ),
        (Role.HELPER, "overview clocks visits needs ratings"),
    ],
)
def test_every_tab_a_viewer_is_shown_opens_for_him(home, dossier, role, tabs):
    tabs, viewer = tabs.split(), make.user(role, home)
    if role == Role.HELPER:
        make.helper(dossier, account=viewer)
    header = header_of(fetched(dossier), make.TODAY, viewer)
    assert [tab.name for tab in header.tabs] == tabs
    client = Client()
    client.force_login(viewer)
    assert {tab.name: client.get(tab.url).status_code for tab in header.tabs} == dict.fromkeys(
        tabs, 200
    )


def test_the_head_asks_the_database_nothing_while_it_is_drawn(dossier, no_queries):
    header = header_of(fetched(dossier), make.TODAY)
    with no_queries():
        page = render_to_string("cases/_header.html", {"header": header})
    assert "许明澈同志" in page
    assert "为什么是这一天" in page
    assert 'aria-label="党内警告 影响期2026年3月25日至2027年3月24日' in page


def test_no_red_and_no_amber_stands_in_the_head(dossier):
    page = render_to_string(
        "cases/_header.html", {"header": header_of(fetched(dossier), make.TODAY)}
    )
    assert "tag-amber" not in page
    assert "#B3261E" not in page
