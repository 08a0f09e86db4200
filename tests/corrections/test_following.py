"""What follows an act in the dossier: letters, plan, stage, 澄清, and all of that taken back."""

from datetime import date

import pytest

from cases.actions.pauses import pause_dossier
from cases.choices import DossierKind, DossierStatus, EventKind
from cases.models import Decision, DecisionEvent, Dossier, DossierRow
from columns.refusal import Refused
from corrections.choices import CorrectionKind as K
from corrections.facts.papers import papers_to_correct
from corrections.rules.moves import CORRECT, RECALL, REFRESH
from reports.choices import LetterStatus
from tests.corrections.acts import Ground, ground, told
from tests.factories import TODAY
from tests.reports.letters import Desk
from tests.visits.people import people, submitted, talked, visited
from visits.choices import ObligationState, PlanStatus
from visits.models import Obligation, Plan

pytestmark = pytest.mark.django_db
# 党内警告 of 2026-03-25, as the factories have it.
AGAIN = {"measure": "PSW", "decided_on": date(2026, 8, 20)}


def of_desk(desk: Desk) -> Ground:
    return Ground(
        office=desk.unit,
        officer=desk.writer,
        director=desk.second,
        leader=desk.leader,
        dossier=desk.dossier,
        decision=desk.dossier.decisions.get(),
    )


def of_people(who) -> Ground:
    return Ground(
        office=who.office,
        officer=who.officer,
        director=who.director,
        leader=who.leader,
        dossier=who.dossier,
        decision=who.dossier.decisions.get(),
    )


def tasks(seen):
    return [move.task for move in seen.tasks]


# Letters --------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["drafted", "submitted", "approved"])
def test_a_new_offence_withdraws_a_letter_that_has_not_left(stage):
    desk = Desk()
    letter = getattr(desk, stage)()
    here = of_desk(desk)
    here.save(here.further(K.REOFFENDED, **AGAIN))
    letter.refresh_from_db()
    assert letter.status == LetterStatus.WITHDRAWN
    assert letter.withdraw_reason.startswith("再次受到处分")


def test_a_letter_that_is_out_is_to_be_recalled_by_hand():
    desk = Desk()
    letter = desk.issued()
    desk.reload()
    here = of_desk(desk)
    saved = here.save(here.further(K.REOFFENDED, **AGAIN))
    letter.refresh_from_db()
    assert letter.status == LetterStatus.ISSUED
    (paper,) = [move for move in saved.told if move.task]
    assert (paper.task, paper.what) == (RECALL, f"回访情况反馈函（{letter.number}）")
    desk.reload()
    assert desk.dossier.status == DossierStatus.ASSESSING


def test_a_change_lists_the_letters_that_quote_it():
    desk = Desk()
    desk.issued()
    desk.reload()
    here = of_desk(desk)
    act = here.act(K.CHANGED, on=date(2026, 8, 20), measure="PSW")
    assert tasks(here.preview(act)) == [CORRECT]
    assert papers_to_correct([desk.dossier], today=TODAY) == []
    here.save(act)
    (paper,) = papers_to_correct([desk.dossier], today=TODAY)
    assert [(quote.said, quote.now) for quote in paper.quotes] == [
        (
            f"2026年3月25日党内警告处分（{here.decision.document.organ_name}"
            f"{here.decision.document.number}）",
            f"2026年3月25日党内严重警告处分（{here.decision.document.organ_name}"
            f"{here.decision.document.number}）",
        ),
        (
            "党内警告处分影响期2026年3月25日至2027年3月24日",
            "党内严重警告处分影响期2026年3月25日至2027年9月24日",
        ),
    ]


def test_a_draft_is_only_to_be_refreshed():
    desk = Desk()
    letter = desk.written()
    here = of_desk(desk)
    saved = here.save(here.act(K.CHANGED, on=date(2026, 8, 20), measure="PSW"))
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT
    assert [move.task for move in saved.told if move.task] == [REFRESH]


def test_a_later_letter_that_tells_it_right_ends_the_list():
    desk = Desk()
    desk.issued()
    desk.reload()
    here = of_desk(desk)
    here.save(here.act(K.CHANGED, on=date(2026, 8, 20), measure="PSW"))
    assert len(papers_to_correct([desk.dossier], today=TODAY)) == 1
    desk.issued()
    assert papers_to_correct([desk.dossier], today=TODAY) == []


# Plan and stage -------------------------------------------------------------------------------


def test_a_plan_under_approval_goes_back_to_its_writer():
    who = people()
    plan = submitted(who)
    here = of_people(who)
    saved = here.save(here.further(K.MISSED, **AGAIN))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.RETURNED
    assert told(saved, "plan") == [("一人一策方案第1版", "待主任审批", "已退回")]
    who.dossier.refresh_from_db()
    assert who.dossier.status == DossierStatus.ASSESSING


def test_a_dossier_that_rests_goes_on_from_assessment():
    here = ground()
    for status in (DossierStatus.ASSESSING, DossierStatus.PLAN_PENDING, DossierStatus.VISITING):
        Dossier.objects.filter(pk=here.dossier.pk).update(status=status)
    here.dossier.refresh_from_db()
    pause_dossier(here.dossier, reason="长期病假", by=here.officer, on=TODAY)
    saved = here.preview(here.further(K.REOFFENDED, **AGAIN))
    assert "档案正在暂停，恢复办理后从研判开始。" in saved.notes
    here.save(here.further(K.REOFFENDED, **AGAIN))
    here.dossier.refresh_from_db()
    assert (here.dossier.status, here.dossier.paused_from) == (
        DossierStatus.PAUSED,
        DossierStatus.ASSESSING,
    )


def test_a_late_entry_of_an_old_decision_leaves_the_plan_alone():
    who = people()
    plan = submitted(who)
    here = of_people(who)
    here.save(here.further(K.ADDED, measure="AD1", decided_on=date(2026, 3, 25)))
    plan.refresh_from_db()
    assert plan.status == PlanStatus.SUBMITTED
    who.dossier.refresh_from_db()
    assert who.dossier.status == DossierStatus.PLAN_PENDING


def test_talks_follow_the_new_end():
    """党内警告 ends on 2026-07-07, 严重警告 on 2027-01-07: the third quarter owes nothing."""
    here = ground(decided_on=date(2025, 7, 8))
    here.preview(here.act(K.CHANGED, on=date(2026, 8, 1), measure="PW"))
    saved = here.save(here.act(K.CHANGED, on=date(2026, 8, 1), measure="PW"))
    assert ("2026年第三季度谈心谈话", "2026年9月30日前办", "已撤回") in told(saved, "duty")
    third = Obligation.objects.get(dossier=here.dossier, period="2026Q3")
    assert third.state == ObligationState.WITHDRAWN


def test_expelled_from_both_he_leaves_the_scope():
    here = ground(measure="PE")
    here.save(here.further(K.REOFFENDED, measure="AX", decided_on=date(2026, 8, 20)))
    here.dossier.refresh_from_db()
    assert here.dossier.status == DossierStatus.ENDED


# 撤销转澄清 -----------------------------------------------------------------------------------


def test_an_annulled_person_is_in_no_list_and_is_visited_on():
    here = ground()
    saved = here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    row = DossierRow.objects.get(dossier=here.dossier)
    assert (row.is_open, row.measures, row.measure_codes) == (False, "", [])
    clearing = saved.opened
    assert (clearing.kind, clearing.owner, clearing.cadre) == (
        DossierKind.CLEARING,
        here.office,
        here.dossier.cadre,
    )
    assert ("澄清回访档案", "无", "新立，已建档") in told(saved, "dossier")
    restored = [what for what, _, _ in told(saved, "execution") if "名誉" in what]
    assert len(restored) == 1


def test_while_another_decision_stands_the_dossier_goes_on():
    here = ground()
    other = here.save(here.further(K.ADDED, measure="AD1", decided_on=date(2026, 1, 8))).decision
    saved = here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    assert saved.opened is None
    here.dossier.refresh_from_db()
    assert here.dossier.is_open
    row = DossierRow.objects.get(dossier=here.dossier)
    assert row.measure_codes == [other.measure_id]


def test_a_closed_dossier_is_cleared_too():
    here = ground(decided_on=date(2024, 3, 1))
    Dossier.objects.filter(pk=here.dossier.pk).update(status=DossierStatus.CLOSED, closed_on=TODAY)
    here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    here.dossier.refresh_from_db()
    assert here.dossier.status == DossierStatus.CLEARED


def test_a_mistaken_annulment_is_taken_back_with_its_dossier():
    here = ground()
    before = here.ends()
    annulled = here.save(here.act(K.ANNULLED, on=date(2026, 7, 28)))
    back = here.act(K.EVENT_VOIDED, event=annulled.event_id, basis="录错了人")
    saved = here.save(back)
    here.dossier.refresh_from_db()
    assert (here.dossier.status, here.dossier.closed_on) == (DossierStatus.REGISTERED, None)
    assert here.ends() == before
    annulled.opened.refresh_from_db()
    assert annulled.opened.status == DossierStatus.VOID
    event = DecisionEvent.objects.get(kind=EventKind.ANNULLED)
    assert (event.void_reason, event.voided_by) == ("录错了人", here.officer)
    assert saved.settled_by == here.director


# Taken back and put right ---------------------------------------------------------------------


def test_an_override_taken_back_stays_visible_and_counts_no_more():
    here = ground()
    made = here.save(here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 8)))
    act = here.act(K.OVERRIDE_WITHDRAWN, event=made.event_id, basis="会议纪要已废止")
    here.save(act)
    assert here.ends() == {"bar": date(2027, 7, 7)}
    assert made.event.decision.events.get().void_reason == "会议纪要已废止"
    # And another may be settled now.
    here.save(here.act(K.OVERRIDDEN, slot="bar", end=date(2027, 7, 9)))
    assert here.ends() == {"bar": date(2027, 7, 9)}


def test_a_voided_decision_takes_its_empty_dossier_along():
    here = ground()
    here.save(here.act(K.DECISION_VOIDED, basis="应登记在同名的另一名同志名下"))
    here.dossier.refresh_from_db()
    here.decision.refresh_from_db()
    assert (here.dossier.status, here.decision.void_reason) == (
        DossierStatus.VOID,
        "应登记在同名的另一名同志名下",
    )
    assert here.ends() == {}


def test_a_dossier_in_which_people_have_worked_is_not_taken_back():
    who = people()
    visited(who)
    talked(who, held_on=date(2026, 6, 25))
    here = of_people(who)
    with pytest.raises(Refused, match="已有回访1次、谈心谈话1次"):
        here.preview(here.act(K.DECISION_VOIDED))


def test_a_typing_error_moves_what_rests_on_it():
    here = ground()
    paper = here.decision.document
    act = here.act(
        K.TYPED_WRONG,
        measure="PSW",
        decided_on=date(2026, 1, 18),
        organ_name=paper.organ_name,
        number="临纪〔2026〕1号",
    )
    saved = here.save(act)
    here.decision.refresh_from_db()
    assert here.decision.decided_on == date(2026, 1, 18)
    assert here.ends() == {"bar": date(2027, 7, 17)}
    assert [what.rpartition(" ")[2] for what, _, _ in told(saved, "decision")] == [
        "决定日期",
        "文号",
    ]


def test_the_status_of_that_day_can_be_put_right():
    here = ground("AW")
    paper = here.decision.document
    act = here.act(
        K.TYPED_WRONG,
        measure="AW",
        decided_on=date(2026, 1, 8),
        organ_name=paper.organ_name,
        number=paper.number,
        identity="institution_staff",
    )
    saved = here.save(act)
    here.decision.refresh_from_db()
    assert here.decision.printed_identity == "institution_staff"
    assert told(saved, "decision") == [
        ("政务警告（2026年1月8日） 当时的人员身份", "公务员", "事业单位工作人员")
    ]


def test_a_late_entry_may_say_what_he_was_then():
    here = ground("AW", politics="masses")
    with pytest.raises(Refused, match="只适用于中共党员"):
        here.preview(here.further(K.ADDED, measure="PW", decided_on=date(2025, 3, 1)))
    then = here.further(K.ADDED, measure="PW", decided_on=date(2025, 3, 1), politics="member")
    assert here.save(then).decision.printed_politics == "member"


def test_the_probation_of_case_ten_is_extended_to_its_limit():
    here = ground("PP1", date(2025, 5, 12))
    saved = here.save(here.act(K.EXTENDED, on=date(2026, 5, 11)))
    assert here.ends()["probation"] == date(2027, 5, 11)
    assert told(saved, "clock")[0] == (
        "留党察看一年（2025年5月12日）察看期",
        "2025年5月12日至2026年5月11日",
        "2025年5月12日至2027年5月11日",
    )


def test_rights_restored_start_the_bar_of_case_nine():
    here = ground("PP1", date(2025, 7, 18))
    saved = here.save(
        here.act(
            K.RESTORED,
            on=date(2026, 7, 18),
            publicity_from=date(2026, 8, 3),
            publicity_to=date(2026, 8, 9),
        )
    )
    assert here.ends()["bar"] == date(2028, 7, 17)
    assert ("档案2026-00001 最后届满日", "待恢复党员权利后确定", "2028年7月17日") in told(
        saved, "dossier"
    )


def test_a_further_decision_of_another_system_runs_beside():
    here = ground()
    saved = here.save(here.further(K.ADDED, measure="AD1", decided_on=date(2026, 1, 8)))
    assert Decision.objects.filter(dossier=here.dossier).count() == 2
    assert told(saved, "clock") == [
        ("政务记过（2026年1月8日）影响期", "无", "2026年1月8日至2027年1月7日")
    ]


def test_plans_are_not_touched_by_a_preview():
    who = people()
    submitted(who)
    here = of_people(who)
    here.preview(here.further(K.REOFFENDED, **AGAIN))
    assert Plan.objects.get().status == PlanStatus.SUBMITTED
