"""Saved as it was shown or not at all; two people; two clicks; what is returned and withdrawn."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from audit.models import Entry
from cases.models import DecisionEvent
from columns.codes import new_code
from columns.refusal import Refused
from corrections.actions import (
    Differs,
    Hand,
    confirm_correction,
    propose_correction,
    return_correction,
    save_correction,
    what_if,
    withdraw_correction,
)
from corrections.choices import CorrectionKind as K
from corrections.choices import CorrectionState
from corrections.models import Correction
from tests import factories
from tests.corrections.acts import ground, noon
from tests.corrections.tables import contents
from tests.factories import TODAY
from tests.reports.test_races import together

pytestmark = pytest.mark.django_db
CHANGE = {"on": date(2026, 6, 15), "measure": "PW"}
OVERRIDE = {"slot": "bar", "end": date(2027, 7, 8)}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [(K.CHANGED, CHANGE), (K.ANNULLED, {"on": date(2026, 7, 28)}), (K.OVERRIDDEN, OVERRIDE)],
)
def test_showing_changes_not_one_byte(kind, facts):
    here = ground()
    before = contents()
    here.preview(here.act(kind, **facts))
    assert contents() == before


def test_a_refused_act_changes_not_one_byte():
    here = ground()
    before = contents()
    with pytest.raises(Refused):
        here.preview(here.act(K.CHANGED, on=date(2025, 1, 1), measure="PW"))
    assert contents() == before


def test_what_somebody_else_did_meanwhile_is_shown_and_nothing_is_saved():
    here = ground()
    act = here.act(K.CHANGED, **CHANGE)
    read = here.preview(act)
    here.save(here.act(K.OVERRIDDEN, **OVERRIDE))
    before = contents()
    with pytest.raises(Differs) as differs:
        save_correction(here.dossier, act, here.hand(), code=new_code(), shown=read.digest)
    assert contents() == before
    assert differs.value.seen.moves == here.preview(act).moves
    assert differs.value.seen.digest != read.digest


def test_the_second_person_confirms_what_he_has_read():
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    proposed = here.propose(act, here.preview(act))
    here.save(here.act(K.CHANGED, **CHANGE))
    before = contents()
    with pytest.raises(Differs):
        confirm_correction(
            proposed, version=1, shown="what he read before", second=here.hand(here.leader)
        )
    assert contents() == before
    here.confirm(proposed)
    assert here.ends() == {"bar": date(2027, 7, 8)}


def test_a_proposal_moves_nothing_and_is_on_record():
    here = ground()
    before = contents()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    here.propose(act, here.preview(act))
    after = contents()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        "corrections_correction",
        "corrections_correctionhistory",
        "audit_entry",
    }
    entry = Entry.objects.get(verb="correction.proposed")
    assert (entry.actor_id, entry.cadre_id) == (here.officer.pk, here.dossier.cadre_id)
    assert "basis" not in entry.detail


def test_confirmed_the_event_names_both_people():
    here = ground()
    here.save(here.act(K.OVERRIDDEN, **OVERRIDE))
    event = DecisionEvent.objects.get()
    assert (event.entered_by, event.confirmed_by) == (here.officer, here.director)
    assert "陆知行、江望舒" in "".join(here.decision.clocks.get().steps)


def test_the_page_before_it_names_nobody():
    here = ground()
    seen = here.preview(here.act(K.OVERRIDDEN, **OVERRIDE))
    words = "".join(sentence for move in seen.moves for sentence in move.why)
    assert "江望舒" not in words
    assert "陆知行" not in words


def test_without_anybody_to_confirm_it_is_not_even_proposed():
    here = ground()
    for other in (here.director, here.leader):
        type(other).objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(Refused, match="没有其他可以复核的账号"):
        here.preview(here.act(K.OVERRIDDEN, **OVERRIDE))


@pytest.mark.parametrize("kind", [K.OVERRIDDEN, K.REOFFENDED])
def test_what_takes_two_cannot_be_saved_by_one(kind):
    here = ground()
    with pytest.raises(Refused, match="须由另一位同志复核"):
        save_correction(
            here.dossier, here.act(kind, **OVERRIDE), here.hand(), code=new_code(), shown=""
        )


def test_what_one_may_save_is_not_proposed():
    here = ground()
    act = here.act(K.CHANGED, **CHANGE)
    with pytest.raises(Refused, match="请直接保存"):
        propose_correction(here.dossier, act, here.hand(), code=new_code(), shown="")


def test_the_same_proposal_waits_once():
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    here.propose(act, here.preview(act))
    with pytest.raises(Refused, match="已有一份正在等待复核"):
        here.propose(act, here.preview(act))
    again = here.further(K.REOFFENDED, measure="PW", decided_on=date(2026, 8, 20))
    here.propose(again, here.preview(again))
    with pytest.raises(Refused, match="已有一份正在等待复核"):
        here.propose(again, here.preview(again))


def test_a_form_sent_twice_makes_one_correction():
    here = ground()
    act, code = here.act(K.CHANGED, **CHANGE), new_code()
    shown = here.preview(act).digest
    first = save_correction(here.dossier, act, here.hand(), code=code, shown=shown)
    assert save_correction(here.dossier, act, here.hand(), code=code, shown=shown) == first
    assert DecisionEvent.objects.count() == 1


def test_what_is_returned_says_why_and_moves_nothing():
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    proposed = here.propose(act, here.preview(act))
    with pytest.raises(Refused, match="请填写退回意见"):
        return_correction(proposed, version=1, reason=" ", by=here.leader, on=TODAY)
    with pytest.raises(Refused, match="须由两个人办理"):
        return_correction(proposed, version=1, reason="请补充", by=here.officer, on=TODAY)
    back = return_correction(proposed, version=1, reason="请补充纪要", by=here.leader, on=TODAY)
    assert (back.state, back.return_reason) == (CorrectionState.RETURNED, "请补充纪要")
    assert here.ends() == {"bar": date(2027, 7, 7)}
    with pytest.raises(Refused, match="刚被他人办理过"):
        here.confirm(back)
    withdraw_correction(back, version=back.version, by=here.officer, on=TODAY)
    assert Correction.objects.get().state == CorrectionState.WITHDRAWN


def test_only_its_own_writer_withdraws_a_proposal():
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    proposed = here.propose(act, here.preview(act))
    with pytest.raises(Refused, match="只有登记人可以撤回"):
        withdraw_correction(proposed, version=1, by=here.leader, on=TODAY)
    with pytest.raises(Refused, match="刚被他人办理过"):
        withdraw_correction(proposed, version=2, by=here.officer, on=TODAY)


FALSE = [
    {"settled_by": "officer", "settled_on": TODAY},
    {"state": CorrectionState.APPLIED},
    {"state": CorrectionState.RETURNED},
    {"basis": ""},
    {"settled_by": "leader"},
    {"kind": K.CHANGED},
]


@pytest.mark.parametrize("columns", FALSE)
def test_the_database_keeps_the_rule_of_two(columns):
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    proposed = here.propose(act, here.preview(act))
    people = {"officer": here.officer, "leader": here.leader}
    told = {name: people.get(value, value) for name, value in columns.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=proposed.pk).update(**told)


def test_two_clicks_at_the_same_moment_save_once(committed_db):
    here = ground()
    act, code = here.act(K.CHANGED, **CHANGE), new_code()
    shown = here.preview(act).digest

    def click():
        return save_correction(here.dossier, act, here.hand(), code=code, shown=shown).pk

    one, other = together(click, click)
    assert one == other
    assert (Correction.objects.count(), DecisionEvent.objects.count()) == (1, 1)


def test_two_people_confirm_at_once_and_one_of_them_did(committed_db):
    here = ground()
    act = here.act(K.OVERRIDDEN, **OVERRIDE)
    proposed = here.propose(act, here.preview(act))

    def confirming(second):
        rehearsed = Hand(by=here.officer, on=TODAY, at=noon(TODAY), second=second)
        shown = what_if(here.dossier, act, rehearsed, seen_by=second).digest
        own = Correction.objects.get(pk=proposed.pk)
        return lambda: (
            confirm_correction(own, version=1, shown=shown, second=here.hand(second)).state
        )

    answers = together(confirming(here.director), confirming(here.leader))
    assert sorted(map(str, answers)) == ["applied", "这项变动刚被他人办理过，请刷新页面后查看。"]
    assert DecisionEvent.objects.count() == 1


def test_a_preview_holds_nobody_up(committed_db):
    """Its locks go with its savepoint: two previews of one person pass one another."""
    here = ground()
    act = here.act(K.CHANGED, **CHANGE)
    seen = together(lambda: here.preview(act).digest, lambda: here.preview(act).digest)
    assert seen[0] == seen[1]


def test_another_office_neither_sees_nor_finds_it():
    here = ground()
    here.save(here.act(K.CHANGED, **CHANGE))
    stranger = factories.user(here.officer.role, factories.office("青禾区纪委监委"))
    assert Correction.objects.visible_to(stranger).count() == 0
    assert Correction.objects.visible_to(here.leader).count() == 1
