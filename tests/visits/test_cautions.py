"""While an appeal is open the visit form warns whoever handled the case (practice D.3)."""

from datetime import date

import pytest

from accounts.roles import Role
from cases.actions import set_handler
from cases.models import Decision
from tests import factories as make
from tests.visits.people import BACKEND, TODAY, people

pytestmark = pytest.mark.django_db
WARNING = "请不要与本人谈论案件的是非"
NEUTRAL = "申诉办理中：申诉（复议复查）（2026年9月1日提出，应于2026年12月1日前作出决定）。"


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def who():
    found = people()
    set_handler(found.dossier, handler=found.officer, by=found.director, on=TODAY)
    return found


def form_of(client, who, user):
    client.force_login(user, backend=BACKEND)
    return client.get(f"/people/{who.dossier.code}/visits/new/")


def chosen(answer):
    return answer.context["form"].initial["visitors"]


def test_without_an_appeal_nothing_is_said(client, who):
    answer = form_of(client, who, who.officer)
    assert "申诉办理中" not in answer.content.decode()
    assert chosen(answer) == [who.officer.pk]


def test_the_handler_is_warned_and_offered_others(client, who):
    make.appeal(Decision.objects.get(), lodged_on=date(2026, 9, 1))
    answer = form_of(client, who, who.officer)
    body = answer.content.decode()
    assert NEUTRAL in body
    assert WARNING in body
    offered = body.split("最好请其他同志回访，例如")[1].split("。")[0]
    assert set(offered.split("、")) == {"杨主任", "吴川", "高书记"}
    assert chosen(answer) == []


def test_who_entered_the_decision_is_warned_too(client, who):
    decision = Decision.objects.get()
    Decision.objects.filter(pk=decision.pk).update(entered_by=who.second)
    make.appeal(decision, lodged_on=date(2026, 9, 1))
    body = form_of(client, who, who.second).content.decode()
    assert WARNING in body
    offered = body.split("最好请其他同志回访，例如")[1].split("。")[0]
    assert set(offered.split("、")) == {"杨主任", "高书记"}


def test_another_visitor_is_told_without_a_warning(client, who):
    make.appeal(Decision.objects.get(), lodged_on=date(2026, 9, 1))
    answer = form_of(client, who, who.second)
    body = answer.content.decode()
    assert NEUTRAL in body
    assert "记录中不作为不良表现" in body
    assert WARNING not in body
    assert chosen(answer) == [who.second.pk]


def test_once_it_is_answered_the_warning_goes(client, who):
    from cases.actions.appeals import withdraw_appeal

    appeal = make.appeal(Decision.objects.get(), lodged_on=date(2026, 9, 1))
    withdraw_appeal(appeal, withdrawn_on=date(2026, 9, 20), version=1, by=None, on=TODAY)
    assert "申诉办理中" not in form_of(client, who, who.officer).content.decode()


def test_an_inspector_who_visits_is_told_as_well(client, who):
    make.appeal(Decision.objects.get(), lodged_on=date(2026, 9, 1))
    inspector = make.user(Role.INSPECTOR, who.office)
    body = form_of(client, who, inspector).content.decode()
    assert (NEUTRAL in body, WARNING in body) == (True, False)
