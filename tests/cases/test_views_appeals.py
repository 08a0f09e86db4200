"""申诉: the pages as they are used, and what the head of the dossier says meanwhile."""

import re
from datetime import date
from html import unescape

import pytest

from accounts.roles import Role
from cases.actions import record_event
from cases.actions.appeals import Answer, answer_appeal
from cases.choices import EventKind
from cases.choices.rights import AppealKind, AppealOutcome
from cases.models import Appeal, Dossier
from cases.views import header_of
from tests import factories as make

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
REVIEW = AppealKind.STATE_REVIEW
FLAG = (
    "申诉办理中：复审（2026年9月1日提出，应于2026年10月1日前作出决定）。"
    "执行不停止；原办案、审理人员不参与办理。"
)


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: make.TODAY)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def warned(home):
    return make.decision(
        make.cadre(make.work_unit()),
        home,
        measure="AW",
        decided_on=date(2026, 8, 28),
        announced_on=date(2026, 9, 2),
        delivered_on=date(2026, 9, 1),
    )


@pytest.fixture
def officer(client, home):
    user = make.user(Role.OFFICER, home, name="陆知行")
    client.force_login(user, backend=BACKEND)
    return user


def address(decision, end=""):
    return f"/people/{decision.dossier.code}/appeals/{end}"


def flags(decision, viewer):
    dossier = Dossier.objects.for_page().get(pk=decision.dossier_id)
    return [each.text for each in header_of(dossier, make.TODAY, viewer).standings]


def test_the_page_says_until_when_and_that_it_is_a_right(client, officer, warned):
    body = client.get(address(warned)).content.decode()
    assert "可在2026年10月1日前（含当日）向作出决定的监察机关申请复审。" in body
    assert "提出申诉是本人的权利" in body
    assert "《中华人民共和国监察法》第五十六条" in body


def test_lodged_accepted_and_answered_page_by_page(client, officer, warned):
    answer = client.post(
        address(warned, "new/"),
        {"against": f"{warned.code}:{REVIEW}", "lodged_on": "2026.9.5", "note": "书面提出"},
    )
    assert (answer.status_code, answer.url) == (303, address(warned))
    appeal = Appeal.objects.get()
    assert (appeal.lodged_on, appeal.entered_by) == (date(2026, 9, 5), officer)
    assert appeal.heard_by == "临澜市纪委监委"
    body = client.get(address(warned)).content.decode()
    assert "受理日期没有登记，暂按提出日期计算" in body

    facts = {"version": "1", "accepted_on": "2026-09-07"}
    assert client.post(address(warned, f"{appeal.code}/accept/"), facts).status_code == 303
    appeal.refresh_from_db()
    assert appeal.decide_by == date(2026, 10, 7)

    facts = {
        "version": "2",
        "outcome": "maintained",
        "decided_on": "2026年9月25日",
        "document_number": "临监复〔2026〕1号",
        "delivered_on": "2026-09-28",
    }
    assert client.post(address(warned, f"{appeal.code}/answer/"), facts).status_code == 303
    body = client.get(address(warned)).content.decode()
    assert "可在2026年10月28日前（含当日）向上一级监察机关申请复核。" in body
    assert client.get(address(warned, f"{appeal.code}/answer/")).status_code == 404


def test_a_named_organ_is_kept(client, officer, warned):
    facts = {
        "against": f"{warned.code}:{REVIEW}",
        "lodged_on": "2026-09-05",
        "heard_by": "临澜市监委",
    }
    client.post(address(warned, "new/"), facts)
    assert Appeal.objects.get().heard_by == "临澜市监委"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "请选择对哪一项决定提出哪一种申诉。"),
        ({"lodged_on": "2026-02-30"}, "提出日期不对：2026年2月没有30日"),
        ({"lodged_on": "2026-10-01"}, "提出日期不能晚于2026年9月30日"),
        ({"lodged_on": "2026-08-01"}, "提出日期不能早于2026年8月28日"),
        (
            {"lodged_on": "2026-09-05", "accepted_on": "2026-09-04"},
            "受理日期2026年9月4日早于提出日期2026年9月5日，请核对。",
        ),
    ],
)
def test_a_bad_entry_comes_back_with_what_is_wrong(client, officer, warned, facts, sentence):
    against = {"against": f"{warned.code}:{REVIEW}"} if facts else {}
    answer = client.post(address(warned, "new/"), {**against, **facts, "note": "书面提出"})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert "书面提出" in body
    assert Appeal.objects.count() == 0


def test_another_dossiers_decision_cannot_be_chosen(client, officer, warned, home):
    other = make.decision(make.cadre(make.work_unit("水利局"), name="谢广仁"), home, measure="AW")
    facts = {"against": f"{other.code}:{REVIEW}", "lodged_on": "2026-09-05"}
    assert client.post(address(warned, "new/"), facts).status_code == 422
    assert Appeal.objects.count() == 0


def test_somebody_elses_answer_meanwhile_is_told(client, officer, warned):
    appeal = make.appeal(
        warned, kind=REVIEW, lodged_on=date(2026, 9, 1), accepted_on=date(2026, 9, 2)
    )
    facts = {"version": "0", "outcome": "maintained", "decided_on": "2026-09-25"}
    answer = client.post(address(warned, f"{appeal.code}/answer/"), facts)
    assert answer.status_code == 422
    assert "刚被他人办理过" in answer.content.decode()


def test_a_mistaken_entry_is_voided_with_a_reason(client, officer, warned):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 9, 1))
    page = address(warned, f"{appeal.code}/void/")
    assert client.post(page, {"version": "1", "reason": ""}).status_code == 422
    assert client.post(page, {"version": "1", "reason": "登记到了别人名下"}).status_code == 303
    assert Appeal.objects.live().count() == 0
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("outcome", [AppealOutcome.CHANGED, AppealOutcome.ANNULLED])
def test_an_outcome_that_moves_the_decision_asks_for_the_correction(
    client, officer, warned, outcome
):
    appeal = make.appeal(
        warned, kind=REVIEW, lodged_on=date(2026, 9, 1), accepted_on=date(2026, 9, 2)
    )
    clocks = list(warned.clocks.values())
    answer_appeal(
        appeal, answer=Answer(outcome, date(2026, 9, 25)), version=1, by=None, on=make.TODAY
    )
    assert list(warned.clocks.values()) == clocks
    sentence = f"结果是“{outcome.label}”，决定的变动还没有登记，影响期没有改变。"
    body = client.get(address(warned)).content.decode()
    assert sentence in body
    (door,) = re.findall(r'href="([^"]+/changes/new/[^"]+)"', body)
    form = client.get(unescape(door)).context["form"]
    assert (form.kind, form.decision) == (outcome, warned)
    assert form.initial["on"] == "2026-09-25"
    kind = EventKind(outcome)
    facts = {"measure_id": "AD1"} if kind == EventKind.CHANGED else {}
    record_event(warned, kind=kind, event_on=date(2026, 9, 25), by=None, on=make.TODAY, **facts)
    assert sentence not in client.get(address(warned)).content.decode()


def test_the_head_says_neutrally_that_an_appeal_is_open(client, officer, warned):
    assert flags(warned, officer) == []
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 9, 1))
    assert flags(warned, officer) == [FLAG]
    page = client.get(warned.dossier.get_absolute_url()).content.decode()
    assert FLAG in page
    assert f'href="{address(warned)}"' in page
    answer = Answer(AppealOutcome.WITHDRAWN, date(2026, 9, 20))
    answer_appeal(appeal, answer=answer, version=1, by=None, on=make.TODAY)
    assert flags(warned, officer) == []


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.DIRECTOR, [FLAG]),
        (Role.LEADER, [FLAG]),
        (Role.INSPECTOR, [FLAG]),
        (Role.UNIT, []),
        (Role.HELPER, []),
    ],
)
def test_only_the_discipline_organ_is_told_of_an_appeal(home, warned, role, told):
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 9, 1))
    assert flags(warned, make.user(role, home)) == told


def test_without_a_rule_the_page_says_so_and_other_appeals_may_be_entered(client, officer, home):
    admonished = make.decision(make.cadre(make.work_unit()), home, measure="LA")
    body = client.get(address(admonished)).content.decode()
    assert "没有找到写明申诉期限的规定" in body
    facts = {"against": f"{admonished.code}:{AppealKind.OTHER}", "lodged_on": "2026-09-05"}
    assert client.post(address(admonished, "new/"), facts).status_code == 303
    assert Appeal.objects.get().decide_by is None
    assert "没有规定" in client.get(address(admonished)).content.decode()


def test_whoever_may_only_look_finds_no_button(client, warned, home):
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 9, 1))
    client.force_login(make.user(Role.LEADER, home), backend=BACKEND)
    body = client.get(address(warned)).content.decode()
    assert "办理中" in body
    assert "登记申诉" not in body
    assert "登记结果" not in body


@pytest.mark.parametrize("end", ["", "new/", "000000000000/accept/", "000000000000/void/"])
def test_for_another_office_the_pages_are_not_there(client, warned, end):
    elsewhere = make.office("云岫县纪委监委")
    client.force_login(make.user(Role.DIRECTOR, elsewhere), backend=BACKEND)
    assert client.get(address(warned, end)).status_code == 404


def test_another_dossiers_appeal_is_not_found_under_this_one(client, officer, warned, home):
    other = make.decision(make.cadre(make.work_unit("水利局"), name="谢广仁"), home, measure="AW")
    appeal = make.appeal(other, kind=REVIEW, lodged_on=date(2026, 9, 1))
    for verb in ("accept", "answer", "void"):
        assert client.get(address(warned, f"{appeal.code}/{verb}/")).status_code == 404
        assert client.get(address(other, f"{appeal.code}/{verb}/")).status_code == 200
