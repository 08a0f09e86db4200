"""What the records of the case owe: the execution list, issues, needs; and what is met by hand."""

from datetime import date

import pytest

from accounts.roles import Role
from audit.models import Entry
from cases.choices.execution import ExecutionItem, ExecutionResult
from cases.models import Decision, Dossier, ExecutionCheck, Policy
from columns.refusal import Refused
from tests import factories
from visits.actions import meet, reconcile
from visits.models import Obligation

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
PAPERS = ("announce", "filing", "post_change", "pay_change", "execution_report")


@pytest.fixture
def dossier():
    """党内警告, decided on 25 March 2026."""
    return factories.dossier(factories.office())


def owed(dossier, *kinds):
    rows = Obligation.objects.filter(dossier=dossier, kind__in=kinds).order_by("kind")
    return {row.kind: (row.period, row.due_on, row.state, row.met_on) for row in rows}


def check(dossier, item, *, result=ExecutionResult.DONE, done_on=None, **columns):
    decision = dossier.decisions.get()
    officer = factories.user(Role.OFFICER, dossier.owner)
    return ExecutionCheck.objects.create(
        dossier=dossier,
        cadre=dossier.cadre,
        decision=decision,
        item=item,
        result=result,
        done_on=done_on,
        evidence="接收回执" if result == ExecutionResult.DONE else "",
        entered_by=officer,
        entered_on=TODAY,
        **columns,
    )


def test_a_warning_is_announced_and_filed_in_a_month_and_reported_in_six(dossier):
    reconcile([dossier.pk], on=TODAY)
    code = dossier.decisions.get().code
    assert owed(dossier, *PAPERS) == {
        "announce": (code, date(2026, 4, 25), "open", None),
        "filing": (code, date(2026, 4, 25), "open", None),
        "execution_report": (code, date(2026, 9, 25), "open", None),
    }


def test_the_day_of_the_announcement_meets_it(dossier):
    dossier.decisions.update(announced_on=date(2026, 4, 2))
    reconcile([dossier.pk], on=TODAY)
    assert owed(dossier, "announce")["announce"][2:] == ("met", date(2026, 4, 2))


def test_an_entry_of_the_execution_list_meets_or_moves_it(dossier):
    reconcile([dossier.pk], on=TODAY)
    check(dossier, ExecutionItem.FILED, done_on=date(2026, 5, 8))
    reconcile([dossier.pk], on=TODAY)
    assert owed(dossier, "filing")["filing"][1:] == (
        date(2026, 4, 25), "met", date(2026, 5, 8),
    )  # fmt: skip


def test_what_does_not_apply_is_owed_no_more(dossier):
    reconcile([dossier.pk], on=TODAY)
    check(dossier, ExecutionItem.FILED, result=ExecutionResult.NOT_APPLICABLE)
    reconcile([dossier.pk], on=TODAY)
    row = Obligation.objects.get(dossier=dossier, kind="filing")
    assert (row.state, row.withdrawal) == ("withdrawn", "not_owed")


def test_an_extension_with_approval_moves_the_day(dossier):
    check(
        dossier,
        ExecutionItem.FILED,
        result=ExecutionResult.UNDER_WAY,
        extended_to=date(2026, 10, 25),
        extension_basis="县委组织部同意",
    )
    reconcile([dossier.pk], on=TODAY)
    assert owed(dossier, "filing")["filing"][1:3] == (date(2026, 10, 25), "open")


def test_what_was_decided_before_the_office_began_is_held_against_nobody(dossier):
    Policy.objects.filter(office=dossier.owner).update(duties_from=date(2026, 4, 1))
    reconcile([dossier.pk], on=TODAY)
    assert owed(dossier, *PAPERS) == {}


def test_an_old_duty_that_is_still_open_stays_open(dossier):
    """After two years decisions are no longer looked at for anything new."""
    Decision.objects.filter(dossier=dossier).update(decided_on=date(2025, 3, 25))
    reconcile([dossier.pk], on=date(2026, 3, 1))
    later = date(2027, 9, 1)
    reconcile([dossier.pk], on=later)
    assert owed(dossier, "filing")["filing"][2] == "open"


def test_the_notice_is_met_by_whoever_has_the_receipt(dossier):
    Policy.objects.filter(office=dossier.owner).update(notice_days=15)
    reconcile([dossier.pk], on=TODAY)
    notice = Obligation.objects.get(dossier=dossier, kind="notice")
    officer = factories.user(Role.OFFICER, dossier.owner)
    with pytest.raises(Refused, match="请写明办结的依据"):
        meet(notice, met_on=TODAY, basis=" ", by=officer, on=TODAY)
    with pytest.raises(Refused, match="不能晚于今天"):
        meet(notice, met_on=date(2030, 1, 1), basis="回执", by=officer, on=TODAY)
    meet(notice, met_on=date(2026, 4, 7), basis="回执原件已归档", by=officer, on=TODAY)
    assert owed(dossier, "notice")["notice"][2:] == ("met", date(2026, 4, 7))
    assert Entry.objects.get(verb="obligation.met").actor_id == officer.pk
    with pytest.raises(Refused, match="已不在待办中"):
        meet(notice, met_on=date(2026, 4, 7), basis="回执", by=officer, on=TODAY)
    reconcile([dossier.pk], on=TODAY)
    assert owed(dossier, "notice")["notice"][2:] == ("met", date(2026, 4, 7))


def test_what_the_program_records_is_not_met_by_hand(dossier):
    reconcile([dossier.pk], on=TODAY)
    talk = Obligation.objects.talks().filter(dossier=dossier).first()
    officer = factories.user(Role.OFFICER, dossier.owner)
    with pytest.raises(Refused, match="随对应的登记自动办结"):
        meet(talk, met_on=TODAY, basis="口头", by=officer, on=TODAY)
    assert Dossier.objects.filter(pk=dossier.pk).exists()
