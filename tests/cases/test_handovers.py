"""A person moves and a dossier changes hands: access, numbers, helpers, receipts, history."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from cases.actions import (
    accept_handover,
    designate_helper,
    first_policy,
    offer_handover,
    pause_dossier,
    propose_act,
    retire_cadre,
    return_handover,
    transfer_cadre,
    withdraw_handover,
)
from cases.actions.amend import take_back_transfer
from cases.choices import ActKind, HandoverState, Identity, PauseReason
from cases.models import Clock, Decision, Dossier, DossierRow, Handover, Policy, Receipt
from columns.refusal import Refused
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 8, 16)


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def other():
    return factories.office("望川区纪委监委")


@pytest.fixture
def officer(office):
    return factories.user(Role.OFFICER, office, name="陈舟")


@pytest.fixture
def receiver(other):
    return factories.user(Role.OFFICER, other, name="祝余")


@pytest.fixture
def dossier(office):
    return factories.dossier(office)


def offered(dossier, other, officer, to_carrier=None, reason="已调到望川区工作"):
    return offer_handover(
        dossier, to_owner=other, to_carrier=to_carrier, reason=reason, by=officer, on=TODAY
    )


def moved(dossier, to, from_on=FEBRUARY, **more):
    transfer_cadre(
        dossier.cadre, to=to, post="科员", rank="staff", from_on=from_on, by=None, **more
    )


def test_the_old_units_helper_ends_the_day_before_and_a_receipt_is_kept(dossier):
    old = dossier.cadre.unit
    factories.helper(dossier)
    there = factories.work_unit("青禾区民政局")
    moved(dossier, there, handed={dossier.pk: ["回访记录2次"]})
    assert dossier.helpers.get().to_on == date(2026, 8, 15)
    receipt = Receipt.objects.get()
    assert (receipt.holder, receipt.receiver, receipt.on) == (old, there, FEBRUARY)
    assert receipt.items == [
        f"回访档案（编号{dossier.number}）的配合工作",
        "帮扶人冯修远的指定，到2026年8月15日止",
        "回访记录2次",
    ]
    assert DossierRow.objects.get().helper_name == ""


def test_the_old_unit_sees_its_receipt_and_no_more(dossier):
    left = factories.user(Role.UNIT, dossier.cadre.unit)
    there = factories.work_unit("青禾区民政局")
    joined = factories.user(Role.UNIT, there)
    assert Dossier.objects.visible_to(left).count() == 1
    moved(dossier, there)
    assert not Dossier.objects.visible_to(left).exists()
    assert Dossier.objects.visible_to(joined).count() == 1
    assert Receipt.objects.visible_to(left).count() == 1
    assert not Receipt.objects.visible_to(joined).exists()


def test_another_post_in_the_same_unit_hands_nothing_over(dossier):
    factories.helper(dossier)
    moved(dossier, dossier.cadre.unit)
    assert dossier.helpers.get().to_on is None
    assert not Receipt.objects.exists()


def test_a_helper_the_new_unit_has_named_already_stays(dossier):
    factories.helper(dossier)
    dossier.helpers.update(from_on=FEBRUARY)
    moved(dossier, factories.work_unit("青禾区民政局"))
    assert dossier.helpers.get().to_on is None


def test_until_it_is_accepted_the_old_owner_keeps_it(dossier, office, other, officer, receiver):
    handover = offered(dossier, other, officer)
    dossier.refresh_from_db()
    assert dossier.owner == office
    assert handover.due_on == date(2026, 10, 10)
    assert Dossier.objects.visible_to(officer).exists()
    assert not Dossier.objects.visible_to(receiver).exists()
    assert Handover.objects.visible_to(receiver).get() == handover


def test_accepted_it_has_a_new_owner_number_and_handler(dossier, other, officer, receiver):
    old_number = dossier.number
    handover = offered(dossier, other, officer)
    accept_handover(
        handover, version=1, handler=receiver, items=["回访记录2次"], by=receiver, on=TODAY
    )
    dossier.refresh_from_db()
    assert (dossier.owner, dossier.handler, dossier.number) == (other, receiver, "2026-00001")
    assert not Dossier.objects.visible_to(officer).exists()
    assert Dossier.objects.visible_to(receiver).exists()
    assert DossierRow.objects.get().owner == other
    receipt = Receipt.objects.visible_to(officer).get()
    assert (receipt.number, receipt.items) == (
        old_number, [f"回访档案（编号{old_number}）", "回访记录2次"],
    )  # fmt: skip
    assert Decision.objects.get().office == other


def test_running_clocks_follow_the_new_offices_rules(dossier, other, officer, receiver):
    Policy.objects.filter(office=other).update(end_convention="C")
    handover = offered(dossier, other, officer)
    assert Clock.objects.get().end == date(2027, 3, 24)
    accept_handover(handover, version=1, by=receiver, on=TODAY)
    assert Clock.objects.get().end == date(2027, 3, 25)


def test_only_the_other_side_accepts_or_returns(dossier, other, officer):
    handover = offered(dossier, other, officer)
    with pytest.raises(Refused, match="由接收机关的同志"):
        accept_handover(handover, version=1, by=officer, on=TODAY)
    with pytest.raises(Refused, match="由接收机关的同志"):
        return_handover(handover, version=1, reason="不在辖区", by=officer, on=TODAY)


def test_a_return_needs_a_reason_and_leaves_everything(dossier, office, other, officer, receiver):
    handover = offered(dossier, other, officer)
    with pytest.raises(Refused, match="请写明退回的原因"):
        return_handover(handover, version=1, reason=" ", by=receiver, on=TODAY)
    return_handover(handover, version=1, reason="组织关系未转", by=receiver, on=TODAY)
    dossier.refresh_from_db()
    assert (dossier.owner, handover.state, handover.return_reason) == (
        office, HandoverState.RETURNED, "组织关系未转",
    )  # fmt: skip
    assert not Receipt.objects.exists()
    offered(dossier, other, officer)


def test_the_giver_takes_an_offer_back_until_it_is_accepted(dossier, other, officer, receiver):
    handover = offered(dossier, other, officer)
    with pytest.raises(Refused, match="只有移出机关"):
        withdraw_handover(handover, version=1, by=receiver, on=TODAY)
    withdraw_handover(handover, version=1, by=officer, on=TODAY)
    with pytest.raises(Refused, match="刚被他人办理过"):
        accept_handover(handover, version=1, by=receiver, on=TODAY)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda d, o: offered(d, o, None), "已在移交中"),
        (
            lambda d, o: propose_act(
                d, kind=ActKind.DIED, takes_on=TODAY, basis="证明",
                by=factories.user(Role.OFFICER, o), on=TODAY,
            ),
            "等待审批",
        ),
    ],
)  # fmt: skip
def test_what_is_under_way_is_finished_first(dossier, other, officer, spoil, sentence):
    spoil(dossier, other)
    with pytest.raises(Refused, match=sentence):
        offered(dossier, other, officer)


def test_an_offer_names_a_reason_and_an_organ_that_can_take_it(dossier, office, other, officer):
    with pytest.raises(Refused, match="请写明移交的原因"):
        offered(dossier, other, officer, reason=" ")
    with pytest.raises(Refused, match="相同，不需要移交"):
        offered(dossier, office, officer)
    with pytest.raises(Refused, match="不是在用的纪检监察机关"):
        offered(dossier, factories.work_unit("望川区水利局"), officer)
    with pytest.raises(Refused, match="还没有发布本地规则"):
        offered(dossier, factories.office("云岫县纪委监委", policy=False), officer)


def test_a_carrier_alone_may_change_and_then_it_accepts(dossier, office, officer):
    town = factories.office("北渡镇纪委", policy=False)
    inspector = factories.user(Role.INSPECTOR, town, name="江一苇")
    handover = offered(dossier, office, officer, to_carrier=town)
    assert handover.receiver == town
    with pytest.raises(Refused, match="由接收机关的同志"):
        accept_handover(handover, version=1, by=officer, on=TODAY)
    number = dossier.number
    accept_handover(handover, version=1, by=inspector, on=TODAY)
    dossier.refresh_from_db()
    assert (dossier.owner, dossier.carrier, dossier.number) == (office, town, number)
    assert not Receipt.objects.exists()


def test_the_old_carrier_keeps_a_receipt(dossier, office, officer):
    towns = [factories.office(name, policy=False) for name in ("北渡镇纪委", "松岭乡纪委")]
    Dossier.objects.filter(pk=dossier.pk).update(carrier=towns[0])
    dossier.refresh_from_db()
    handover = offered(dossier, office, officer, to_carrier=towns[1])
    inspector = factories.user(Role.INSPECTOR, towns[1])
    accept_handover(handover, version=1, by=inspector, on=TODAY)
    assert [receipt.holder for receipt in Receipt.objects.all()] == [towns[0]]


def test_a_resting_dossier_is_handed_over_resting(dossier, other, officer, receiver):
    pause_dossier(dossier, reason=PauseReason.ABROAD, by=officer, on=TODAY)
    accept_handover(offered(dossier, other, officer), version=1, by=receiver, on=TODAY)
    dossier.refresh_from_db()
    assert dossier.is_paused


def test_the_database_keeps_one_open_offer(dossier, other, officer):
    handover = offered(dossier, other, officer)
    handover.pk = None
    handover.code = "0123456789AB"
    with pytest.raises(IntegrityError), transaction.atomic():
        handover.save()


def test_ended_clocks_keep_the_rules_they_ended_under(office, other, officer, receiver):
    person = factories.cadre(factories.work_unit("青禾区民政局"), name="罗春梅")
    ended = factories.decision(person, office, measure="AW", decided_on=date(2026, 3, 2))
    Policy.objects.filter(office=other).update(end_convention="C")
    handover = offered(ended.dossier, other, officer)
    accept_handover(handover, version=1, by=receiver, on=TODAY)
    assert Clock.objects.get(decision=ended).end == date(2026, 9, 1)


def test_retirement_is_dated_and_may_be_known_ahead(dossier):
    cadre = dossier.cadre
    retire_cadre(
        cadre,
        retired_on=date(2026, 10, 31),
        basis="青人社退〔2026〕8号",
        version=1,
        by=None,
        on=TODAY,
    )
    assert cadre.identity == Identity.CIVIL_SERVANT
    assert cadre.identity_on(date(2026, 10, 30)) == Identity.CIVIL_SERVANT
    assert cadre.identity_on(date(2026, 10, 31)) == Identity.RETIRED
    with pytest.raises(Refused, match="已被他人修改"):
        retire_cadre(cadre, retired_on=TODAY, basis="", version=1, by=None, on=TODAY)


def test_an_impossible_retirement_is_refused(dossier):
    with pytest.raises(Refused, match="与出生年月不符"):
        retire_cadre(
            dossier.cadre, retired_on=date(2021, 1, 1), basis="", version=1, by=None, on=TODAY
        )


def test_a_first_policy_is_enough_to_receive(dossier, officer):
    young = factories.office("云岫县纪委监委", policy=False)
    first_policy(young, at=factories.NOON)
    assert offered(dossier, young, officer).receiver == young


def test_a_transfer_taken_back_takes_its_receipt_and_gives_the_helper_back(dossier):
    factories.helper(dossier)
    moved(dossier, factories.work_unit("青禾区民政局"), from_on=TODAY)
    take_back_transfer(dossier.cadre, by=None, on=TODAY)
    assert not Receipt.objects.exists()
    assert dossier.helpers.get().to_on is None


def test_taken_back_it_leaves_a_helper_named_meanwhile(dossier):
    factories.helper(dossier)
    moved(dossier, factories.work_unit("青禾区民政局"))
    designate_helper(dossier, name="平若水", post="副局长", from_on=TODAY, by=None)
    take_back_transfer(dossier.cadre, by=None, on=TODAY)
    assert [helper.name for helper in dossier.helpers.filter(to_on=None)] == ["平若水"]


def test_a_decision_keeps_what_he_was_on_its_day(dossier, office):
    """Entered after the retirement, decided before it and after it."""
    cadre = dossier.cadre
    retire_cadre(cadre, retired_on=date(2026, 9, 1), basis="退休文件", version=1, by=None, on=TODAY)
    before = factories.decision(cadre, office, measure="AW", decided_on=date(2026, 8, 31))
    after = factories.decision(cadre, office, measure="PSW", decided_on=date(2026, 9, 1))
    assert (before.printed_identity, after.printed_identity) == (
        Identity.CIVIL_SERVANT,
        Identity.RETIRED,
    )
