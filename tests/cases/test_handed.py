"""组织部门 works on what was handed to it, and is told nothing of the case."""

import re

import pytest

from accounts.acting import acting_as, for_system
from accounts.roles import Role
from cases.actions.issues import IssueFacts, assign_issue, open_issue
from cases.choices.execution import PERSONNEL_ITEMS, ExecutionItem, IssueKind, IssueState
from cases.models import ExecutionCheck, ExecutionIssue
from columns.refusal import Refused
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"
ASKED = "请复核该同志2025年度考核等次"
SECRET = "金丝雀：因收受礼金受到处分"

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return factories.office()


@pytest.fixture
def personnel():
    return factories.user(Role.PERSONNEL, factories.personnel_office())


@pytest.fixture
def officer(organ):
    return factories.user(Role.OFFICER, organ)


def an_issue(organ, officer, item=ExecutionItem.APPRAISAL) -> ExecutionIssue:
    with for_system("test"):
        dossier = factories.dossier(organ)
        check = ExecutionCheck.objects.create(
            dossier=dossier, cadre=dossier.cadre, decision=dossier.decisions.get(), item=item,
            result="not_done", entered_by=officer, entered_on=factories.TODAY,
        )  # fmt: skip
        return open_issue(
            check,
            facts=IssueFacts(kind=IssueKind.APPRAISAL, text=SECRET),
            by=officer,
            on=factories.TODAY,
        )


def hand(issue, to, officer, request=ASKED):
    with for_system("test"):
        assign_issue(
            issue,
            version=issue.version,
            assigned_to=to,
            by=officer,
            on=factories.TODAY,
            request=request,
        )


def entered(client, user):
    client.force_login(user, backend=BACKEND)
    return client


def text_of(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.content.decode())


def test_it_finds_what_was_handed_to_it_and_nothing_before(organ, officer, personnel, client):
    issue = an_issue(organ, officer)
    client = entered(client, personnel)
    address = f"/people/execution/handed/{issue.code}/"
    assert client.get(address).status_code == 404
    hand(issue, personnel.unit, officer)
    assert client.get(address).status_code == 200
    assert issue.code in client.get("/people/execution/handed/").content.decode()


def test_no_fact_of_the_case_is_on_its_pages(organ, officer, personnel, client):
    """Name and unit it needs; measure, decision and finding it does not."""
    issue = an_issue(organ, officer)
    hand(issue, personnel.unit, officer)
    client = entered(client, personnel)
    for address in ("/people/execution/handed/", f"/people/execution/handed/{issue.code}/"):
        page = text_of(client.get(address))
        assert "许明澈" in page
        for fact in ("金丝雀", "警告", "处分种类", "影响期", "临纪〔2026〕"):
            assert fact not in page
    assert ASKED in page
    dossier = issue.dossier.code
    for closed in (f"/people/{dossier}/", f"/people/{dossier}/execution/", "/people/"):
        assert client.get(closed).status_code in {403, 404}


def test_another_department_finds_nothing(organ, officer, personnel, client):
    issue = an_issue(organ, officer)
    hand(issue, personnel.unit, officer)
    other = factories.user(Role.PERSONNEL, factories.personnel_office("区委组织部"))
    client = entered(client, other)
    assert client.get(f"/people/execution/handed/{issue.code}/").status_code == 404
    assert issue.code not in client.get("/people/execution/handed/").content.decode()


def test_the_database_says_the_same_as_the_queryset(organ, officer, personnel):
    issue = an_issue(organ, officer)
    hidden = an_issue_of_another(organ, officer)
    hand(issue, personnel.unit, officer)
    with acting_as(personnel):
        assert set(ExecutionIssue._base_manager.values_list("pk", flat=True)) == {issue.pk}
        assert list(ExecutionIssue.objects.visible_to(personnel)) == [issue]
    assert hidden.pk != issue.pk


def an_issue_of_another(organ, officer):
    with for_system("test"):
        dossier = factories.dossier(organ, name="罗春梅")
        check = ExecutionCheck.objects.create(
            dossier=dossier, cadre=dossier.cadre, decision=dossier.decisions.get(),
            item=ExecutionItem.POST, result="not_done", entered_by=officer,
            entered_on=factories.TODAY,
        )  # fmt: skip
        return open_issue(
            check, facts=IssueFacts(kind=IssueKind.POST, text="x"), by=officer,
            on=factories.TODAY,
        )  # fmt: skip


def test_it_answers_and_the_office_confirms(organ, officer, personnel, client):
    issue = an_issue(organ, officer)
    hand(issue, personnel.unit, officer)
    client = entered(client, personnel)
    address = f"/people/execution/handed/{issue.code}/"
    issue.refresh_from_db()
    sent = {"do": "report", "report-version": issue.version, "report-vouchers": "复核通知3号"}
    assert client.post(address, sent | {"report-vouchers": ""}).status_code == 422
    assert client.post(address, sent).status_code == 303
    with for_system("test"):
        issue.refresh_from_db()
    assert (issue.state, issue.reported_by) == (IssueState.REPORTED, personnel)
    assert "复核通知3号" in text_of(client.get(address))
    assert client.post(address, sent).status_code == 422


def test_it_may_tell_how_far_it_is(organ, officer, personnel, client):
    issue = an_issue(organ, officer)
    hand(issue, personnel.unit, officer)
    issue.refresh_from_db()
    client = entered(client, personnel)
    sent = {"do": "reply", "reply-version": issue.version, "reply-text": "已提交部务会研究"}
    assert client.post(f"/people/execution/handed/{issue.code}/", sent).status_code == 303
    with for_system("test"):
        issue.refresh_from_db()
    assert issue.state == IssueState.WORKING


@pytest.mark.parametrize("item", sorted(set(ExecutionItem) - PERSONNEL_ITEMS))
def test_what_is_not_its_part_is_not_handed_to_it(organ, officer, personnel, item):
    with pytest.raises(Refused, match="组织部门只办理考核、职务"):
        hand(an_issue(organ, officer, item), personnel.unit, officer)


def test_without_saying_what_to_do_it_is_not_handed_over(organ, officer, personnel):
    with pytest.raises(Refused, match="请写明请其办理什么，不写案情"):
        hand(an_issue(organ, officer), personnel.unit, officer, request=" ")


def test_the_unit_of_the_person_needs_no_such_words(organ, officer):
    issue = an_issue(organ, officer, ExecutionItem.PAY)
    hand(issue, issue.cadre.unit, officer, request="")
    assert issue.assigned_to == issue.cadre.unit
