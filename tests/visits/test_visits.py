"""A visit of two officers: recorded whole, once, corrected beside what was written."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.roles import Role
from cases.actions import end_dossier
from cases.models import Cadre, DossierRow
from columns.codes import new_code
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TODAY, TOLD, pair, people, visited
from tests.visits.test_plans import run_at_once
from visits.actions import FamilyHeard, Heard, Member, correct_visit
from visits.models import Correction, FamilyTalk, Obligation, Visit, VisitTeam

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return people()


def test_a_visit_is_numbered_and_shown_in_the_list(who):
    first, second = visited(who), visited(who, visited_on=date(2026, 4, 2), change="same")
    assert (first.number, second.number) == (1, 2)
    # An older visit entered later does not move the last one back.
    assert DossierRow.objects.get(dossier=who.dossier).last_visit_on == date(2026, 5, 20)


def test_it_meets_the_first_visit(who):
    visited(who)
    row = Obligation.objects.get(dossier=who.dossier, kind="first_visit")
    assert (row.state, row.met_on, row.was_late) == ("met", date(2026, 5, 20), False)


def test_the_parts_are_stored_with_it(who):
    visit = visited(
        who,
        parts={
            "interviews": [Heard("unit_leader", "工作踏实", "局长")],
            "family": FamilyHeard("spouse", "近来睡得好些"),
            "checks": {"pay": "done", "filed": "under_way"},
        },
    )
    assert [(each.source, each.people) for each in visit.interviews.all()] == [
        ("unit_leader", "局长")
    ]
    assert dict(visit.checks.values_list("item", "result")) == {"pay": "done", "filed": "under_way"}
    assert visit.family_talk.text == "近来睡得好些"
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM visits_familytalk")
        assert "睡".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("role", [Role.HELPER, Role.UNIT, Role.PERSONNEL])
def test_other_roles_do_not_count_as_the_second_officer(who, role):
    guest = factories.user(role, who.unit)
    with pytest.raises(Refused, match="两名以上纪检监察干部"):
        visited(who, team=pair(who.officer, guest))
    assert Visit.objects.count() == 0


def test_the_same_officer_twice_is_one(who):
    with pytest.raises(Refused, match="两名以上纪检监察干部"):
        visited(who, team=pair(who.officer, who.officer))


def test_a_companion_is_named_and_does_not_count(who):
    team = [*pair(who.officer, who.second), Member("companion", name="王某", post="支部书记")]
    visit = visited(who, team=team)
    assert list(visit.team.values_list("name", "counts")) == [
        ("陈舟", True),
        ("吴川", True),
        ("王某", False),
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"visited_on": date(2026, 10, 1)}, "不能晚于今天"),
        ({"visited_on": date(2026, 3, 24)}, "不能早于处分决定之日"),
        ({"place": "other", "place_note": "县纪委谈话室"}, "不在谈话室"),
        ({"next_on": date(2026, 5, 20)}, "下次联系的日期要晚于"),
    ],
)
def test_what_cannot_be_is_refused(who, changes, words):
    with pytest.raises(Refused, match=words):
        visited(who, **changes)


def test_the_cadre_does_not_visit_himself(who):
    Cadre.objects.filter(pk=who.dossier.cadre_id).update(account=who.second)
    with pytest.raises(Refused, match="本人不能作为回访人"):
        visited(who)


def test_a_shut_dossier_takes_no_visit(who):
    end_dossier(who.dossier, reason="去世", ended_on=TODAY, by=who.director, on=TODAY)
    with pytest.raises(Refused, match="档案已是“终止”"):
        visited(who)


def test_the_same_form_sent_twice_is_one_visit(who):
    token = new_code()
    assert visited(who, token=token) == visited(who, token=token)
    assert Visit.objects.count() == 1


def test_the_same_form_sent_at_once_is_one_visit(committed_db):
    who, token = people(), new_code()
    assert run_at_once(lambda: visited(who, token=token), times=4) == ["done"] * 4
    assert list(Visit.objects.values_list("number", flat=True)) == [1]


def test_two_different_visits_at_once_get_two_numbers(committed_db):
    who = people()
    assert run_at_once(lambda: visited(who), times=3) == ["done"] * 3
    assert sorted(Visit.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_a_correction_stands_beside_the_record(who):
    visit, token = visited(who), new_code()
    before = Visit.objects.values().get(pk=visit.pk)
    for _ in range(2):
        correct_visit(
            visit, token=token, text="地点应为会议室", reason="笔误", by=who.second, on=TODAY
        )
    assert Visit.objects.values().get(pk=visit.pk) == before
    assert list(visit.corrections.values_list("text", "by_id")) == [
        ("地点应为会议室", who.second.pk)
    ]


def bare(who, **changes):
    facts = {"number": 1, "token": new_code(), "recorded_by": who.officer, **TOLD, **changes}
    return Visit.objects.create(dossier=who.dossier, **facts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": "interrogation"},
        {"place": "other"},
        {"mode": "phone"},
        {"need": "some"},
        {"signature": "declined"},
        {"ends_at": TOLD["starts_at"]},
        {"status": "void"},
    ],
)
def test_the_database_refuses_a_contradiction(who, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        bare(who, **wrong)


def check_now():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_refuses_a_finished_visit_of_one(who):
    visit = bare(who)
    VisitTeam.objects.create(
        visit=visit,
        dossier=who.dossier,
        user=who.officer,
        name="陈舟",
        part="leader",
        counts=True,
    )
    with pytest.raises(IntegrityError, match="fewer than two"):
        check_now()


def test_the_database_keeps_the_second_officer(who):
    visit = visited(who)
    check_now()
    with pytest.raises(IntegrityError, match="second officer"):
        visit.team.filter(user=who.second).update(counts=False)


def test_the_database_counts_nobody_without_an_account(who):
    visit = visited(who)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitTeam.objects.create(
            visit=visit, dossier=who.dossier, name="某人", part="visitor", counts=True
        )


def test_a_correction_belongs_to_one_record_and_says_why(who):
    visit = visited(who)
    facts = {"dossier": who.dossier, "by": who.officer, "text": "甲"}
    for wrong in ({"reason": "笔误"}, {"visit": visit, "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.create(token=new_code(), **facts, **wrong)


def test_families_words_stay_out_of_the_visit(who):
    visited(who, parts={"family": FamilyHeard("spouse", "家里压力大")})
    text_columns = {field.name for field in Visit._meta.get_fields()}
    assert "family_text" not in text_columns
    assert FamilyTalk.objects.get().dossier_id == who.dossier.pk
