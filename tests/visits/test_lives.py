"""What is owed follows a dossier through pause, move, retirement, death, clearing and closing."""

from datetime import date, timedelta

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.actions import NotYet, designate_helper, offer_handover, pause_dossier, resume_dossier
from cases.actions.dossiers import open_dossier
from cases.choices import ActKind, DossierKind, DossierStatus, PauseReason
from cases.models import Cadre, Clock, Dossier, DossierRow, Policy, Receipt, Suspension
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TODAY, assessed, drafted, pair, people, talked, visited
from visits.actions import lives, reconcile, reconcile_all
from visits.choices import ObligationState, Withdrawal
from visits.facts.lives import possibilities
from visits.models import Obligation

pytestmark = pytest.mark.django_db
EXECUTED = ("announce", "filing", "execution_report")


@pytest.fixture
def who():
    """Decided 2026-03-25 for twelve months; helper since 1 April."""
    return people()


def duty(dossier, kind, **more):
    return Obligation.objects.get(dossier=dossier, kind=kind, **more)


def states(dossier):
    rows = Obligation.objects.filter(dossier=dossier).order_by("kind", "period")
    return {(row.kind, row.period): row.state for row in rows}


def open_talks(dossier):
    rows = Obligation.objects.talks().open().filter(dossier=dossier).order_by("period")
    return dict(rows.values_list("period", "due_on"))


# Pause ----------------------------------------------------------------------------------


def paused(who, first, last=None):
    pause_dossier(who.dossier, reason=PauseReason.ILL, by=who.officer, on=first)
    if last is not None:
        resume_dossier(who.dossier, by=who.officer, on=last + timedelta(days=1))


def test_a_finished_pause_moves_what_has_a_term_by_its_days(who):
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 5, 24)
    paused(who, date(2026, 4, 10), date(2026, 4, 19))
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 6, 3)
    assert duty(who.dossier, "assessment").due_on == date(2026, 5, 4)


def test_a_pause_after_the_term_moves_nothing(who):
    paused(who, date(2026, 6, 1), date(2026, 6, 30))
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 5, 24)


def test_two_pauses_are_counted_one_after_the_other(who):
    # The second begins after the plain term, but before the term as the first has moved it.
    paused(who, date(2026, 4, 1), date(2026, 4, 30))
    paused(who, date(2026, 6, 1), date(2026, 6, 10))
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 7, 3)


def test_an_open_pause_takes_days_of_the_quarter_and_reminds_nobody(who):
    reconcile([who.dossier.pk], on=TODAY)
    paused(who, date(2026, 7, 10))
    reconcile([who.dossier.pk], on=TODAY)
    assert "2026Q3" not in open_talks(who.dossier)
    assert DossierRow.objects.get().next_due is None


def test_a_pause_taken_back_early_revives_the_same_talk(who):
    reconcile([who.dossier.pk], on=TODAY)
    before = duty(who.dossier, "talk", period="2026Q3").pk
    paused(who, date(2026, 7, 10))
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "talk", period="2026Q3").state == ObligationState.WITHDRAWN
    resume_dossier(who.dossier, from_on=date(2026, 7, 20), by=who.officer, on=TODAY)
    reconcile([who.dossier.pk], on=TODAY)
    again = duty(who.dossier, "talk", period="2026Q3")
    assert (again.pk, again.state, again.due_on) == (before, "open", date(2026, 9, 30))


def test_agreeing_to_a_pause_recomputes_in_the_same_transaction(who):
    reconcile([who.dossier.pk], on=TODAY)
    act = lives.propose(
        who.dossier, kind=ActKind.PAUSE, takes_on=date(2026, 7, 10), basis="诊断证明",
        pause_reason=PauseReason.ILL, by=who.officer, on=TODAY,
    )  # fmt: skip
    assert "2026Q3" in open_talks(who.dossier)
    lives.confirm(act, version=1, remark="", by=who.director, on=TODAY)
    assert "2026Q3" not in open_talks(who.dossier)


# Retirement: demo case 6 ----------------------------------------------------------------


@pytest.fixture
def case6():
    """马德厚: both clocks from 2025-11-05 to 2027-05-04, retires 2026-10-31."""
    who = people()
    Dossier.objects.filter(pk=who.dossier.pk).update(
        active_from=date(2025, 11, 5),
        active_to=date(2027, 5, 4),
        overall_end=date(2027, 5, 4),
        opened_on=date(2025, 11, 5),
    )
    Cadre.objects.update(born_month=date(1966, 10, 1), retired_on=date(2026, 10, 31))
    who.dossier.refresh_from_db()
    return who


def test_talks_become_half_yearly_from_the_first_half_year_after(case6):
    for day in (date(2026, 9, 30), date(2026, 12, 31), date(2027, 4, 1)):
        reconcile([case6.dossier.pk], on=day)
    assert open_talks(case6.dossier) == {
        "2025Q4": date(2025, 12, 31),
        "2026Q1": date(2026, 3, 31),
        "2026Q2": date(2026, 6, 30),
        "2026Q3": date(2026, 9, 30),
        "2026Q4": date(2026, 12, 31),
        "2027Q2": date(2027, 5, 4),
    }


def test_the_half_years_talk_is_asked_for_when_the_half_year_begins(case6):
    reconcile([case6.dossier.pk], on=date(2027, 1, 1))
    assert "2027Q2" in open_talks(case6.dossier)
    assert "2027Q1" not in open_talks(case6.dossier)


def test_a_talk_in_either_quarter_meets_the_half_year(case6):
    talked(case6, held_on=date(2027, 2, 10), on=date(2027, 2, 10))
    met = duty(case6.dossier, "talk", period="2027Q2")
    assert (met.state, met.met_on) == ("met", date(2027, 2, 10))


def test_a_half_year_that_ends_in_its_first_quarter_is_owed_until_then(case6):
    Dossier.objects.update(active_to=date(2027, 2, 20))
    reconcile([case6.dossier.pk], on=date(2027, 1, 15))
    assert open_talks(case6.dossier)["2027Q2"] == date(2027, 2, 20)


def test_a_half_years_talk_is_named_after_the_half_year(case6):
    reconcile([case6.dossier.pk], on=date(2027, 1, 1))
    assert duty(case6.dossier, "talk", period="2027Q2").words == "2027年上半年谈心谈话"
    assert duty(case6.dossier, "talk", period="2026Q4").words == "2026年第四季度谈心谈话"
    others = Obligation.objects.exclude(period="2027Q2").open()
    others.update(state="exempt", exempt_reason="已办")
    reconcile([case6.dossier.pk], on=date(2027, 1, 1))
    assert DossierRow.objects.get().next_what == "2027年上半年谈心谈话"


def test_a_retirement_found_late_renames_what_is_open(case6):
    Cadre.objects.update(retired_on=None)
    reconcile([case6.dossier.pk], on=date(2027, 4, 1))
    assert not duty(case6.dossier, "talk", period="2027Q2").is_half_yearly
    Cadre.objects.update(retired_on=date(2026, 10, 31))
    reconcile([case6.dossier.pk], on=date(2027, 4, 1))
    assert duty(case6.dossier, "talk", period="2027Q2").is_half_yearly
    assert reconcile([case6.dossier.pk], on=date(2027, 4, 1)).is_nothing


def test_an_office_may_keep_quarterly_talks(case6):
    Policy.objects.update(retired_half_yearly=False)
    reconcile([case6.dossier.pk], on=date(2027, 1, 1))
    assert open_talks(case6.dossier)["2027Q1"] == date(2027, 3, 31)


def test_a_retired_person_without_a_known_day_is_talked_with_half_yearly(who):
    Cadre.objects.update(identity="retired")
    reconcile([who.dossier.pk], on=TODAY)
    assert open_talks(who.dossier) == {
        "2026Q2": date(2026, 6, 30),
        "2026Q4": date(2026, 12, 31),
    }


def test_a_quarter_asked_for_before_the_retirement_was_entered_is_withdrawn(who):
    reconcile([who.dossier.pk], on=TODAY)
    cadre = who.dossier.cadre
    Cadre.objects.update(born_month=date(1966, 5, 1))
    lives.retire(
        who.dossier, retired_on=date(2026, 5, 31), basis="青人社退〔2026〕8号",
        version=cadre.version, by=who.officer, on=TODAY,
    )  # fmt: skip
    assert states(who.dossier)["talk", "2026Q3"] == ObligationState.WITHDRAWN
    assert duty(who.dossier, "helper", period="260531").due_on == date(2026, 6, 30)


def test_the_retired_branchs_secretary_meets_what_is_owed(who):
    Cadre.objects.update(born_month=date(1966, 5, 1))
    lives.retire(
        who.dossier, retired_on=date(2026, 5, 31), basis="退休文件", version=1,
        helper_name="钱伯钧", helper_post="退休支部书记", by=who.officer, on=TODAY,
    )  # fmt: skip
    assert duty(who.dossier, "helper", period="260531").state == ObligationState.MET
    assert DossierRow.objects.get().helper_name == "钱伯钧"


def test_nobody_helps_the_retired_before_the_day(who):
    Cadre.objects.update(born_month=date(1966, 10, 1))
    facts = {"retired_on": date(2026, 10, 31), "basis": "退休文件", "version": 1}
    with pytest.raises(Refused, match="退休以后再指定"):
        lives.retire(
            who.dossier, **facts, helper_name="钱伯钧", helper_post="书记", by=who.officer, on=TODAY
        )
    lives.retire(who.dossier, **facts, by=who.officer, on=TODAY)
    assert set(Obligation.objects.filter(kind="helper").values_list("period", flat=True)) == {
        "once"
    }
    reconcile([who.dossier.pk], on=date(2026, 10, 31))
    assert duty(who.dossier, "helper", period="261031").due_on == date(2026, 11, 30)


# Transfer -------------------------------------------------------------------------------


def moved(who, name="青禾区民政局", **more):
    there = factories.work_unit(name)
    facts = {"to": there, "post": "科长", "rank": "staff", "from_on": date(2026, 8, 16)}
    lives.transfer(who.dossier, **{**facts, **more}, by=who.officer, on=TODAY)
    return there


def test_a_move_asks_the_new_unit_for_a_helper_within_a_month(who):
    visited(who)
    there = moved(who)
    owed = duty(who.dossier, "helper", period="260816")
    assert (owed.period, owed.due_on, owed.state) == ("260816", date(2026, 9, 16), "open")
    account = factories.user(Role.UNIT, there)
    told = Obligation.objects.visible_to(account).filter(kind="helper").order_by("period")
    assert list(told.values_list("period", "state")) == [("260816", "open"), ("once", "met")]
    assert "回访记录1次" in Receipt.objects.get().items


def test_six_days_later_the_helper_is_named(who):
    moved(who)
    designate_helper(
        who.dossier, name="平若水", post="副局长", from_on=date(2026, 8, 22), by=who.officer
    )
    reconcile([who.dossier.pk], on=TODAY)
    assert (duty(who.dossier, "helper", period="260816").met_on - date(2026, 8, 16)).days == 6


def test_a_second_move_withdraws_what_the_first_left_open(who):
    moved(who)
    moved(who, "青禾区水利局", from_on=date(2026, 9, 1))
    assert states(who.dossier)["helper", "260816"] == ObligationState.WITHDRAWN
    assert states(who.dossier)["helper", "260901"] == ObligationState.OPEN


def test_a_move_that_is_none_or_not_yet_is_refused(who):
    with pytest.raises(Refused, match="还没有到"):
        moved(who, from_on=TODAY + timedelta(days=1))
    cadre = who.dossier.cadre
    with pytest.raises(Refused, match="不需要办理"):
        lives.transfer(
            who.dossier, to=cadre.unit, post=cadre.post, rank=cadre.rank, from_on=TODAY,
            by=who.officer, on=TODAY,
        )  # fmt: skip


def test_a_handed_over_dossier_owes_by_the_new_offices_rules(who):
    other = factories.office("望川区纪委监委")
    Policy.objects.filter(office=other).update(first_visit_days=90)
    receiver = factories.user(Role.OFFICER, other)
    reconcile([who.dossier.pk], on=TODAY)
    handover = offer_handover(
        who.dossier, to_owner=other, to_carrier=None, reason="调动", by=who.officer, on=TODAY
    )
    reconcile([who.dossier.pk], on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 5, 24)
    lives.accept(handover, version=1, handler=receiver, by=receiver, on=TODAY)
    assert duty(who.dossier, "first_visit").due_on == date(2026, 6, 23)


# Death ----------------------------------------------------------------------------------


def test_a_death_cancels_everything_open_with_its_reason(who):
    visited(who)
    clearing = open_dossier(
        owner=who.office, cadre=who.dossier.cadre, kind=DossierKind.CLEARING, by=None,
        on=date(2026, 4, 1),
    )  # fmt: skip
    for dossier in (who.dossier, clearing):
        reconcile([dossier.pk], on=TODAY)
    act = lives.propose(
        who.dossier, kind=ActKind.DIED, takes_on=date(2026, 5, 30), basis="死亡证明0012号",
        by=who.officer, on=TODAY,
    )  # fmt: skip
    lives.confirm(act, version=1, remark="", by=who.director, on=TODAY)
    for dossier in (who.dossier, clearing):
        rows = Obligation.objects.filter(dossier=dossier)
        assert not rows.open().exists()
        withdrawn = rows.filter(state="withdrawn")
        assert set(withdrawn.values_list("withdrawal", flat=True)) == {Withdrawal.DIED}
        assert all(row.why_not == "本人去世" for row in withdrawn)
    # What was done stays done.
    assert duty(who.dossier, "first_visit").state == ObligationState.MET
    assert reconcile_all(on=TODAY).is_nothing


# The visit before the end ---------------------------------------------------------------


def test_the_visit_before_the_end_opens_sixty_days_ahead(who):
    reconcile([who.dossier.pk], on=date(2027, 1, 22))
    assert not Obligation.objects.filter(kind="pre_expiry").exists()
    reconcile([who.dossier.pk], on=date(2027, 1, 23))
    owed = duty(who.dossier, "pre_expiry")
    assert (owed.period, owed.due_on) == ("2027Q1", date(2027, 2, 22))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2027, 1, 22), "open"),
        (date(2027, 1, 23), "met"),
        (date(2027, 3, 24), "met"),
        (date(2027, 3, 25), "open"),
    ],
)
def test_only_a_visit_within_sixty_days_of_the_end_counts(who, day, state):
    reconcile([who.dossier.pk], on=date(2027, 2, 1))
    visited(who, visited_on=day, on=date(2027, 4, 1))
    assert duty(who.dossier, "pre_expiry").state == state


def test_no_visit_before_the_end_while_restoration_is_awaited(who):
    Dossier.objects.update(awaiting_restoration=True, overall_end=date(2026, 10, 30))
    reconcile([who.dossier.pk], on=TODAY)
    assert not Obligation.objects.filter(kind="pre_expiry").exists()


def test_a_later_end_asks_for_another_visit(who):
    visited(who, visited_on=date(2027, 2, 1), on=date(2027, 2, 1))
    assert duty(who.dossier, "pre_expiry").state == "met"
    later = date(2029, 2, 28)
    Dossier.objects.update(overall_end=later, active_to=later)
    reconcile([who.dossier.pk], on=date(2029, 1, 5))
    assert states(who.dossier)["pre_expiry", "2027Q1"] == "met"
    assert states(who.dossier)["pre_expiry", "2029Q1"] == "open"


def test_who_was_registered_after_the_end_owes_no_visit_before_it(who):
    ended = date(2026, 8, 30)
    Dossier.objects.update(overall_end=ended, active_to=ended, opened_on=TODAY)
    reconcile([who.dossier.pk], on=TODAY)
    assert not Obligation.objects.filter(kind="pre_expiry").exists()


# Clearing: demo case 15 and 16 ----------------------------------------------------------


@pytest.fixture
def cleared(who):
    """A clearing dossier opened on 2026-06-05: first visit in 30 days, second in 180."""
    person = factories.cadre(who.unit, name="石兰芝")
    who.dossier = open_dossier(
        owner=who.office, cadre=person, kind=DossierKind.CLEARING, handler=who.officer, by=None,
        on=date(2026, 6, 5),
    )  # fmt: skip
    return who


def test_a_clearing_dossier_owes_two_visits_and_nothing_else(cleared):
    reconcile([cleared.dossier.pk], on=TODAY)
    dues = Obligation.objects.filter(dossier=cleared.dossier).order_by("due_on")
    assert list(dues.values_list("kind", "due_on")) == [
        ("clearing_first", date(2026, 7, 5)),
        ("clearing_second", date(2026, 12, 2)),
    ]
    assert DossierRow.objects.get(dossier=cleared.dossier).next_what == "澄清第一次回访"


def test_the_visits_count_in_the_order_of_their_days(cleared):
    visited(cleared, visited_on=date(2026, 9, 1))
    assert states(cleared.dossier) == {
        ("clearing_first", "once"): "met",
        ("clearing_second", "once"): "open",
    }
    # Entered later, held earlier: it is the first, and both days stand right.
    visited(cleared, visited_on=date(2026, 6, 28))
    assert duty(cleared.dossier, "clearing_second").met_on == date(2026, 9, 1)


def test_a_clearing_dossier_is_closed_by_two_people_after_its_second_visit(cleared):
    visited(cleared, visited_on=date(2026, 6, 28))
    with pytest.raises(NotYet, match="澄清第二次回访"):
        lives.begin_closing(cleared.dossier, basis="已澄清", by=cleared.officer, on=TODAY)
    visited(cleared, visited_on=date(2026, 9, 1))
    act = lives.begin_closing(cleared.dossier, basis="已澄清", by=cleared.officer, on=TODAY)
    lives.confirm(act, version=1, remark="", by=cleared.director, on=TODAY)
    cleared.dossier.refresh_from_db()
    assert cleared.dossier.status == DossierStatus.CLOSED


def test_a_cleared_unit_owes_its_two_visits_too(who):
    dossier = open_dossier(
        owner=who.office, subject_unit=who.unit, kind=DossierKind.CLEARING, by=None, on=TODAY
    )
    reconcile_all(on=TODAY)
    assert Obligation.objects.filter(dossier=dossier).count() == 2
    assert set(possibilities(dossier, today=TODAY)) == {"pause", "resume", "handover", "closing"}


def test_the_cleared_have_no_assessment_plan_or_talk(cleared):
    with pytest.raises(Refused, match="不做研判"):
        assessed(cleared)
    with pytest.raises(Refused, match="不做方案"):
        drafted(cleared)
    with pytest.raises(Refused, match="不做季度谈心谈话"):
        talked(cleared, held_on=TODAY)


def test_a_visit_of_the_cleared_needs_two_officers_as_any(cleared):
    with pytest.raises(Refused, match="两名以上"):
        visited(cleared, team=pair(cleared.officer))


# Closing --------------------------------------------------------------------------------


def finished(who):
    ended = date(2026, 8, 30)
    Dossier.objects.filter(pk=who.dossier.pk).update(
        status=DossierStatus.TRACKING, overall_end=ended, active_to=ended
    )
    Clock.objects.update(end=ended, first_free=ended + timedelta(days=1))
    Obligation.objects.filter(dossier=who.dossier).delete()
    visited(who, visited_on=date(2026, 8, 1))
    for day in (date(2026, 6, 1), date(2026, 8, 20)):
        talked(who, held_on=day)
    # What the execution list owes was looked at on paper before this program came.
    reconcile([who.dossier.pk], on=TODAY)
    executed = Obligation.objects.open().filter(dossier=who.dossier, kind__in=EXECUTED)
    assert executed.update(state=ObligationState.EXEMPT, exempt_reason="启用前已核查") == 3
    who.dossier.refresh_from_db()


def test_closing_looks_at_what_is_still_owed(who):
    Dossier.objects.filter(pk=who.dossier.pk).update(status=DossierStatus.TRACKING)
    with pytest.raises(NotYet) as refusal:
        lives.begin_closing(who.dossier, basis="期满", by=who.officer, on=TODAY)
    assert [sentence[:8] for sentence in refusal.value.sentences] == [
        "党内警告影响期到",
        "还有6项应办事项",
    ]


def test_a_finished_dossier_is_closed_by_two_people(who):
    finished(who)
    assert possibilities(who.dossier, today=TODAY)["closing"] == []
    act = lives.begin_closing(who.dossier, basis="期满", pages=40, by=who.officer, on=TODAY)
    assert possibilities(who.dossier, today=TODAY)["closing"] != []
    lives.confirm(act, version=1, remark="同意", by=who.director, on=TODAY)
    who.dossier.refresh_from_db()
    assert who.dossier.status == DossierStatus.CLOSED
    assert possibilities(who.dossier, today=TODAY) == {}
    with pytest.raises(Refused, match="已销号"):
        visited(who)
    assert Entry.objects.filter(verb="dossier.closed").count() == 1


def test_nothing_closes_by_itself(who):
    finished(who)
    for day in range(0, 400, 40):
        reconcile_all(on=TODAY + timedelta(days=day))
    who.dossier.refresh_from_db()
    assert who.dossier.status == DossierStatus.TRACKING


def test_each_possibility_says_what_it_lacks(who):
    found = possibilities(who.dossier, today=TODAY)
    assert found["resume"] == ["档案没有暂停。"]
    assert found["out-of-scope"] == ["还没有登记开除党籍和开除公职的决定。"]
    assert (found["pause"], found["transfer"], found["died"]) == ([], [], [])
    Suspension.objects.create(dossier=who.dossier, from_on=TODAY, reason=PauseReason.ILL)
    Dossier.objects.update(status=DossierStatus.PAUSED, paused_from=DossierStatus.VISITING)
    who.dossier.refresh_from_db()
    found = possibilities(who.dossier, today=TODAY)
    assert (found["pause"], found["resume"]) == (["档案已在暂停中。"], [])
