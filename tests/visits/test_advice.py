"""建议回复: the unit answers in thirty days what a visit asked of it; met by hand."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.models import Policy
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TODAY, people, visited
from visits.actions import arranging, finishing, meet, reconcile
from visits.actions.visits import More, Step
from visits.models import Obligation, Visit

pytestmark = pytest.mark.django_db
ADVICE = More(steps=[Step("安排参与一项重点任务", "局党组", date(2026, 8, 31))])
TOLD_ON = TODAY - timedelta(days=3)


@pytest.fixture
def who():
    return people()


def reviewed(who, *, more=ADVICE):
    visit = visited(who, parts={"more": more})
    finishing.review_visit(visit, version=visit.version, by=who.director, on=TODAY)
    return Visit.objects.get(pk=visit.pk)


def told(who, visit, channel="unit", *, sent_on=TOLD_ON):
    finishing.deliver_visit(
        visit,
        channel=channel,
        sent_on=sent_on,
        receiver="局党组书记",
        summary="请安排任务" if channel == "unit" else "",
        by=who.officer,
        on=TODAY,
    )


def replies(who):
    rows = Obligation.objects.filter(dossier=who.dossier, kind="advice_reply")
    return [(row.period, row.due_on, row.state, row.met_on) for row in rows.order_by("pk")]


def test_the_unit_answers_thirty_days_after_it_was_told(who):
    visit = reviewed(who)
    assert replies(who) == []
    told(who, visit)
    assert replies(who) == [(visit.code, TOLD_ON + timedelta(days=30), "open", None)]


def test_a_visit_that_asks_nothing_of_the_unit_owes_no_answer(who):
    told(who, reviewed(who, more=None))
    assert replies(who) == []


@pytest.mark.parametrize("channel", ["file", "personnel"])
def test_what_is_told_to_others_is_no_advice_to_the_unit(who, channel):
    told(who, reviewed(who), channel)
    assert replies(who) == []


def test_several_prescriptions_of_a_visit_are_answered_once(who):
    step = ADVICE.steps[0]
    visit = reviewed(who, more=More(steps=[step, Step("每月听取一次汇报", "局党组", step.due_on)]))
    told(who, visit)
    assert [period for period, *_ in replies(who)] == [visit.code]


def test_two_visits_are_answered_each_for_itself(who):
    first, second = reviewed(who), reviewed(who)
    told(who, first)
    told(who, second, sent_on=TODAY)
    assert [(period, due) for period, due, *_ in replies(who)] == [
        (first.code, TOLD_ON + timedelta(days=30)),
        (second.code, TODAY + timedelta(days=30)),
    ]


def test_a_voided_visit_asks_nothing_any_more(who):
    visit = reviewed(who)
    told(who, visit)
    arranging.void_visit(visit, version=visit.version, reason="重复登记", by=who.director, on=TODAY)
    row = Obligation.objects.get(dossier=who.dossier, kind="advice_reply")
    assert (row.state, row.withdrawal) == ("withdrawn", "not_owed")


def test_what_was_due_before_the_office_began_is_held_against_nobody(who):
    told(who, reviewed(who))
    due = TOLD_ON + timedelta(days=30)
    rules = Policy.objects.filter(office=who.office)
    rules.update(duties_from=due)
    reconcile([who.dossier.pk], on=TODAY)
    assert [state for _, _, state, _ in replies(who)] == ["open"]
    rules.update(duties_from=due + timedelta(days=1))
    reconcile([who.dossier.pk], on=TODAY)
    assert [state for _, _, state, _ in replies(who)] == ["withdrawn"]


def test_whoever_has_the_answer_says_so_and_it_stays_met(who):
    told(who, reviewed(who))
    row = Obligation.objects.get(dossier=who.dossier, kind="advice_reply")
    with pytest.raises(Refused, match="请写明办结的依据"):
        meet(row, met_on=TODAY, basis="", by=who.officer, on=TODAY)
    meet(row, met_on=TODAY, basis="局党组复函已归档", by=who.officer, on=TODAY)
    reconcile([who.dossier.pk], on=TODAY + timedelta(days=60))
    assert [each[2:] for each in replies(who)] == [("met", TODAY)]
    assert Entry.objects.get(verb="obligation.met").actor_id == who.officer.pk


def test_the_unit_sees_what_it_owes_and_the_helper_does_not(who):
    told(who, reviewed(who))
    unit = factories.user(Role.UNIT, who.unit)
    asked = Obligation.objects.filter(kind="advice_reply")
    assert asked.visible_to(unit).count() == 1
    assert asked.visible_to(who.helper).count() == 0
