"""What needs two people happens only when the second agrees, and then whole."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from audit.mac import digest_of
from audit.models import Entry
from cases.actions import (
    NotYet,
    confirm_act,
    designate_helper,
    move_dossier,
    pause_dossier,
    propose_act,
    propose_closing,
    resume_dossier,
    return_act,
    withdraw_act,
)
from cases.choices import (
    WORKING_STATUSES,
    ActKind,
    ActState,
    DossierStatus,
    EndReason,
    PauseReason,
)
from cases.models import Clock, Dossier, DossierAct, DossierRow, Suspension
from columns.refusal import Refused
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 1)


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def officer(office):
    return factories.user(Role.OFFICER, office, name="陈舟")


@pytest.fixture
def director(office):
    return factories.user(Role.DIRECTOR, office, name="杨主任")


@pytest.fixture
def dossier(office):
    """Decided 2026-03-25; opened today."""
    return factories.dossier(office)


def proposed(dossier, officer, kind=ActKind.PAUSE, takes_on=MAY, **facts):
    if kind == ActKind.PAUSE:
        facts = {"pause_reason": PauseReason.ILL, **facts}
    return propose_act(
        dossier, kind=kind, takes_on=takes_on, basis="单位书面说明", by=officer, on=TODAY, **facts
    )


def agreed(act, director, **more):
    confirm_act(act, version=act.version, by=director, on=TODAY, **more)


def settled(dossier):
    """As if everything but closing were done."""
    Dossier.objects.filter(pk=dossier.pk).update(
        status=DossierStatus.TRACKING, active_to=date(2026, 8, 30), overall_end=date(2026, 8, 30)
    )
    Clock.objects.filter(cadre=dossier.cadre).update(
        end=date(2026, 8, 30), first_free=date(2026, 8, 31)
    )
    dossier.refresh_from_db()


def test_a_proposed_pause_pauses_nothing(dossier, officer):
    proposed(dossier, officer)
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.REGISTERED
    assert not Suspension.objects.exists()


def test_an_agreed_pause_says_who_entered_and_who_approved(dossier, officer, director):
    act = proposed(dossier, officer, expected_on=date(2026, 12, 1))
    agreed(act, director, remark="同意")
    dossier.refresh_from_db()
    assert (dossier.status, dossier.paused_from) == ("paused", "registered")
    rest = Suspension.objects.get()
    assert (rest.from_on, rest.to_on, rest.reason, rest.expected_on) == (
        MAY, None, PauseReason.ILL, date(2026, 12, 1),
    )  # fmt: skip
    assert (rest.entered_by, rest.approved_by, rest.approved_on) == (officer, director, TODAY)
    assert DossierAct.objects.get().state == ActState.CONFIRMED
    assert Entry.objects.filter(verb="dossier.pause_confirmed", actor_id=director.pk).exists()


def test_nobody_agrees_to_his_own_proposal(dossier, director):
    act = proposed(dossier, director)
    with pytest.raises(Refused, match="另一位同志审批"):
        agreed(act, director)
    with pytest.raises(IntegrityError), transaction.atomic():
        DossierAct.objects.filter(pk=act.pk).update(
            state=ActState.CONFIRMED, decided_by=director, decided_on=TODAY
        )


def test_the_second_of_two_who_agree_at_once_is_told(dossier, officer, director):
    act = proposed(dossier, officer)
    other = DossierAct.objects.get(pk=act.pk)
    agreed(act, director)
    with pytest.raises(Refused, match="刚被他人办理过"):
        agreed(other, director)
    assert Suspension.objects.count() == 1


def test_a_page_opened_before_a_change_is_refused(dossier, officer, director):
    act = proposed(dossier, officer)
    with pytest.raises(Refused, match="刚被他人办理过"):
        confirm_act(act, version=act.version + 1, by=director, on=TODAY)
    assert not Suspension.objects.exists()


def test_one_proposal_at_a_time(dossier, officer):
    proposed(dossier, officer)
    with pytest.raises(Refused, match="已有一件“暂停”在等待审批"):
        proposed(dossier, officer, kind=ActKind.DIED)


def test_a_returned_proposal_keeps_its_reason_and_frees_the_way(dossier, officer, director):
    act = proposed(dossier, officer)
    with pytest.raises(Refused, match="请写明退回的原因"):
        return_act(act, version=act.version, remark=" ", by=director, on=TODAY)
    return_act(act, version=act.version, remark="请补充医院证明", by=director, on=TODAY)
    assert (act.state, act.remark, act.decided_by) == ("returned", "请补充医院证明", director)
    proposed(dossier, officer)


def test_only_the_proposer_takes_a_proposal_back(dossier, officer, director):
    act = proposed(dossier, officer)
    with pytest.raises(Refused, match="只有提出人可以撤回"):
        withdraw_act(act, version=act.version, by=director, on=TODAY)
    with pytest.raises(Refused, match="不再办理的，请撤回"):
        return_act(act, version=act.version, remark="重写", by=officer, on=TODAY)
    withdraw_act(act, version=act.version, by=officer, on=TODAY)
    assert DossierAct.objects.get().state == ActState.WITHDRAWN


def test_a_basis_is_needed(dossier, officer):
    with pytest.raises(Refused, match="请写明依据"):
        propose_act(
            dossier, kind=ActKind.DIED, takes_on=MAY, basis=" ", by=officer, on=TODAY
        )  # fmt: skip


@pytest.mark.parametrize(
    ("takes_on", "sentence"),
    [(date(2026, 10, 1), "还没有到这一天"), (date(2026, 3, 24), "不能早于档案的起始日")],
)
def test_a_pause_outside_the_dossiers_life_is_refused(dossier, officer, takes_on, sentence):
    with pytest.raises(Refused, match=sentence):
        proposed(dossier, officer, takes_on=takes_on)
    assert not DossierAct.objects.exists()


def test_what_another_did_meanwhile_is_found_when_agreeing(dossier, officer, director):
    """The pause was proposed from May; since then one from April to May was entered by hand."""
    act = proposed(dossier, officer)
    Suspension.objects.create(
        dossier=dossier, from_on=date(2026, 4, 1), to_on=MAY, reason=PauseReason.ABROAD
    )
    with pytest.raises(Refused, match="重叠"), transaction.atomic():
        agreed(act, director)
    assert DossierAct.objects.get().state == ActState.PROPOSED


def test_a_pause_is_ended_early_and_its_place_is_found_again(dossier, officer, director):
    move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=MAY)
    agreed(proposed(dossier, officer, expected_on=date(2026, 12, 1)), director)
    back = proposed(dossier, officer, kind=ActKind.RESUME, takes_on=date(2026, 6, 1))
    agreed(back, director)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.paused_from) == ("assessing", "")
    assert Suspension.objects.get().to_on == date(2026, 5, 31)


def test_resuming_needs_a_pause_and_a_day_within_it(dossier, officer, director):
    with pytest.raises(Refused, match="没有暂停"):
        proposed(dossier, officer, kind=ActKind.RESUME)
    agreed(proposed(dossier, officer), director)
    with pytest.raises(Refused, match="不能早于暂停的起始日"):
        proposed(dossier, officer, kind=ActKind.RESUME, takes_on=date(2026, 4, 30))
    with pytest.raises(Refused, match="不能暂停"):
        proposed(dossier, officer)


def test_death_by_two_people_ends_what_was_under_way(dossier, officer, director):
    agreed(proposed(dossier, officer), director)
    died = proposed(dossier, officer, kind=ActKind.DIED, takes_on=date(2026, 5, 3))
    agreed(died, director)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.ended_as, dossier.ended_on, dossier.closed_on) == (
        DossierStatus.ENDED, EndReason.DIED, date(2026, 5, 3), TODAY,
    )  # fmt: skip
    assert dossier.active_to == date(2026, 5, 3)
    assert Suspension.objects.get().to_on == date(2026, 5, 3)
    assert DossierRow.objects.get().is_open is False


def test_a_death_tomorrow_is_refused(dossier, officer):
    with pytest.raises(Refused, match="还没有到，请核对"):
        proposed(dossier, officer, kind=ActKind.DIED, takes_on=date(2026, 10, 1))


def test_out_of_scope_needs_both_decisions(dossier, office, officer, director):
    with pytest.raises(Refused, match="还没有登记开除党籍和开除公职"):
        proposed(dossier, officer, kind=ActKind.OUT_OF_SCOPE, takes_on=TODAY)
    for measure, number in (("PE", "临纪〔2026〕802号"), ("AX", "临监〔2026〕803号")):
        factories.decision(
            dossier.cadre, office, measure=measure, decided_on=date(2026, 9, 1), number=number
        )
    act = proposed(dossier, officer, kind=ActKind.OUT_OF_SCOPE, takes_on=date(2026, 9, 1))
    agreed(act, director)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.ended_as) == ("ended", EndReason.OUT_OF_SCOPE)


def closing(dossier, officer, duties=(), **facts):
    return propose_closing(
        dossier, basis="影响期届满", open_duties=duties, by=officer, on=TODAY, pages=36, **facts
    )


def test_closing_waits_in_its_own_stage_for_the_second_person(dossier, officer, director):
    settled(dossier)
    act = closing(dossier, officer, note="综合评价良好")
    assert dossier.status == DossierStatus.CLOSING
    agreed(act, director)
    dossier.refresh_from_db()
    assert (dossier.status, dossier.closed_on) == (DossierStatus.CLOSED, TODAY)
    assert (act.note, act.pages, act.was) == ("综合评价良好", 36, "tracking")


def test_closing_is_refused_with_everything_that_is_missing(dossier, officer):
    with pytest.raises(NotYet) as refusal:
        closing(dossier, officer, duties=["首次回访"])
    assert len(refusal.value.sentences) == 3
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.REGISTERED


def test_what_opened_meanwhile_stops_the_closing(dossier, officer, director):
    settled(dossier)
    act = closing(dossier, officer)
    with pytest.raises(NotYet, match="首次回访"), transaction.atomic():
        agreed(act, director, open_duties=["首次回访"])
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.CLOSING


def test_a_returned_closing_goes_back_to_where_it_came_from(dossier, officer, director):
    settled(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.CONCLUDED)
    dossier.refresh_from_db()
    act = closing(dossier, officer, without_letter="无职党员", informed_on=TODAY)
    return_act(act, version=act.version, remark="缺回执", by=director, on=TODAY)
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.CONCLUDED


def test_a_closed_dossier_is_only_read(dossier, officer, director):
    settled(dossier)
    agreed(closing(dossier, officer), director)
    dossier.refresh_from_db()
    with pytest.raises(Refused, match="已销号"):
        proposed(dossier, officer)
    with pytest.raises(Refused, match="不再指定帮扶人"):
        designate_helper(dossier, name="袁见微", post="书记", from_on=TODAY, by=officer)
    with pytest.raises(Refused, match="不能转入"):
        move_dossier(dossier, to=DossierStatus.ASSESSING, by=officer, on=TODAY)


@pytest.mark.parametrize("status", sorted(WORKING_STATUSES - {DossierStatus.ASSESSING}))
def test_a_further_decision_leads_back_to_assessing_from_everywhere(dossier, status):
    Dossier.objects.filter(pk=dossier.pk).update(status=status)
    dossier.refresh_from_db()
    move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=TODAY, reason="新的处分决定")
    assert dossier.status == DossierStatus.ASSESSING
    assert Entry.objects.get(verb="dossier.assessing").detail["reason"] == digest_of("新的处分决定")


def test_sent_back_while_closing_the_proposal_goes_too(dossier, officer):
    settled(dossier)
    closing(dossier, officer)
    move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=TODAY, reason="再犯")
    assert DossierAct.objects.get().state == ActState.WITHDRAWN


def test_sent_back_while_it_rests_it_goes_on_resting(dossier):
    Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.VISITING)
    dossier.refresh_from_db()
    pause_dossier(dossier, reason=PauseReason.FILED, by=None, on=MAY)
    move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=MAY, reason="再犯")
    assert (dossier.status, dossier.paused_from) == ("paused", "assessing")
    resume_dossier(dossier, by=None, on=date(2026, 6, 1))
    assert dossier.status == DossierStatus.ASSESSING


def test_a_resting_dossier_takes_no_other_step(dossier):
    pause_dossier(dossier, reason=PauseReason.FILED, by=None, on=MAY)
    with pytest.raises(Refused, match="暂停"):
        move_dossier(dossier, to=DossierStatus.TRACKING, by=None, on=MAY)


@pytest.mark.parametrize(
    "broken",
    [
        {"ended_as": "died"},
        {"ended_on": TODAY},
    ],
)
def test_an_end_has_both_day_and_reason(dossier, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**broken)


def test_only_one_pause_is_open(dossier):
    Suspension.objects.create(dossier=dossier, from_on=MAY, reason=PauseReason.ILL)
    with pytest.raises(IntegrityError), transaction.atomic():
        Suspension.objects.create(dossier=dossier, from_on=TODAY, reason=PauseReason.ILL)
