"""States with their reasons, the 会商 a bad turn opens, and classes that a person has set."""

from datetime import date

import pytest

from cases.models import Cadre
from columns.refusal import Refused
from tests.visits.people import TODAY, assessed, people, visited
from visits.actions import (
    Gaps,
    Held,
    conclude_consultation,
    enter_state,
    enter_state_by_hand,
    save_consultation,
    set_class,
)
from visits.facts.classes import class_of, mandatory
from visits.facts.states import advice_for, has_open_consultation
from visits.models import Classification, Consultation, StateEntry
from visits.rules.guidance import FOR_EVERYBODY

pytestmark = pytest.mark.django_db
TOLD = Held(
    held_on=TODAY,
    participants="审理室、监督检查室",
    opinions="一致认为先提醒。",
    division="审理室提醒，单位每周谈一次。",
    conclusion="提醒教育后继续帮扶。",
    chair="高书记",
    outcome="reminded",
)


@pytest.fixture
def who():
    return people()


def entered(who, state, *, by=None, on=TODAY, reason="两周内三次迟到。"):
    return enter_state(
        who.dossier, state=state, on=on, reason=reason, source="visit", by=by or who.officer
    )


def history(who):
    rows = StateEntry.objects.filter(dossier=who.dossier).order_by("on", "pk")
    return list(rows.values_list("state", "source"))


def test_assessment_and_visit_enter_their_state_in_the_same_act(who):
    assessed(who)
    visited(who)
    assert history(who) == [("hesitant", "assessment"), ("engaged", "visit")]


def test_the_same_state_again_is_no_change(who):
    entered(who, "hesitant")
    assert entered(who, "hesitant") is None
    assert history(who) == [("hesitant", "visit")]


def test_every_change_has_a_reason(who):
    with pytest.raises(Refused, match="请写明这样判断的依据"):
        entered(who, "engaged", reason="  ")
    assert history(who) == []


def test_a_late_entry_takes_its_place_by_its_day(who):
    entered(who, "engaged", on=TODAY)
    entered(who, "withdrawn", on=date(2026, 5, 1))
    newest = StateEntry.objects.filter(dossier=who.dossier).newest_first().first()
    assert newest.state == "engaged"


def test_the_page_sent_twice_is_one_entry(who):
    for _ in range(2):
        enter_state_by_hand(
            who.dossier,
            state="engaged",
            reason="按时完成任务。",
            token="T" * 12,
            by=who.officer,
            on=TODAY,
        )
    assert StateEntry.objects.count() == 1


def test_a_bad_turn_opens_one_consultation_until_it_is_concluded(who):
    entered(who, "worsening")
    assert entered(who, "worsening") is None
    assert has_open_consultation(who.dossier)
    held = Consultation.objects.get()
    conclude_consultation(held, facts=TOLD, version=1, by=who.director, on=TODAY)
    assert not has_open_consultation(who.dossier)
    entered(who, "worsening")
    assert Consultation.objects.open().count() == 1


def test_a_consultation_is_concluded_by_another_and_in_full(who):
    entered(who, "worsening", by=who.director)
    held = Consultation.objects.get()
    with pytest.raises(Refused, match="另一位同志"):
        conclude_consultation(held, facts=TOLD, version=1, by=who.director, on=TODAY)
    with pytest.raises(Refused, match="主任或分管领导"):
        conclude_consultation(held, facts=TOLD, version=1, by=who.officer, on=TODAY)
    with pytest.raises(Gaps) as gaps:
        conclude_consultation(held, facts=Held(), version=1, by=who.leader, on=TODAY)
    assert len(gaps.value.sentences) == 7
    save_consultation(held, facts=Held(chair="高书记"), version=1, by=who.officer, on=TODAY)
    conclude_consultation(held, facts=TOLD, version=2, by=who.leader, on=TODAY)
    assert Consultation.objects.get().concluded_by == who.leader


def test_a_class_follows_the_facts_until_a_person_sets_it(who):
    Cadre.objects.filter(pk=who.dossier.cadre_id).update(identity="institution_staff")
    who.dossier.refresh_from_db()
    entered(who, "engaged")
    assert class_of(who.dossier).grade == "general"
    entered(who, "disagreeing")
    assert class_of(who.dossier).grade == "key"
    set_class(
        who.dossier,
        grade="must",
        package="deep",
        reason="领导小组要求每年面谈。",
        token="C" * 12,
        by=who.officer,
        on=TODAY,
    )
    entered(who, "hesitant")
    assert (class_of(who.dossier).grade, class_of(who.dossier).is_by_hand) == ("must", True)
    assert Classification.objects.filter(dossier=who.dossier, is_current=True).count() == 1
    assert mandatory([who.dossier.pk]) == {who.dossier.pk}


def test_a_class_is_set_with_a_reason(who):
    with pytest.raises(Refused, match="请写明调整的理由"):
        set_class(
            who.dossier,
            grade="must",
            package="deep",
            reason=" ",
            token="C" * 12,
            by=who.officer,
            on=TODAY,
        )


def test_a_helper_reads_advice_that_tells_no_state(who):
    entered(who, "withdrawn")
    told = advice_for(who.dossier, viewer=who.helper)
    assert (told.label, told.guidance) == ("", FOR_EVERYBODY)
    assert advice_for(who.dossier, viewer=who.officer).label == "情绪低落与回避交流"
