"""The pages of 处分执行核查: who may open them, what they say, what a form sends."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from cases.choices import EventKind
from cases.models import ExecutionCheck, ExecutionIssue
from tests import factories
from tests.cases.checking import FEN, OVER_PAID, desk
from tests.factories import TODAY

BACKEND = "django.contrib.auth.backends.ModelBackend"
DELIVERED_TO_TITLES = "delivered announced filed pay appraisal honours gains titles"
NO = {
    "result": "not_done",
    "issue-text": "2025年2月至9月绩效奖金未停发。",
    "issue-kind": "pay",
    "issue-direction": "over_paid",
    "issue-months": "8",
    "issue-found_fen": "18,640.00",
}


@pytest.fixture(autouse=True)
def _day(monkeypatch, db):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def who():
    return desk()


def page_of(who):
    return reverse("cases:execution", args=[who.dossier.code])


def form_of(who, item):
    return reverse("cases:execution_item", args=[who.dossier.code, who.decision.code, item])


def text(response):
    """What is read, without blanks."""
    return re.sub(r"<[^>]+>|\s+", "", response.content.decode())


def signed_in(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def enter(client, who, item, *, version=0, **data):
    return client.post(form_of(who, item), {"version": version, **data})


def act(client, issue, name, **data):
    given = {f"{name}-{key}": value for key, value in data.items()}
    return client.post(
        issue.get_absolute_url(), {"do": name, f"{name}-version": issue.version, **given}
    )


def test_the_list_shows_every_item_with_its_term_and_who_owes_it(client, who):
    found = text(signed_in(client, who.officer).get(page_of(who)))
    for words in (
        "党内严重警告（2026年1月8日决定）",
        "决定宣布",
        "2026年2月8日",
        "执行党纪处分决定的党组织",
        "《中国共产党纪律处分条例》第四十五条",
        "逾期234天",
        "仅供参考，由组织人事部门决定。",
        "2026年只写评语，不确定等次",
    ):
        assert words in found


def test_the_day_of_the_decision_stands_in_its_form(client, who):
    who.decision.announced_on = date(2026, 1, 15)
    who.decision.save()
    signed_in(client, who.officer)
    assert 'value="2026-01-15"' in client.get(form_of(who, "announced")).content.decode()
    assert "登记决定时填写" in text(client.get(page_of(who)))


def test_saving_leads_on_to_the_next_item_or_back_to_the_list(client, who):
    signed_in(client, who.officer)
    done = {"result": "done", "done_on": "2026.2.3", "evidence": "党员大会记录"}
    assert enter(client, who, "delivered", next="1", **done).url == form_of(who, "announced")
    answer = enter(client, who, "announced", **done)
    assert (answer.status_code, answer.url) == (303, page_of(who))
    assert ExecutionCheck.objects.get(item="announced").done_on == date(2026, 2, 3)


def test_the_last_item_offers_no_next_one(client, who):
    signed_in(client, who.officer)
    for line in [
        "delivered",
        "announced",
        "filed",
        "pay",
        "appraisal",
        "honours",
        "gains",
        "titles",
    ]:
        enter(client, who, line, result="not_applicable")
    assert "保存并登记下一项" not in text(client.get(form_of(who, "report")))
    answer = enter(client, who, "report", result="not_applicable", next="1")
    assert answer.url == page_of(who)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "请选择结论。"),
        ({"result": "done", "evidence": "记录"}, "请填写实办日期"),
        ({"result": "done", "done_on": "2026-02-03"}, "请写明凭证"),
        ({"result": "done", "done_on": "2027-01-01", "evidence": "记录"}, "不能晚于2026年9月30日"),
        ({"result": "done", "done_on": "2026-01-07", "evidence": "记录"}, "不能早于2026年1月8日"),
        (
            {"result": "under_way", "extended_to": "2026-08-01", "extension_basis": "批复"},
            "最迟2026年7月8日",
        ),
        ({"result": "not_done"}, "请填写问题情况。"),
    ],
)
def test_a_faulty_entry_comes_back_with_its_sentence_and_saves_nothing(client, who, data, sentence):
    answer = enter(signed_in(client, who.officer), who, "filed", **data)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert ExecutionCheck.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issue-found_fen": "一万八"}, "发现金额不对：金额请按元填写"),
        ({"issue-found_fen": "18640.001"}, "最多写到分"),
        ({"issue-direction": ""}, "请选择是多发、少发还是应退缴"),
        ({"issue-direction": "none"}, "“不涉及金额”的不填金额"),
        ({"issue-months": "八"}, "涉及月数只写整数"),
        ({"issue-assigned_to": "没有的单位"}, "没有找到“没有的单位”"),
        ({"issue-due_on": "2026-09-01"}, "整改期限不能早于2026年9月30日"),
    ],
)
def test_a_no_whose_issue_is_faulty_saves_neither(client, who, changes, sentence):
    answer = enter(signed_in(client, who.officer), who, "pay", **{**NO, **changes})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert (ExecutionCheck.objects.count(), ExecutionIssue.objects.count()) == (0, 0)


def test_a_no_opens_its_issue_and_hands_it_out(client, who):
    data = {**NO, "issue-assigned_to": who.unit.full_name}
    answer = enter(signed_in(client, who.officer), who, "pay", **data)
    assert answer.status_code == 303
    issue = ExecutionIssue.objects.get()
    assert (issue.found_fen, issue.months, issue.state) == (FEN, 8, "assigned")
    assert (issue.assigned_to, issue.due_on) == (who.unit, date(2026, 10, 30))
    found = text(client.get(page_of(who)))
    assert "发现金额18,640.00元" in found
    assert "尚余18,640.00元" in found


def test_an_older_form_does_not_overwrite_what_somebody_else_entered(client, who):
    who.enter("filed", "under_way", by=who.second)
    done = {"result": "done", "done_on": "2026-02-03", "evidence": "我写的凭证"}
    answer = enter(signed_in(client, who.officer), who, "filed", **done)
    assert (answer.status_code, "已被他人登记" in text(answer)) == (422, True)
    assert "我写的凭证" in answer.content.decode()
    assert ExecutionCheck.objects.get().result == "under_way"


def test_another_confirms_what_he_ticked(client, who):
    first = who.enter("filed", "done")
    who.enter("report", "done")
    signed_in(client, who.second)
    assert f'value="{first.pk}:1"' in client.get(page_of(who)).content.decode()
    verify = reverse("cases:execution_verify", args=[who.dossier.code])
    answer = client.post(verify, {"picked": f"{first.pk}:1"}, follow=True)
    assert "已核实1项。" in text(answer)
    assert list(ExecutionCheck.objects.filter(verified_by=who.second)) == [first]


def test_nobody_is_offered_his_own_entry_to_confirm(client, who):
    check = who.enter("filed", "done")
    found = signed_in(client, who.officer).get(page_of(who)).content.decode()
    assert f'value="{check.pk}:1"' not in found
    verify = reverse("cases:execution_verify", args=[who.dossier.code])
    answer = client.post(verify, {"picked": f"{check.pk}:1"}, follow=True)
    assert "请由另一位同志核实" in text(answer)


@pytest.mark.parametrize("picked", ["x:y", "1", "99999999999999999999:1", ""])
def test_a_box_that_was_tampered_with_confirms_nothing(client, who, picked):
    verify = reverse("cases:execution_verify", args=[who.dossier.code])
    answer = signed_in(client, who.second).post(verify, {"picked": picked}, follow=True)
    assert "请勾选要核实的项目" in text(answer)


def test_an_issue_is_worked_through_by_unit_and_office(client, who):
    issue = who.assigned()
    signed_in(client, who.unit_user)
    answer = act(client, issue, "reply", text="已通知本人分期退回。")
    assert answer.status_code == 303
    issue.refresh_from_db()
    act(client, issue, "report", corrected_fen="18,640.00", vouchers="进账单第003号")
    issue.refresh_from_db()
    assert (issue.state, issue.corrected_fen) == ("reported", FEN)
    assert "整改由您报告" in text(client.get(issue.get_absolute_url()))
    signed_in(client, who.second)
    answer = act(client, issue, "close", remark="已核对原件")
    assert answer.url == page_of(who)
    issue.refresh_from_db()
    assert (issue.state, issue.closed_by) == ("closed", who.second)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("report", {"corrected_fen": "18,640.01", "vouchers": "单"}, "不能超过发现的18,640.00元"),
        ("report", {"corrected_fen": "18,000", "vouchers": "单"}, "还有640.00元没有纠正"),
        ("report", {"corrected_fen": "", "vouchers": "单"}, "请填写已纠正金额"),
        ("report", {"corrected_fen": "18640", "vouchers": ""}, "请填写整改凭证。"),
        ("reply", {"text": ""}, "请填写整改进展。"),
        (
            "restate",
            {"text": "x", "kind": "pay", "direction": "none", "found_fen": "1"},
            "不填金额",
        ),
    ],
)
def test_a_faulty_act_comes_back_with_its_sentence(client, who, name, data, sentence):
    issue = who.assigned()
    answer = act(signed_in(client, who.officer), issue, name, **data)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    issue.refresh_from_db()
    assert (issue.state, issue.version) == ("assigned", 2)


@pytest.mark.parametrize("name", ["close", "assign", "nothing", ""])
def test_an_act_that_is_not_offered_changes_nothing(client, who, name):
    issue = who.assigned()
    answer = signed_in(client, who.unit_user).post(
        issue.get_absolute_url(), {"do": name}, follow=True
    )
    assert "在您打开后有变动" in text(answer)
    issue.refresh_from_db()
    assert issue.version == 2


def doors(client, issue):
    found = client.get(issue.get_absolute_url()).content.decode()
    return re.findall(r'name="do" value="(\w+)"', found)


def test_each_role_is_offered_what_it_may_do(client, who):
    issue = who.assigned()
    leader = factories.user(Role.LEADER, who.office)
    offered = {
        user.role: doors(signed_in(client, user), issue)
        for user in (who.unit_user, who.second, leader)
    }
    assert offered == {
        Role.UNIT: ["report", "reply"],
        Role.OFFICER: ["report", "reply", "restate", "void"],
        Role.LEADER: [],
    }


@pytest.mark.parametrize(
    ("role", "opens", "enters"),
    [
        (Role.DIRECTOR, 200, 200),
        (Role.OFFICER, 200, 200),
        (Role.LEADER, 200, 403),
        (Role.INSPECTOR, 200, 200),
        (Role.HELPER, 403, 403),
        (Role.PERSONNEL, 403, 403),
        (Role.ADMIN, 403, 403),
    ],
)
def test_who_may_open_the_list_and_who_may_enter(client, who, role, opens, enters):
    signed_in(client, factories.user(role, who.office))
    assert client.get(page_of(who)).status_code == opens
    assert client.get(form_of(who, "filed")).status_code == enters


def test_a_unit_reads_its_own_people_and_enters_nothing(client, who):
    signed_in(client, who.unit_user)
    assert client.get(page_of(who)).status_code == 200
    assert client.get(form_of(who, "filed")).status_code == 403
    signed_in(client, factories.user(Role.UNIT, factories.work_unit("青禾区民政局")))
    assert client.get(page_of(who)).status_code == 404


def test_another_office_finds_neither_list_nor_issue(client, who):
    issue = who.issue()
    elsewhere = factories.office("纪委监委", within=factories.area("栖霞市"))
    signed_in(client, factories.user(Role.DIRECTOR, elsewhere))
    for address in (page_of(who), form_of(who, "filed"), issue.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert "没有这样的问题" in text(client.get(reverse("cases:issues")))


def test_an_issue_answers_only_under_its_own_dossier(client, who):
    issue = who.issue()
    other = factories.dossier(who.office, name="另一人", unit=who.unit)
    address = reverse("cases:issue", args=[other.code, issue.code])
    assert signed_in(client, who.officer).get(address).status_code == 404


@pytest.mark.parametrize("item", ["post", "rights", "nothing"])
def test_an_item_the_list_does_not_have_is_not_found(client, who, item):
    assert signed_in(client, who.officer).get(form_of(who, item)).status_code == 404


def test_the_figures_of_the_list_are_those_of_its_rows(client, who):
    who.issue()
    signed_in(client, who.officer)
    found = text(client.get(reverse("cases:issues"), {"direction": "over_paid"}))
    assert "多发，应追回18118,640.000.0018,640.00" in found
    assert "没有这样的问题" in text(client.get(reverse("cases:issues"), {"state": "closed"}))
    anything = client.get(reverse("cases:issues"), {"state": "x", "direction": "y"})
    assert "多发，应追回181" in text(anything)


def test_money_that_goes_different_ways_is_not_added_up(client, who):
    who.issue()
    back = replace(OVER_PAID, direction="under_paid", months=0, found_fen=318_000)
    who.issue(facts=back, item="filed")
    found = text(signed_in(client, who.officer).get(reverse("cases:issues")))
    assert "21,820.00" not in found
    assert "少发，应补发1113,180.000.003,180.00" in found


def test_a_clearing_dossier_shows_what_is_to_be_made_good(client, who):
    from cases.actions.dossiers import open_dossier
    from cases.choices import DecisionStatus, DossierKind

    who.decision.events.create(
        cadre=who.decision.cadre, kind=EventKind.ANNULLED, on=date(2026, 7, 28)
    )
    type(who.decision).objects.filter(pk=who.decision.pk).update(status=DecisionStatus.ANNULLED)
    clearing = open_dossier(
        owner=who.office,
        cadre=who.decision.cadre,
        kind=DossierKind.CLEARING,
        by=who.officer,
        on=TODAY,
    )
    signed_in(client, who.officer)
    found = text(client.get(reverse("cases:execution", args=[clearing.code])))
    for words in ("恢复名誉", "补发工资、奖金，返还财物", "年度考核复核", "参照"):
        assert words in found
    assert "决定宣布" not in found
    address = reverse(
        "cases:execution_item", args=[clearing.code, who.decision.code, "name_restored"]
    )
    data = {"version": 0, "result": "done", "done_on": "2026-08-03", "evidence": "教职工大会记录"}
    assert client.post(address, data).status_code == 303
    assert ExecutionCheck.objects.get().dossier == who.dossier


def test_a_dossier_of_a_unit_has_nothing_to_check(client, who):
    from cases.actions.dossiers import open_dossier
    from cases.choices import DossierKind

    clearing = open_dossier(
        owner=who.office,
        subject_unit=who.unit,
        kind=DossierKind.CLEARING,
        by=who.officer,
        on=TODAY,
    )
    found = signed_in(client, who.officer).get(reverse("cases:execution", args=[clearing.code]))
    assert "没有需要核查执行的决定" in text(found)


def test_the_pages_ask_nothing_while_they_are_drawn(who, rf, no_queries):
    from cases.views.execution import execution
    from cases.views.issues import issue as issue_view

    issue = who.assigned(facts=OVER_PAID)
    request = rf.get("/")
    request.user = who.second
    pages = [
        execution(request, who.dossier.code),
        issue_view(request, who.dossier.code, issue.code),
    ]
    for page in pages:
        with no_queries():
            assert "18,640.00元" in page.render().content.decode()


def test_what_nobody_entered_in_time_is_listed_with_its_door(client, who):
    late = reverse("cases:execution_late")
    signed_in(client, who.officer)
    page = client.get(late)
    assert "共1份档案，本页1份。" in text(page)
    for item in ("announced", "filed", "report"):
        assert f'href="{form_of(who, item)}"' in page.content.decode()
    assert "党内严重警告，应于2026年2月8日前办理逾期234天" in text(page)
    for item in ("announced", "filed", "report"):
        who.enter(item, "not_applicable")
    assert "没有到期未登记的核查项目" in text(client.get(late))


def test_a_leader_reads_the_list_of_what_is_late_without_doors(client, who):
    page = signed_in(client, factories.user(Role.LEADER, who.office)).get(
        reverse("cases:execution_late")
    )
    assert "决定宣布" in text(page)
    assert form_of(who, "announced") not in page.content.decode()


def test_only_the_own_office_and_only_since_it_began_is_late(client, who):
    elsewhere = factories.office("纪委监委", within=factories.area("栖霞市"))
    late = reverse("cases:execution_late")
    signed_in(client, factories.user(Role.DIRECTOR, elsewhere))
    assert "没有到期未登记的核查项目" in text(client.get(late))
    who.office.policies.update(duties_from=date(2026, 1, 9))
    assert "没有到期未登记的核查项目" in text(signed_in(client, who.officer).get(late))


def test_the_late_list_costs_the_same_for_one_person_and_for_many(client, who):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    signed_in(client, who.officer)
    counted = []
    for name in ("甲某", "乙某", "丙某"):
        factories.decision(
            factories.cadre(who.unit, name=name), who.office, decided_on=date(2026, 3, 2)
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cases:execution_late"))
        counted.append(len(queries))
    assert counted[1] == counted[2]


def test_the_list_of_what_is_late_belongs_to_the_office(client, who):
    for user in (who.unit_user, factories.user(Role.INSPECTOR, who.office)):
        assert signed_in(client, user).get(reverse("cases:execution_late")).status_code == 404
