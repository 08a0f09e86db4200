"""规则与依据: every rule with its article and how sure it is; every example by the engine."""

import re
from datetime import date

import pytest

from accounts.roles import Role
from cases.models import Policy
from clocks.catalogue import load_catalogue
from clocks.deadlines import REMEDIES
from clocks.duties import DUTIES
from clocks.words import CERTAINTIES, MATTERS
from dashboard.rulebook.page import rulebook_of
from dashboard.rulebook.worked import worked_examples
from tests import factories
from tests.factories import user
from visits.choices import State

BOOK = load_catalogue()


def sections(policy=None):
    return {section.anchor: section for section in rulebook_of(BOOK, policy)}


def cells(table, heading):
    place = table.headings.index(heading)
    return [row[place] for row in table.rows]


def every_table():
    return [table for section in sections().values() for table in section.tables]


def test_every_row_is_as_long_as_its_head():
    for table in every_table():
        assert {len(row) for row in table.rows} == {len(table.headings)}, table.caption


def test_every_rule_names_its_basis_and_its_certainty():
    ruled = [table for table in every_table() if "把握程度" in table.headings]
    assert len(ruled) == 5 + 1 + 2 + 1 + 5 + 2 + 1 + 1
    for table in ruled:
        assert set(cells(table, "把握程度")) <= set(CERTAINTIES.values())
        assert all(cells(table, "依据")), table.caption


def test_every_measure_of_the_catalogue_stands_there_once():
    names = [row[0] for table in sections()["measures"].tables for row in table.rows]
    assert sorted(names) == sorted(measure.name for measure in BOOK.measures.values())


def test_a_length_is_said_as_the_measure_means_it():
    told = {row[0]: row[1] for table in sections()["measures"].tables for row in table.rows}
    assert told["党内警告"] == "12个月"
    assert told["留党察看一年"] == "察看期12个月，恢复党员权利后影响期24个月"
    assert told["开除党籍"] == "60个月内不得重新入党"
    assert told["政务开除"] == "没有影响期"
    assert told["免职"] == "12个月内不安排领导职务，影响期24个月"
    assert told["政务记过"] == "12个月，另有写明的最长48个月"


def test_who_may_receive_it_is_said_the_shorter_way():
    told = {row[0]: row[3] for table in sections()["measures"].tables for row in table.rows}
    assert told["党内警告"] == "中共党员"
    assert told["政务警告"] == "不限"
    assert told["政务降级"] == "不适用于村（社区）干部、其他依法履行公职的人员"
    assert told["事业单位记过"] == "事业单位工作人员、离退休人员、其他人员"


def test_by_matter_nothing_that_bars_it_is_left_out():
    (table,) = sections()["together"].tables
    told = {row[0]: dict(zip(table.headings, row, strict=True)) for row in table.rows}
    assert set(told) == set(MATTERS.values())
    assert told["重新入党"]["党纪处分"] == "开除党籍"
    assert told["安排领导职务"]["组织处理"] == "责令辞职、免职"
    assert told["晋升工资档次"]["政务处分"] == "政务记过、政务记大过、政务降级、政务撤职"
    assert told["晋升工资档次"]["党纪处分"] == "不影响"


def test_the_three_ways_to_count_are_shown_on_one_day():
    (table,) = sections()["last-day"].tables
    assert cells(table, "例：2024年8月31日起6个月") == [
        "至2025年2月27日", "至2025年2月28日", "至2025年2月28日",
    ]  # fmt: skip


def test_only_state_and_institution_sums_have_a_limit():
    told = dict(row[:2] for row in sections()["second"].tables[0].rows)
    capped = "自新决定之日起48个月"
    assert told == {
        "党纪处分": "不封顶",
        "政务处分": capped,
        "事业单位处分": capped,
        "组织处理": "不封顶",
        "其他处理": "不封顶",
    }


def test_all_remedies_and_duties_of_the_tables_are_listed():
    remedies = [row for table in sections()["remedies"].tables for row in table.rows]
    assert [row[0] for row in remedies] == [remedy.name for remedy in REMEDIES.values()]
    by_name = {row[0]: row for row in remedies}
    assert by_name["复审"][2:5] == ("自收到处分决定之日起1个月内", "自受理之日起1个月内", "不能")
    assert by_name["申诉（复议复查）"][2] == "未见期限的规定"
    duties = [row for table in sections()["execution"].tables for row in table.rows]
    assert [row[0] for row in duties] == [duty.what for duty in DUTIES]


def test_the_eleven_points_where_practice_differs_are_named():
    (table,) = sections()["differs"].tables
    assert len(table.rows) == 11


def test_the_names_of_the_states_stand_beside_ours():
    (table,) = sections()["states"].tables
    assert [row[0] for row in table.rows] == State.labels
    assert [row[1] for row in table.rows][:5] == [
        "得过且过", "消极避世", "偏执抵触", "畏手畏脚", "变本加厉",
    ]  # fmt: skip


def test_an_example_says_its_facts_days_and_reasons():
    found = {example.title.split("　")[0]: example for example in worked_examples(BOOK)}
    ninth = found["例9"]
    assert ninth.facts == ("2024年3月15日，党内警告", "2024年10月20日，党内严重警告")
    assert ninth.clocks[1].title == "2024年10月20日党内严重警告影响期"
    assert ninth.clocks[1].ends[0] == date(2026, 9, 14)
    assert ninth.clocks[1].steps[0].startswith("党内严重警告的影响期为18个月")
    assert ninth.remarks[0] == (
        "剩余的期限怎样相加没有明文规定："
        "按方法S1至2026年9月14日，按方法S2至2026年9月12日，按方法S3至2026年9月11日。"
    )
    assert found["例15"].facts == ("2024年5月10日，党内严重警告；2024年11月8日变更处分为党内警告",)
    assert found["例17"].remarks[-1] == "全部期限届满的次日：2026年9月10日。"
    assert found["例20"].terms[0].certainty == "规定明确"
    assert [found[name].answer for name in ("例2", "例9", "例21")] == [
        "至2025年2月27日", "至2026年9月14日", "至2025年2月28日",
    ]  # fmt: skip
    titles = [clock.title for name in ("例4", "例12", "例19") for clock in found[name].clocks]
    assert titles[0] == "政务记过处分期"
    assert titles[-1] == "开除党籍后不得重新入党的期限"


@pytest.mark.parametrize("role", Role)
def test_everybody_who_is_signed_in_reads_it(client, db, role):
    client.force_login(user(role, factories.office()))
    page = client.get("/help/rules/")
    assert page.status_code == 200
    text = page.content.decode()
    anchors = re.findall(r'href="#([\w-]+)"', text)
    assert set(sections()) <= set(anchors)
    for anchor in anchors:
        assert f'id="{anchor}"' in text
    assert 'href="/help/rules/"' in client.get("/help/").content.decode()


def test_nobody_else_reads_it(client, db):
    assert client.get("/help/rules/").status_code == 302


@pytest.mark.parametrize(("role", "told"), [(Role.OFFICER, True), (Role.HELPER, False)])
def test_what_the_own_office_has_chosen_is_told_to_who_may_see_it(client, db, role, told):
    client.force_login(user(role, factories.office()))
    text = client.get("/help/rules/").content.decode()
    assert ("您所在机关现行规则" in text) is told
    assert ("：口径A，起算日计入，止于对应日的前一日。" in text) is told
    assert ("：方法S1，原期限届满次日起，接算新期限。" in text) is told


def test_a_chosen_rule_says_since_when_unless_it_has_always_held(db):
    policy = Policy.objects.governing(factories.office(), on=date(2026, 9, 30))
    assert "年" not in sections(policy)["last-day"].words[-1]
    policy.valid_from, policy.document = date(2026, 7, 1), "临纪〔2026〕3号"
    assert sections(policy)["last-day"].words[-1] == (
        "您所在机关现行规则（临纪〔2026〕3号）自2026年7月1日起：口径A，起算日计入，止于对应日的前一日。"
    )
