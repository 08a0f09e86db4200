"""Quarterly talks: by the helper or on his behalf, in time, late, or filled in from paper."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from cases.models import Policy
from columns.codes import new_code
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TALKED, TODAY, people, talked
from tests.visits.test_plans import run_at_once
from visits.actions import correct_talk, reconcile
from visits.models import Obligation, Talk

pytestmark = pytest.mark.django_db
BASIS = "帮扶人签名的纸质记录，原件存审理室"


@pytest.fixture
def who():
    return people()


def duty(who, period):
    row = Obligation.objects.filter(dossier=who.dossier, kind="talk", period=period).first()
    return row and (row.state, row.met_on, row.was_late)


def test_a_talk_meets_its_quarter(who):
    talk = talked(who, held_on=date(2026, 9, 12))
    assert (talk.period, talk.entry, talk.speaker_name) == ("2026Q3", "helper", "冯修远")
    assert duty(who, "2026Q3") == ("met", date(2026, 9, 12), False)
    assert duty(who, "2026Q2") == ("open", None, False)


def test_two_talks_in_one_quarter_meet_only_that_quarter(who):
    talked(who, held_on=date(2026, 8, 12))
    talked(who, held_on=date(2026, 9, 12))
    assert duty(who, "2026Q3") == ("met", date(2026, 8, 12), False)
    assert duty(who, "2026Q2") == ("open", None, False)


def test_a_missed_quarter_is_made_up_for_late(who):
    reconcile([who.dossier.pk], on=TODAY)
    talk = talked(who, held_on=date(2026, 7, 3), asked="2026Q2")
    assert (talk.period, talk.is_makeup) == ("2026Q2", True)
    assert duty(who, "2026Q2") == ("met", date(2026, 7, 3), True)
    assert duty(who, "2026Q3") == ("open", None, False)


def test_a_quarter_that_is_not_owed_cannot_be_made_up_for(who):
    talk = talked(who, held_on=date(2026, 9, 12), asked="2025Q4")
    assert talk.period == "2026Q3"


def test_a_talk_of_before_is_filled_in_without_an_obligation(who):
    Policy.objects.filter(office=who.office).update(duties_from=date(2026, 7, 1))
    talk = talked(who, held_on=date(2026, 5, 12), by=who.officer, proxy_basis=BASIS)
    assert (talk.period, talk.backfilled) == ("2026Q2", True)
    assert duty(who, "2026Q2") is None


def test_an_obligation_that_comes_later_is_met_by_the_first_live_talk(who):
    Policy.objects.filter(office=who.office).update(duties_from=date(2026, 10, 1))
    days = [date(2026, 9, 12), date(2026, 8, 5), date(2026, 7, 8)]
    talks = [talked(who, held_on=day) for day in days]
    Talk.objects.filter(pk=talks[2].pk).update(voided_at=factories.NOON, void_reason="登记错人")
    assert duty(who, "2026Q3") is None
    Policy.objects.filter(office=who.office).update(duties_from=date(2026, 7, 1))
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who, "2026Q3") == ("met", date(2026, 8, 5), False)


@pytest.mark.parametrize(
    ("held_on", "words"),
    [(date(2026, 10, 1), "不能晚于今天"), (date(2026, 3, 24), "不能早于处分决定之日")],
)
def test_a_day_that_cannot_be_is_refused(who, held_on, words):
    with pytest.raises(Refused, match=words):
        talked(who, held_on=held_on)


def test_the_office_enters_it_with_basis_and_name(who):
    with pytest.raises(Refused, match="请写明代录依据"):
        talked(who, held_on=date(2026, 9, 12), by=who.officer)
    talk = talked(who, held_on=date(2026, 9, 12), by=who.officer, proxy_basis=BASIS)
    assert (talk.entry, talk.entered_by, talk.speaker_name, talk.proxy_basis) == (
        "office",
        who.officer,
        "冯修远",
        BASIS,
    )


def test_another_speaker_is_not_taken_for_the_helper(who):
    talk = talked(
        who,
        held_on=date(2026, 9, 12),
        by=who.officer,
        proxy_basis=BASIS,
        speaker_name="周书记",
        speaker_post="党支部书记",
    )
    assert (talk.helper, talk.speaker_name) == (None, "周书记")


def test_the_unit_enters_it_likewise(who):
    clerk = factories.user(Role.UNIT, who.unit)
    talk = talked(who, held_on=date(2026, 9, 12), by=clerk, proxy_basis=BASIS)
    assert talk.entry == "unit"


def test_a_helper_enters_no_talk_of_before_his_designation(who):
    with pytest.raises(Refused, match="还不是由您担任帮扶人"):
        talked(who, held_on=date(2026, 3, 30))


def test_without_a_helper_the_speaker_is_named(who):
    with pytest.raises(Refused, match="请填写实际谈话人"):
        talked(who, held_on=date(2026, 3, 30), by=who.officer, proxy_basis=BASIS)
    talk = talked(
        who,
        held_on=date(2026, 3, 30),
        by=who.officer,
        proxy_basis=BASIS,
        speaker_name="李科长",
        speaker_post="科长",
    )
    assert (talk.helper, talk.speaker_name, talk.speaker_post) == (None, "李科长", "科长")


def test_a_need_is_told_or_dropped(who):
    with pytest.raises(Refused, match="请写明需要谁来帮助"):
        talked(who, held_on=date(2026, 9, 12), need="some", need_text=" ")
    talk = talked(who, held_on=date(2026, 9, 12), need="none", need_text="多余的字")
    assert talk.need_text == ""


def test_the_same_form_sent_twice_is_one_talk(who):
    token = new_code()
    first = talked(who, held_on=date(2026, 9, 12), token=token)
    assert talked(who, held_on=date(2026, 9, 12), token=token) == first
    assert Talk.objects.count() == 1


def test_the_same_form_sent_at_once_is_one_talk(committed_db):
    who, token = people(), new_code()
    answers = run_at_once(lambda: talked(who, held_on=date(2026, 9, 12), token=token), times=4)
    assert answers == ["done"] * 4
    assert Talk.objects.count() == 1
    assert duty(who, "2026Q3") == ("met", date(2026, 9, 12), False)


def test_recording_and_sweeping_at_once_neither_doubles_nor_locks(committed_db):
    who = people()
    others = [factories.dossier(who.office, name=name) for name in ("罗春梅", "邓启航")]
    ids = [who.dossier.pk, *(other.pk for other in others)]
    turns = iter(range(100))

    def act():
        if next(turns) % 2:
            reconcile(ids, on=TODAY)
        else:
            talked(who, held_on=date(2026, 9, 12))

    assert run_at_once(act, times=8) == ["done"] * 8
    assert duty(who, "2026Q3") == ("met", date(2026, 9, 12), False)
    owed = Obligation.objects.filter(dossier=who.dossier)
    assert owed.count() == owed.values("kind", "period").distinct().count()


def test_a_correction_is_appended(who):
    talk = talked(who, held_on=date(2026, 9, 12))
    correct_talk(
        talk, token=new_code(), text="方式应为入户", reason="笔误", by=who.helper, on=TODAY
    )
    assert [each.text for each in talk.corrections.all()] == ["方式应为入户"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "once"},
        {"topics": []},
        {"note": ""},
        {"need": "some"},
        {"entry": "office"},
    ],
)
def test_the_database_refuses_a_contradiction(who, wrong):
    facts = {
        "period": "2026Q3",
        "held_on": TODAY,
        "speaker_name": "冯修远",
        "entry": "helper",
        "entered_by": who.helper,
        "token": new_code(),
        **TALKED,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.create(dossier=who.dossier, **{**facts, **wrong})
