"""What the database itself refuses of checks and issues, whatever writes them."""

import pytest
from django.db import IntegrityError, transaction

from cases.models import ExecutionCheck, ExecutionIssue
from tests.cases.checking import desk
from tests.factories import NOON, TODAY

pytestmark = pytest.mark.django_db


def refused(rows, name, **columns):
    """The update breaks just this constraint, and nothing is left of it."""
    with pytest.raises(IntegrityError, match=f'"{name}"'), transaction.atomic():
        rows.update(**columns)


def test_a_check_that_is_done_has_day_and_evidence():
    who = desk()
    who.enter("filed", "done")
    rows = ExecutionCheck.objects.all()
    refused(rows, "execution_check_done_is_dated", done_on=None)
    refused(rows, "execution_check_done_is_dated", result="under_way")
    refused(rows, "execution_check_done_has_evidence", evidence="")


def test_a_check_is_confirmed_by_another_and_only_when_settled():
    who = desk()
    who.enter("filed", "done")
    rows = ExecutionCheck.objects.all()
    name = "execution_check_verified_by_another"
    refused(rows, name, verified_by=who.officer, verified_on=TODAY)
    refused(rows, "execution_check_verification_is_dated", verified_by=who.second)
    rows.update(result="under_way", done_on=None)
    refused(rows, name, verified_by=who.second, verified_on=TODAY)


def test_an_extension_has_its_basis():
    who = desk()
    who.enter("filed", "under_way")
    refused(ExecutionCheck.objects.all(), "execution_check_extension_has_basis", extended_to=TODAY)


def test_an_item_stands_once_for_a_decision():
    who = desk()
    check = who.enter("filed", "under_way")
    check.pk = None
    with pytest.raises(IntegrityError, match="once_per_item"), transaction.atomic():
        check.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("execution_issue_corrected_within_found", {"corrected_fen": 1_864_001}),
        ("execution_issue_corrected_within_found", {"corrected_fen": -1}),
        ("execution_issue_money_has_direction", {"direction": "none"}),
        ("execution_issue_has_text", {"text": ""}),
        ("execution_issue_months_sane", {"months": 601}),
        ("execution_issue_assignment_has_term", {"due_on": None}),
        ("execution_issue_report_is_dated", {"reported_on": None}),
        ("execution_issue_void_has_reason", {"voided_at": NOON}),
        ("execution_issue_closed_by_somebody", {"state": "closed"}),
        ("execution_issue_closed_by_somebody", {"closed_on": TODAY}),
    ],
)
def test_an_issue_keeps_its_columns_together(name, columns):
    desk().reported()
    refused(ExecutionIssue.objects.all(), name, **columns)


def test_an_issue_beyond_found_is_assigned_and_one_reported_has_its_reporter():
    who = desk()
    who.issue()
    rows = ExecutionIssue.objects.all()
    refused(rows, "execution_issue_beyond_found_is_assigned", state="working")
    rows.update(assigned_to=who.unit, due_on=TODAY)
    refused(rows, "execution_issue_reported_by_somebody", state="reported")


def test_an_issue_is_closed_by_another_in_full_or_with_a_reason():
    who = desk()
    who.reported()
    rows = ExecutionIssue.objects.all()
    closed = {"state": "closed", "closed_on": TODAY}
    refused(rows, "execution_issue_closed_by_another", closed_by=who.unit_user, **closed)
    short = {**closed, "closed_by": who.second, "corrected_fen": 1}
    refused(rows, "execution_issue_closed_in_full_or_with_reason", **short)
    assert rows.update(**short, shortfall="批准不再追缴") == 1


def test_one_open_issue_for_an_item_of_a_decision():
    who = desk()
    issue = who.issue()
    issue.pk, issue.code = None, "0" * 12
    with pytest.raises(IntegrityError, match="one_open_per_item"), transaction.atomic():
        issue.save(force_insert=True)


def test_money_beyond_four_bytes_is_kept():
    who = desk()
    who.issue()
    ExecutionIssue.objects.update(found_fen=10**12 - 1)
    assert ExecutionIssue.objects.get().found_fen == 999_999_999_999
