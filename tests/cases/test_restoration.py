"""The chain of a restoration as it is entered: order, votes, rounds, who sees it."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from audit.models import Entry
from cases.actions import record_event
from cases.actions.restoration import enter_step, void_step
from cases.choices import EventKind
from cases.choices.rights import RestorationKind as K
from cases.facts.restoration import chain_of, chains_awaiting, probations, seen_by
from cases.models import Decision, Dossier, Policy, RestorationStep
from cases.rules.restoration import Due, Tally
from columns.refusal import Refused
from tests import factories as make
from workdays.models import Holiday, load_calendar

pytestmark = pytest.mark.django_db
ENDED = date(2026, 7, 17)
VOTE = Tally(due=21, present=19, in_favour=18, against=0, abstained=1)


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def probation(home):
    """Case 9: one year from 2025-07-18."""
    return make.decision(
        make.cadre(make.work_unit(), name="王树槐"),
        home,
        measure="PP1",
        decided_on=date(2025, 7, 18),
    )


def chain(decision):
    found = probations(Decision.objects.filter(pk=decision.pk)).get()
    return chain_of(found, calendar=load_calendar())


def enter(decision, kind, on, *, today=make.TODAY, tally=None, evidence="支部记录", by=None):
    return enter_step(
        decision, kind=kind, step_on=on, evidence=evidence, tally=tally, by=by, on=today
    )


def happens(decision, kind, on, *, today=make.TODAY, **facts):
    record_event(decision, kind=kind, event_on=on, by=None, on=today, **facts)


def test_the_chain_of_case_nine(probation):
    make.restoration_steps(probation)
    found = chain(probation)
    assert (found.round, found.probation_end, found.months) == (1, ENDED, 12)
    assert found.done == make.RESTORATION_DAYS
    assert {link.kind: link.due for link in found.links if link.due is not None} == {
        K.NOTICE: Due(date(2026, 7, 31)),
        K.APPLICATION: Due(date(2026, 8, 3)),
        K.PUBLICITY_BEGUN: Due(date(2026, 8, 5)),
        K.REPORT: Due(date(2026, 8, 25)),
    }
    assert [link.is_late for link in found.links] == [False] * 6
    assert found.next is None
    assert str(found.meeting.tally) == "应到21人，实到19人，赞成18人，反对0人，弃权1人，通过"
    assert found.is_running(make.TODAY)


def test_before_the_end_the_first_step_and_its_last_day_are_known(probation):
    found = chain(probation)
    assert (found.next.kind, found.next.due) == (K.NOTICE, Due(date(2026, 7, 31)))
    assert found.is_running(ENDED) is False
    assert found.is_running(date(2026, 7, 18)) is True


def test_a_late_step_is_kept_with_its_own_day(probation):
    enter(probation, K.NOTICE, date(2026, 8, 3))
    assert [link.is_late for link in chain(probation).links][:2] == [True, False]


def test_the_offices_local_rules_set_the_terms(probation, home):
    Policy.objects.filter(office=home).update(
        restoration_notice_days=3, publicity_days=9, restoration_report_days=1
    )
    assert chain(probation).next.due == Due(date(2026, 7, 22))
    make.restoration_steps(probation, last=K.PUBLICITY_BEGUN)
    with pytest.raises(Refused, match="公示不少于9天，自2026年8月3日起最早到2026年8月11日"):
        enter(probation, K.PUBLICITY_ENDED, date(2026, 8, 10))


def test_a_holiday_entered_later_moves_the_day(probation):
    Holiday.objects.create(day=date(2026, 7, 20), is_workday=False, name="调休")
    assert chain(probation).next.due == Due(date(2026, 8, 3))


def test_a_year_without_holidays_is_marked(home):
    later = make.decision(
        make.cadre(make.work_unit()), home, measure="PP2", decided_on=date(2026, 3, 25)
    )
    due = chain(later).next.due
    assert (due.is_assumed, due.day) == (True, date(2028, 4, 7))


def test_rights_count_from_the_end_of_probation_even_when_decided_later(probation):
    make.restoration_steps(probation)
    happens(
        probation,
        EventKind.RESTORED,
        date(2026, 7, 18),
        publicity_from=date(2026, 8, 3),
        publicity_to=date(2026, 8, 9),
    )
    found = chain(probation)
    assert (found.restored.on, found.is_running(make.TODAY)) == (date(2026, 7, 18), False)
    bar = probation.clocks.get(slot="bar")
    assert (bar.start, bar.end) == (date(2026, 7, 18), date(2028, 7, 17))
    assert Dossier.objects.get(pk=probation.dossier_id).awaiting_restoration is False


def test_the_year_more_begins_a_chain_of_its_own(probation):
    make.restoration_steps(
        probation,
        last=K.MEETING,
        tally=Tally(due=20, present=19, in_favour=9, against=9, abstained=1),
    )
    happens(probation, EventKind.EXTENDED, ENDED)
    found = chain(probation)
    assert (found.round, found.probation_end, found.done) == (2, date(2027, 7, 17), {})
    assert (found.months, found.may_be_extended) == (24, False)
    enter(probation, K.NOTICE, date(2027, 7, 20), today=date(2027, 8, 1))
    rounds = RestorationStep.objects.live().values_list("round", flat=True)
    assert sorted(rounds) == [1, 1, 1, 1, 1, 2]


def test_two_years_are_never_made_more(home):
    two = make.decision(
        make.cadre(make.work_unit()), home, measure="PP2", decided_on=date(2024, 7, 18)
    )
    assert (chain(two).months, chain(two).may_be_extended) == (24, False)


def test_after_an_expulsion_nothing_is_entered(probation, home):
    make.decision(probation.cadre, home, measure="PE", decided_on=date(2026, 8, 20))
    found = chain(probation)
    assert (found.expelled_on, found.is_running(make.TODAY)) == (date(2026, 8, 20), False)
    with pytest.raises(Refused, match="2026年8月20日已开除党籍"):
        enter(probation, K.NOTICE, date(2026, 8, 21))
    assert RestorationStep.objects.count() == 0


def test_an_annulled_expulsion_does_not_stand_in_the_way(probation, home):
    expelled = make.decision(probation.cadre, home, measure="PE", decided_on=date(2026, 8, 20))
    happens(expelled, EventKind.ANNULLED, date(2026, 9, 1))
    enter(probation, K.NOTICE, date(2026, 9, 2))
    assert chain(probation).done == {K.NOTICE: date(2026, 9, 2)}


# Bad days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        (K.NOTICE, date(2026, 7, 16), "早于察看期满日2026年7月17日"),
        (K.NOTICE, date(2026, 10, 1), "还没有到"),
        (K.APPLICATION, date(2026, 7, 27), "请先登记“通知本人”"),
    ],
)
def test_an_impossible_step_is_refused_and_nothing_is_saved(probation, kind, on, sentence):
    with pytest.raises(Refused, match=sentence):
        enter(probation, kind, on)
    assert RestorationStep.objects.count() == 0


def test_a_step_without_evidence_is_refused(probation):
    with pytest.raises(Refused, match="请写明情况和凭证"):
        enter(probation, K.NOTICE, date(2026, 7, 20), evidence="  ")


def test_a_meeting_without_a_vote_and_a_vote_without_a_meeting_are_refused(probation):
    with pytest.raises(Refused, match="只有支部党员大会填写表决情况"):
        enter(probation, K.NOTICE, date(2026, 7, 20), tally=VOTE)
    make.restoration_steps(probation, last=K.PUBLICITY_ENDED)
    with pytest.raises(Refused, match="请填写支部党员大会"):
        enter(probation, K.MEETING, date(2026, 8, 14))


def test_a_vote_that_does_not_add_up_is_refused(probation):
    make.restoration_steps(probation, last=K.PUBLICITY_ENDED)
    wrong = Tally(due=21, present=19, in_favour=18, against=1, abstained=1)
    with pytest.raises(Refused, match="合计20人，多于实到19人"):
        enter(probation, K.MEETING, date(2026, 8, 14), tally=wrong)


def test_a_decision_without_probation_has_no_chain(home):
    warned = make.decision(make.cadre(make.work_unit()), home)
    with pytest.raises(Refused, match="没有留党察看期"):
        enter(warned, K.NOTICE, date(2026, 7, 20))


def test_once_the_rights_are_back_the_steps_stand(probation):
    steps = make.restoration_steps(probation)
    happens(probation, EventKind.RESTORED, date(2026, 7, 18))
    with pytest.raises(Refused, match="恢复党员权利的决定已经登记"):
        void_step(steps[-1], reason="日期有误", by=None, at=make.NOON)
    with pytest.raises(Refused, match="恢复党员权利的决定已经登记"):
        enter(probation, K.NOTICE, date(2026, 8, 20))
    assert RestorationStep.objects.live().count() == 6


def test_only_the_last_step_is_voided_and_may_be_entered_again(probation):
    notice, application = make.restoration_steps(probation, last=K.APPLICATION)
    with pytest.raises(Refused, match="请先作废后面的步骤"):
        void_step(notice, reason="日期有误", by=None, at=make.NOON)
    void_step(application, reason="日期有误", by=None, at=make.NOON)
    assert chain(probation).done == {K.NOTICE: date(2026, 7, 20)}
    enter(probation, K.APPLICATION, date(2026, 7, 28))
    assert chain(probation).done[K.APPLICATION] == date(2026, 7, 28)


def test_of_two_who_void_the_same_step_the_second_is_told(probation):
    (notice,) = make.restoration_steps(probation, last=K.NOTICE)
    void_step(notice, reason="日期有误", by=None, at=make.NOON)
    with pytest.raises(Refused, match="刚被他人办理过"):
        void_step(notice, reason="日期有误", by=None, at=make.NOON)


VOTES = {
    "members_due": 21, "members_present": 19, "in_favour": 18, "against": 0, "abstained": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"kind": K.NOTICE}, "restoration_each_step_once"),
        ({"round": 3}, "restoration_two_rounds"),
        ({"evidence": ""}, "restoration_has_evidence"),
        ({"kind": K.MEETING}, "restoration_meeting_has_votes"),
        (VOTES, "restoration_meeting_has_votes"),
        ({"kind": K.MEETING, **VOTES, "against": 2}, "restoration_votes_add_up"),
        ({"kind": K.MEETING, **VOTES, "members_present": 22}, "restoration_votes_add_up"),
        ({"voided_at": make.NOON}, "restoration_void_has_reason"),
    ],
)
def test_the_database_keeps_what_the_verbs_keep(probation, facts, constraint):
    make.restoration_steps(probation, last=K.NOTICE)
    row = {
        "decision": probation,
        "cadre": probation.cadre,
        "kind": K.APPLICATION,
        "on": date(2026, 7, 27),
        "evidence": "申请书",
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        RestorationStep.objects.create(**{**row, **facts})


# Who sees it, and what stands on the desk ---------------------------------------------------


def test_chains_under_way_are_found_by_the_office_and_no_other(probation, home):
    director = make.user(Role.DIRECTOR, home)
    assert seen_by(director, today=ENDED) == []
    (found,) = seen_by(director, today=date(2026, 7, 18))
    assert found.decision == probation
    other = make.user(Role.DIRECTOR, make.office("云岫县纪委监委"))
    assert seen_by(other, today=make.TODAY) == []
    happens(probation, EventKind.RESTORED, date(2026, 7, 18))
    assert seen_by(director, today=make.TODAY) == []


def test_few_chains_or_many_cost_the_same_queries(probation, home):
    def asked(count):
        with CaptureQueriesContext(connection) as queries:
            assert len(chains_awaiting(Dossier.objects.all(), today=make.TODAY)) == count
        return len(queries)

    first = asked(1)
    for name in ("乔守正", "连山"):
        person = make.cadre(make.work_unit(f"{name}所在单位"), name=name)
        make.decision(person, home, measure="PP1", decided_on=date(2025, 7, 18))
    assert asked(3) == first


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.DIRECTOR, 1),
        (Role.LEADER, 1),
        (Role.UNIT, 1),
        (Role.HELPER, 0),
        (Role.PERSONNEL, 0),
    ],
)
def test_the_steps_are_seen_by_the_office_and_the_persons_own_unit(probation, home, role, count):
    make.restoration_steps(probation, last=K.NOTICE)
    unit = probation.cadre.unit if role in {Role.UNIT, Role.HELPER} else home
    user = make.user(role, unit)
    if role == Role.HELPER:
        make.helper(probation.dossier, account=user)
    assert RestorationStep.objects.visible_to(user).count() == count


def test_every_step_is_on_record(probation, home):
    officer = make.user(Role.OFFICER, home)
    enter(probation, K.NOTICE, date(2026, 7, 20), by=officer, evidence="书记当面通知")
    entry = Entry.objects.get(verb="restoration.notice")
    assert (entry.actor_id, entry.dossier_id) == (officer.pk, probation.dossier_id)
    assert "书记当面通知" not in str(entry.detail)
