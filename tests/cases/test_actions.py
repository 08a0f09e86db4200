"""A saved decision has its clock and its dossier; a correction moves them; nothing is half done."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.roles import Role
from audit.models import Entry
from cases.actions import (
    DecisionFacts,
    designate_helper,
    edit_cadre,
    end_dossier,
    move_dossier,
    pause_dossier,
    record_event,
    refresh_rows,
    register_decision,
    resume_dossier,
    take_numbers,
    transfer_cadre,
)
from cases.choices import DecisionStatus, DossierStatus, EventKind
from cases.models import Cadre, Clock, Decision, Dossier, DossierRow, Policy, Posting
from columns.refusal import Refused
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def person():
    return factories.cadre(factories.work_unit())


def test_a_decision_brings_clock_and_dossier(office, person):
    decision = factories.decision(person, office, decided_on=date(2026, 3, 25))
    clock = Clock.objects.get(decision=decision)
    assert (clock.start, clock.end) == (date(2026, 3, 25), date(2027, 3, 24))
    assert clock.first_free == date(2027, 3, 25)
    assert clock.steps
    dossier = decision.dossier
    assert (dossier.active_from, dossier.active_to) == (date(2026, 3, 25), date(2027, 3, 24))
    assert dossier.overall_end == date(2027, 3, 24)
    assert dossier.status == DossierStatus.REGISTERED


def test_a_second_decision_joins_the_open_dossier(office, person):
    party = factories.decision(person, office, measure="PW", number="临纪〔2026〕900号")
    state = factories.decision(person, office, measure="AD2", number="临纪〔2026〕900号")
    assert party.dossier == state.dossier
    assert party.document == state.document
    assert Dossier.objects.get().overall_end == date(2027, 9, 24)


def test_the_same_system_on_the_same_paper_is_refused(office, person):
    factories.decision(person, office, measure="PW", number="临纪〔2026〕901号")
    with pytest.raises(Refused, match="同一体系只登记一项"):
        factories.decision(person, office, measure="PSW", number="临纪〔2026〕901号")
    assert Decision.objects.count() == 1


def test_a_refused_decision_leaves_nothing_behind(office, person):
    with pytest.raises(Refused):
        factories.decision(person, office, decided_on=date(2031, 5, 1))
    assert not Decision.objects.exists()
    assert not Dossier.objects.exists()
    assert not Clock.objects.exists()


def test_what_an_outsider_cannot_receive_is_refused(office):
    outsider = factories.cadre(factories.work_unit(), politics="masses")
    with pytest.raises(Refused):
        factories.decision(outsider, office, measure="PW")


def test_expelled_and_dismissed_has_decisions_but_no_dossier(office, person):
    factories.decision(person, office, measure="PE", number="临纪〔2026〕902号")
    last = factories.decision(person, office, measure="AX", number="临纪〔2026〕903号")
    assert last.dossier is None


def test_changed_to_lighter_runs_from_the_original_day(office, person):
    decision = factories.decision(person, office, measure="PSW", decided_on=date(2026, 1, 8))
    record_event(
        decision, kind=EventKind.CHANGED, event_on=date(2026, 6, 15), measure_id="PW",
        by=None, on=TODAY,
    )  # fmt: skip
    assert Clock.objects.get().end == date(2027, 1, 7)
    decision.refresh_from_db()
    assert decision.status == DecisionStatus.CHANGED


def test_annulling_the_last_decision_closes_the_dossier(office, person):
    decision = factories.decision(person, office, measure="PW", decided_on=date(2026, 3, 2))
    record_event(
        decision, kind=EventKind.ANNULLED, event_on=date(2026, 7, 28),
        by=None, on=TODAY,
    )  # fmt: skip
    assert not Clock.objects.exists()
    assert Dossier.objects.get().status == DossierStatus.CLEARED
    row = DossierRow.objects.get()
    assert (row.status, row.is_open) == (DossierStatus.CLEARED, False)


def test_awaiting_restoration_keeps_the_dossier_open_ended(office, person):
    factories.decision(person, office, measure="PP1", decided_on=date(2025, 7, 18))
    dossier = Dossier.objects.get()
    assert dossier.awaiting_restoration
    assert dossier.active_to is None
    assert [(clock.kind, clock.end) for clock in Clock.objects.order_by("slot")] == [
        ("bar", None), ("probation", date(2026, 7, 17)),
    ]  # fmt: skip


def test_an_end_before_duties_begin_opens_in_tracking(office, person):
    Policy.objects.update(duties_from=date(2026, 7, 1))
    decision = factories.decision(person, office, measure="AW", decided_on=date(2025, 1, 10))
    assert decision.dossier.status == DossierStatus.TRACKING
    assert DossierRow.objects.get().status == DossierStatus.TRACKING


def test_the_list_row_says_what_the_truth_says(office, person):
    decision = factories.decision(person, office)
    row = DossierRow.objects.get(dossier=decision.dossier)
    assert (row.name, row.measures, row.status) == ("许明澈", "党内警告", "registered")
    assert row.unit_path == person.unit.path
    assert row.overall_end == date(2027, 3, 24)


def test_rebuilding_the_rows_changes_nothing(office, person):
    dossier = factories.decision(person, office).dossier
    factories.helper(dossier)
    move_dossier(dossier, to=DossierStatus.ASSESSING, by=None, on=TODAY)
    before = list(DossierRow.objects.values())
    refresh_rows([dossier.pk])
    assert list(DossierRow.objects.values()) == before


def test_editing_needs_the_version_the_form_was_opened_with(office, person):
    who = factories.user(Role.OFFICER, office)
    edit_cadre(person, version=1, by=who, on=TODAY, post="副科长")
    with pytest.raises(Refused, match="已被他人修改"):
        edit_cadre(person, version=1, by=who, on=TODAY, post="科长")
    assert Cadre.objects.get().post == "副科长"


def test_an_edit_is_recorded_by_field_names_only(office, person):
    who = factories.user(Role.OFFICER, office)
    edit_cadre(person, version=1, by=who, on=TODAY, phone="13900000000")
    entry = Entry.objects.get(verb="cadre.edited")
    assert entry.fields == ["phone"]
    assert "13900000000" not in str(entry.detail)


def test_a_transfer_ends_the_old_posting_the_day_before(office, person):
    there = factories.work_unit("青禾区民政局")
    transfer_cadre(person, to=there, post="科员", rank="staff", from_on=date(2026, 2, 16), by=None)
    assert [posting.to_on for posting in Posting.objects.order_by("pk")] == [
        date(2026, 2, 15), None,
    ]  # fmt: skip
    assert person.unit == there


def test_a_step_that_is_not_there_is_refused(office, person):
    dossier = factories.decision(person, office).dossier
    with pytest.raises(Refused, match="已建档"):
        move_dossier(dossier, to=DossierStatus.CONCLUDED, by=None, on=TODAY)


def test_whoever_is_slower_is_told(office, person):
    mine = factories.decision(person, office).dossier
    theirs = Dossier.objects.get(pk=mine.pk)
    move_dossier(theirs, to=DossierStatus.ASSESSING, by=None, on=TODAY)
    with pytest.raises(Refused, match="刚被他人办理过"):
        move_dossier(mine, to=DossierStatus.ASSESSING, by=None, on=TODAY)


def test_a_pause_returns_to_where_it_was(office, person):
    dossier = factories.decision(person, office).dossier
    pause_dossier(dossier, reason="长期病假", by=None, on=date(2026, 5, 1))
    assert dossier.is_paused
    resume_dossier(dossier, by=None, on=date(2026, 6, 1))
    assert dossier.status == DossierStatus.REGISTERED
    assert dossier.suspensions.get().to_on == date(2026, 5, 31)


def test_a_pause_ended_on_its_first_day_lasts_that_day(office, person):
    dossier = factories.decision(person, office).dossier
    pause_dossier(dossier, reason="失联", by=None, on=date(2026, 5, 1))
    resume_dossier(dossier, by=None, on=date(2026, 5, 1))
    assert dossier.suspensions.get().to_on == date(2026, 5, 1)


def test_a_transfer_entered_wrong_is_corrected_on_the_same_day(office, person):
    for name in ("青禾区民政局", "青禾区水利局"):
        transfer_cadre(
            person,
            to=factories.work_unit(name),
            post="科员",
            rank="staff",
            from_on=date(2026, 2, 16),
            by=None,
        )
    assert person.unit.name == "青禾区水利局"
    assert Posting.objects.filter(to_on__isnull=True).get().unit == person.unit


def test_an_ended_dossier_owes_nothing_after_that_day(office, person):
    dossier = factories.decision(person, office).dossier
    end_dossier(dossier, reason="去世", ended_on=date(2026, 5, 3), by=None, on=TODAY)
    assert (dossier.status, dossier.active_to) == (DossierStatus.ENDED, date(2026, 5, 3))


def test_a_new_helper_ends_the_one_before(office, person):
    dossier = factories.decision(person, office).dossier
    factories.helper(dossier)
    designate_helper(dossier, name="袁见微", post="党组成员", from_on=date(2026, 7, 1), by=None)
    assert [helper.to_on for helper in dossier.helpers.order_by("pk")] == [date(2026, 6, 30), None]
    assert DossierRow.objects.get().helper_name == "袁见微"


def test_numbers_follow_each_other_within_an_office_and_a_year(office):
    unit = factories.work_unit()
    for name in ("许明澈", "罗春梅", "邓启航"):
        factories.decision(factories.cadre(unit, name=name), office)
    assert sorted(Dossier.objects.values_list("number", flat=True)) == [
        "2026-00001", "2026-00002", "2026-00003",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "broken",
    [
        lambda d: Dossier.objects.filter(pk=d.pk).update(cadre=None),
        lambda d: Dossier.objects.filter(pk=d.pk).update(active_to=date(2020, 1, 1)),
        lambda d: Clock.objects.update(end=None),
        lambda d: Clock.objects.update(end=date(2020, 1, 1)),
        lambda d: Decision.objects.update(months=61),
        lambda d: Decision.objects.update(announced_on=date(2020, 1, 1)),
        lambda d: Cadre.objects.update(born_month=date(1980, 1, 2)),
        lambda d: Cadre.objects.update(name_key=""),
        lambda d: Posting.objects.create(cadre=d.cadre, unit=d.cadre.unit),
        lambda d: Dossier.objects.create(
            cadre=d.cadre, owner=d.owner, number="x", opened_on=TODAY, status_since=TODAY
        ),
    ],
)
def test_what_must_never_be_false_is_refused_by_the_database(office, person, broken):
    dossier = factories.decision(person, office).dossier
    with pytest.raises(IntegrityError), transaction.atomic():
        broken(dossier)


def test_registering_says_whose_and_when(office, person):
    register_decision(
        person,
        facts=DecisionFacts(
            measure="PW", decided_on=TODAY, organ_name=office.full_name, number="一号"
        ),
        owner=office,
        by=None,
        on=TODAY,
    )
    entry = Entry.objects.get(verb="decision.registered")
    assert entry.dossier_id == Dossier.objects.get().pk


@pytest.mark.parametrize(("measure", "refused"), [("AW", True), ("PW", False), ("OA", False)])
def test_whoever_has_retired_receives_no_state_measure(office, person, measure, refused):
    Cadre.objects.filter(pk=person.pk).update(retired_on=date(2026, 3, 1))
    person.refresh_from_db()
    before = factories.decision(person, office, measure="AD1", decided_on=date(2026, 2, 28))
    assert before.printed_identity == "civil_servant"
    if refused:
        with pytest.raises(Refused, match=r"2026年3月1日退休.*第二十七条"):
            factories.decision(person, office, measure=measure, decided_on=date(2026, 3, 1))
    else:
        after = factories.decision(person, office, measure=measure, decided_on=date(2026, 3, 1))
        assert after.printed_identity == "retired"


def test_the_hundred_thousandth_dossier_of_a_year_does_not_repeat_a_number(office, person):
    decision = factories.decision(person, office)
    Dossier.objects.filter(pk=decision.dossier_id).update(number="2026-99999")
    assert take_numbers(office, year=2026, count=2) == ["2026-100000", "2026-100001"]
    Dossier.objects.filter(pk=decision.dossier_id).update(number="2026-100000")
    assert take_numbers(office, year=2026, count=1) == ["2026-100001"]
