"""Two people at the same moment: real threads on real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.roles import Role
from columns.refusal import Refused
from jobs.models import Job
from reports.actions import allot_number, approve_letter, draft_letter, request_issue
from reports.models import Letter, LetterNumber
from tests import factories
from tests.reports.letters import TODAY, Desk

pytestmark = pytest.mark.usefixtures("committed_db")


def together(*acts):
    """Start all acts at once; what each returned or was refused with."""
    gate = Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_leaders_approve_at_once_and_one_of_them_did():
    desk = Desk()
    letter = desk.submitted()
    leaders = [desk.leader, factories.user(Role.LEADER, desk.unit)]

    def approving(leader):
        own = Letter.objects.get(pk=letter.pk)
        return lambda: approve_letter(own, version=letter.version, by=leader, on=TODAY)

    answers = together(*map(approving, leaders))
    assert sorted(answers, key=str) == [None, "这份文书刚被他人办理过，请刷新页面后再办理。"]
    assert Letter.objects.get().approved_by == leaders[answers.index(None)]


def test_a_double_click_leaves_one_draft_and_one_job():
    desk = Desk()
    drafted = together(*[lambda: draft_letter(desk.dossier, by=desk.writer, on=TODAY)] * 2)
    assert drafted[0] == drafted[1]
    letter = desk.approved()

    def issuing():
        own = Letter.objects.get(pk=letter.pk)
        return request_issue(own, by=desk.writer)

    jobs = together(issuing, issuing)
    assert jobs[0] == jobs[1]
    assert (Letter.objects.count(), Job.objects.count()) == (1, 1)


def test_numbers_given_at_once_have_no_gap_and_no_double():
    desk = Desk()
    letters = [desk.asked()[0]]
    for name in ("罗春梅", "邓启航", "李若衡"):
        other = desk.colleague(name)
        letters.append(other.asked()[0])

    def allotting(letter):
        own = Letter.objects.for_making().get(pk=letter.pk)
        return lambda: allot_number(own, by=desk.writer).seq

    given = together(*[allotting(letter) for letter in letters for _ in range(2)])
    assert sorted(given) == [1, 1, 2, 2, 3, 3, 4, 4]
    assert sorted(LetterNumber.objects.values_list("seq", flat=True)) == [1, 2, 3, 4]
