"""Nobody leaves with something in hand: each kind of work is found, said, and can be passed on."""

import pytest

from accounts.acting import for_system
from accounts.models import User
from accounts.roles import Role
from cases.choices import ActKind
from cases.models import Dossier, DossierAct
from columns.refusal import Refused
from stewards.actions import Asked, deactivate, pass_on
from stewards.choices import ChangeKind
from stewards.facts.current import KINDS, in_hand
from tests import factories
from tests.stewards.conftest import NOON, TODAY
from visits.models import Draft, Plan

LEAVES = Asked("调离")


@pytest.fixture
def officer(three):
    return three.granted()


@pytest.fixture
def dossier(three):
    with for_system("test"):
        return factories.dossier(three.organ)


def held(user) -> dict[str, int]:
    return {each.label: each.count for each in in_hand(user)}


def handle(dossier, user):
    Dossier.objects.filter(pk=dossier.pk).update(handler=user)


def a_draft(dossier, user, **more):
    facts = {"kind": "visit", "key": "0" * 12, "saved_at": NOON} | more
    return Draft.objects.create(author=user, dossier=dossier, sealed='{"a": ["写了一半"]}', **facts)


def a_plan(dossier, user):
    return Plan.objects.create(dossier=dossier, drafted_by=user, number=1)


def a_letter(dossier, user):
    from reports.models import Letter

    return Letter.objects.create(dossier=dossier, drafted_by=user, facts={}, parts={})


def an_import(dossier, user):
    from intake.models import ImportBatch

    return ImportBatch.objects.create(
        office=dossier.owner, uploaded_by=user, uploaded_at=NOON, file_name="台账.xlsx",
        file_bytes=1, sha256="0" * 64, on=TODAY,
    )  # fmt: skip


def an_act(dossier, user):
    return DossierAct.objects.create(
        dossier=dossier, kind=ActKind.CLOSING, takes_on=TODAY, basis="期满", was=dossier.status,
        proposed_by=user, proposed_on=TODAY,
    )  # fmt: skip


def helped(dossier, user):
    factories.helper(dossier, account=user)


WORK = {
    "承办的档案": handle,
    "没有提交的草稿": a_draft,
    "起草中、退回的方案": a_plan,
    "起草中、退回的文书": a_letter,
    "没有完成的台账导入": an_import,
    "等待审批的暂停、终止、销号": an_act,
    "担任帮扶人": helped,
}


@pytest.mark.parametrize("label", WORK)
def test_what_is_current_is_listed_and_keeps_the_account_open(three, officer, dossier, label):
    with for_system("test"):
        WORK[label](dossier, officer)
    assert held(officer) == {label: 1}
    with pytest.raises(Refused, match=f"{label}1件"):
        deactivate(officer, asked=LEAVES, by=three.admin, at=NOON, on=TODAY)
    officer.refresh_from_db()
    assert officer.is_active


def test_the_same_keeps_him_from_another_organ(three, officer, dossier):
    with for_system("test"):
        handle(dossier, officer)
    elsewhere = factories.office("第二监督检查室", within=three.organ, policy=False)
    with pytest.raises(Refused, match="承办的档案1件"):
        three.propose(officer, ChangeKind.TRANSFER, role=Role.ROOM, unit=elsewhere)
    assert three.propose(officer, ChangeKind.TRANSFER, role=Role.DIRECTOR).is_waiting


def test_numbers_are_told_and_names_are_not(officer, dossier):
    with for_system("test"):
        handle(dossier, officer)
    (found,) = in_hand(officer)
    assert found.numbers == (dossier.number,)
    assert dossier.cadre.name not in repr(found)


def test_the_last_who_may_approve_stays_until_somebody_else_may(three, dossier):
    from visits.choices import PlanStatus

    writer = factories.user(Role.OFFICER, three.organ)
    director = three.account(username="director", staff_no="A200")
    three.confirm(three.propose(director, role=Role.DIRECTOR))
    director.refresh_from_db()
    with for_system("test"):
        plan = a_plan(dossier, writer)
        Plan.objects.filter(pk=plan.pk).update(
            status=PlanStatus.SUBMITTED, submitted_by=writer, submitted_on=TODAY
        )
    assert held(director)["等待其审批的方案"] == 1
    factories.user(Role.DIRECTOR, three.organ)
    assert "等待其审批的方案" not in held(director)


def test_every_kind_says_how_it_is_settled():
    assert all(kind.remedy for kind in KINDS)
    assert len({kind.label for kind in KINDS}) == len(KINDS)


def test_a_closed_dossier_is_nobodys_work(officer, dossier):
    from cases.choices import DossierStatus

    with for_system("test"):
        handle(dossier, officer)
        Dossier.objects.filter(pk=dossier.pk).update(status=DossierStatus.CLOSED, closed_on=TODAY)
    assert held(officer) == {}


# Passing on ------------------------------------------------------------------------------------


@pytest.fixture
def director(three):
    return factories.user(Role.DIRECTOR, three.organ)


@pytest.fixture
def colleague(three):
    return factories.user(Role.OFFICER, three.organ, name="叶思齐")


def test_what_is_passed_on_leaves_empty_hands(three, officer, dossier, director, colleague):
    with for_system("test"):
        handle(dossier, officer)
        draft = a_draft(dossier, officer)
        a_plan(dossier, officer)
        a_letter(dossier, officer)
    passed = pass_on(officer, to=colleague, by=director, on=TODAY)
    assert (passed.dossiers, passed.drafts, passed.plans, passed.letters) == (1, 1, 1, 1)
    assert held(officer) == {}
    with for_system("test"):
        kept = Draft.objects.get(pk=draft.pk)
        assert (kept.author, kept.data) == (colleague, {"a": ["写了一半"]})
        assert Dossier.objects.get(pk=dossier.pk).row.handler == colleague
    deactivate(officer, asked=LEAVES, by=three.admin, at=NOON, on=TODAY)


@pytest.mark.parametrize(
    ("case", "words"),
    [("himself", "同一位同志"), ("outside", "只在本机关"), ("leader", "不承办档案"),
     ("nothing", "没有可以转交的事项")],
)  # fmt: skip
def test_passing_on_is_refused(three, officer, director, colleague, case, words):
    to = {
        "himself": officer,
        "outside": factories.user(Role.OFFICER, factories.office("别处", policy=False)),
        "leader": factories.user(Role.LEADER, three.organ),
        "nothing": colleague,
    }[case]
    with pytest.raises(Refused, match=words):
        pass_on(officer, to=to, by=director, on=TODAY)


def test_whoever_approves_does_not_get_rid_of_what_he_wrote(dossier, director, colleague):
    with for_system("test"):
        handle(dossier, director)
        plan = a_plan(dossier, director)
    passed = pass_on(director, to=colleague, by=director, on=TODAY)
    assert (passed.dossiers, passed.plans) == (1, 0)
    with for_system("test"):
        assert Plan.objects.get(pk=plan.pk).drafted_by == director


def test_the_director_passes_on_from_his_page(officer, dossier, director, colleague):
    from tests.stewards.test_pages import signed_in, text_of

    with for_system("test"):
        handle(dossier, officer)
    client = signed_in(director)
    page = text_of(client.get("/colleagues/"))
    assert dossier.number in page
    url = f"/colleagues/{officer.code}/"
    shown = text_of(client.get(url))
    assert dossier.cadre.name in shown
    assert "承办档案" in shown
    note = {f"note-{dossier.code}": "家属由派出所联系，先打电话。"}
    answer = client.post(url, {"to": colleague.code, **note})
    assert answer.status_code == 303
    assert held(colleague) == {"承办的档案": 1}
    assert "交接说明：家属由派出所联系，先打电话。" in text_of(
        client.get(f"/people/{dossier.code}/")
    )
    again = client.post(url, {"to": colleague.code})
    assert "手头没有可以转交的事项" in text_of(again)


def test_drafts_of_somebody_without_rights_are_nobodys_work(three, officer, dossier):
    with for_system("test"):
        a_draft(dossier, officer)
    User.objects.filter(pk=officer.pk).update(role="")
    officer.refresh_from_db()
    assert held(officer) == {}
    deactivate(officer, asked=LEAVES, by=three.admin, at=NOON, on=TODAY)
