"""A dossier's first page: where it stands, what comes next, what happened; and who may see it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Dossier
from dashboard.dossier.page import overview_of
from dashboard.dossier.steps import steps_of
from dashboard.dossier.timeline import PAGE
from tests.factories import TODAY

ALL = "decisions__measure", "decisions__document", "decisions__events"


@pytest.fixture
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


def of(name, viewer, **params):
    dossier = (
        Dossier.objects.for_page().prefetch_related(*ALL).get(cadre__name=name, kind="sanction")
    )
    return overview_of(dossier, viewer=viewer, today=TODAY, params=params)


def test_it_says_where_in_the_loop_the_dossier_stands(demo):
    steps = of("许明澈", demo.users["zhuren"]).steps
    assert [step.label for step in steps if step.is_done] == ["已建档", "研判中", "方案待批"]
    assert [step.label for step in steps if step.is_here] == ["回访中"]


def test_a_dossier_that_left_the_loop_says_so_instead(demo):
    page = of("任世安", demo.users["xianji"])
    assert (page.steps, page.standing) == ([], "档案已于2026年5月6日终止，不再办理。")


def test_what_is_due_next_names_who_owes_it(demo):
    page = of("邓启航", demo.users["zhuren"])
    assert [(each.what, each.who, each.due) for each in page.next] == [
        ("期满前回访", "陆知行", date(2026, 9, 14)),
        ("2026年第三季度谈心谈话", "帮扶人 邵云起（由审理室代录）", date(2026, 9, 30)),
        ("期满评价", "陆知行", date(2026, 10, 14)),
    ]


def test_what_waits_for_a_signature_is_part_of_what_is_next(demo):
    waits = {each.what: each.who for each in of("许明澈", demo.users["zhuren"]).next}
    assert waits == {
        "回访情况反馈函（待签发）": "分管领导",
        "执行问题：归入本人档案：未归档（已交办）": "临澜市青禾区第三实验中学",
    }


def test_the_chronicle_is_newest_first_and_twenty_at_a_time(demo):
    first = of("李若衡", demo.users["zhuren"]).chronicle
    days = [item.day for item in first.items]
    assert days == sorted(days, reverse=True)
    assert len(first.items) <= PAGE
    assert first.newer == 0


def test_older_records_follow_on_the_next_page(demo, monkeypatch):
    monkeypatch.setattr("dashboard.dossier.timeline.PAGE", 10)
    first = of("许明澈", demo.users["zhuren"]).chronicle
    second = of("许明澈", demo.users["zhuren"], page="2").chronicle
    last = of("许明澈", demo.users["zhuren"], page="3").chronicle
    assert (len(first.items), first.older, second.newer, second.older) == (10, 2, 1, 3)
    assert (last.newer, last.older) == (2, 0)
    assert last.items[-1].title == "撤销党内职务决定作出"


def test_quarters_before_the_start_are_named_so(demo):
    quarters = of("何静姝", demo.users["zhuren"]).quarters
    told = {quarter.words: quarter.state for quarter in quarters}
    assert told["2024年第三季度"] == "系统启用前"
    assert told["2024年第四季度"] == "系统启用前，已于2024年11月20日补录"
    assert told["2025年第一季度"] == "2025年3月18日已谈"


def test_a_late_talk_is_shown_as_made_up_for(demo):
    told = {q.words: q.state for q in of("许明澈", demo.users["zhuren"]).quarters}
    assert told["2026年第一季度"] == "2026年4月9日已谈，逾期补谈"
    assert told["2025年第一季度"] == "不需要（在管不足规定天数）"


def test_the_summary_shows_only_when_asked_for(demo):
    director = demo.users["zhuren"]
    assert [line.facts for line in of("许明澈", director).decisions] == [[]]
    facts = dict(of("许明澈", director, summary="1").decisions[0].facts)
    assert facts["事由"] == "将校服采购返还款留作小集体使用，侵占公共财物"


def test_a_helper_sees_kind_and_period_but_never_the_reason(demo):
    page = of("许明澈", demo.users["bangfu"], summary="1")
    assert (page.may_see_summary, [line.facts for line in page.decisions]) == (False, [[]])


def test_party_facts_are_hidden_for_who_is_no_member(demo):
    labels = [label for label, _ in of("赵翊鸣", demo.users["zhuren"]).facts]
    assert "入党时间" not in labels


def test_a_helper_sees_no_visit_and_no_plan_in_the_chronicle(demo):
    titles = [item.title for item in of("许明澈", demo.users["bangfu"]).chronicle.items]
    assert not [title for title in titles if "回访（" in title or "方案" in title]
    assert [title for title in titles if "谈心谈话" in title]


@pytest.mark.parametrize(
    ("account", "name", "status"),
    [
        ("zhuren", "许明澈", 200),
        ("fenguan", "许明澈", 200),
        ("danwei", "许明澈", 200),
        ("bangfu", "许明澈", 200),
        ("bangfu", "邓启航", 404),
        ("danwei", "邓启航", 404),
        ("xiangzhen", "罗春梅", 200),
        ("xiangzhen", "许明澈", 404),
        ("zhuren", "马德厚", 404),
        ("zhuren", "彭溯", 404),
        ("shengji", "彭溯", 200),
        ("zuzhibu", "许明澈", 403),
        ("guanli", "许明澈", 403),
    ],
)
def test_each_role_finds_its_own_people_and_nothing_of_others(
    client, demo, clock_stands, account, name, status
):
    client.force_login(demo.users[account])
    code = Dossier.objects.filter(cadre__name=name).values_list("code", flat=True).first()
    assert client.get(f"/people/{code}/").status_code == status


def test_a_clearing_dossier_without_a_decision_has_a_page(client, demo, clock_stands):
    client.force_login(demo.users["zhuren"])
    code = Dossier.objects.get(cadre__name="石兰芝").code
    text = client.get(f"/people/{code}/").content.decode()
    assert "没有处分（处理）决定" in text


def test_longer_histories_cost_no_more_queries(client, demo, clock_stands):
    client.force_login(demo.users["zhuren"])
    client.get("/todo/")
    counted = []
    for name in ("邓启航", "李若衡"):
        code = Dossier.objects.get(cadre__name=name).code
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/people/{code}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_steps_are_the_loop_in_its_order(demo):
    labels = [step.label for step in steps_of(Dossier.objects.get(cadre__name="邓启航"))]
    assert labels[0] == "已建档"
    assert labels[-1] == "已销号"
