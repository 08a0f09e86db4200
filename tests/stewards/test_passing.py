"""Passing work on: needs go too, nobody is handed a file he must avoid, drafts want consent."""

import pytest

from accounts.acting import for_system
from accounts.roles import Role
from audit.models import Entry
from cases.models import Dossier
from columns.codes import new_code
from columns.refusal import Refused
from needs.actions import Asked, register_need
from needs.models import Need, NeedStep
from stewards.actions import pass_on
from tests import factories
from tests.stewards.conftest import TODAY
from tests.stewards.test_current import a_draft, a_letter, a_plan, handle, held
from visits.models import Draft, Plan


@pytest.fixture
def officer(three):
    return three.granted()


@pytest.fixture
def director(three):
    return factories.user(Role.DIRECTOR, three.organ)


@pytest.fixture
def colleague(three):
    return factories.user(Role.OFFICER, three.organ, name="叶思齐")


@pytest.fixture
def second(three):
    return factories.user(Role.OFFICER, three.organ, name="程予安")


@pytest.fixture
def files(three, officer):
    """Two dossiers he handles: the colleague may take the first and must avoid the second."""
    with for_system("test"):
        found = [factories.dossier(three.organ, name=name) for name in ("许明澈", "林晓岚")]
        for dossier in found:
            handle(dossier, officer)
        return found


def avoid(dossier, user):
    with for_system("test"):
        factories.recusal(dossier.cadre, account=user)


def a_need(dossier, officer):
    with for_system("test"):
        return register_need(
            dossier, token=new_code(), asked=Asked("希望转学", TODAY), by=officer, on=TODAY
        )


def test_needs_he_sees_through_go_with_the_rest(files, officer, director, colleague):
    need = a_need(files[0], officer)
    assert held(officer)["经办的诉求"] == 1
    passed = pass_on(officer, to=colleague, by=director, on=TODAY)
    assert (passed.dossiers, passed.needs) == (2, 1)
    assert held(officer) == {}
    with for_system("test"):
        assert Need.objects.get(pk=need.pk).officer == colleague
        step = NeedStep.objects.filter(need=need).last()
        assert (step.act, step.text) == ("passed_on", "由叶思齐继续经办")
    entries = Entry.objects.filter(verb="dossier.handler").values_list("dossier_id", flat=True)
    assert sorted(entries) == sorted(each.pk for each in files)


def test_a_file_the_receiver_must_avoid_is_named_and_nothing_moves(
    files, officer, director, colleague
):
    avoid(files[1], colleague)
    with pytest.raises(Refused, match=f"有1份（{files[1].number}）") as refusal:
        pass_on(officer, to=colleague, by=director, on=TODAY)
    assert "须回避的档案交给" in str(refusal.value)
    assert held(officer) == {"承办的档案": 2}


def test_it_goes_to_another_and_the_rest_to_the_receiver(
    files, officer, director, colleague, second
):
    avoid(files[1], colleague)
    with for_system("test"):
        plan = a_plan(files[1], officer)
        a_letter(files[1], officer)
    a_need(files[1], officer)
    passed = pass_on(officer, to=colleague, instead=second, by=director, on=TODAY)
    assert (passed.dossiers, passed.plans, passed.letters, passed.needs) == (2, 1, 1, 1)
    with for_system("test"):
        handlers = Dossier.objects.order_by("pk").values_list("handler", flat=True)
        assert list(handlers) == [colleague.pk, second.pk]
        assert Plan.objects.get(pk=plan.pk).drafted_by == second
        assert Need.objects.get().officer == second


def test_the_other_one_must_not_avoid_it_either(files, officer, director, colleague, second):
    for each in (colleague, second):
        avoid(files[1], each)
    with pytest.raises(Refused, match="也须回避"):
        pass_on(officer, to=colleague, instead=second, by=director, on=TODAY)
    assert held(officer) == {"承办的档案": 2}


def test_drafts_stay_with_an_author_who_does_not_agree(files, officer, director, colleague):
    with for_system("test"):
        a_draft(files[0], officer)
    passed = pass_on(officer, to=colleague, by=director, on=TODAY, with_drafts=False)
    assert (passed.dossiers, passed.drafts, passed.kept) == (2, 0, 1)
    with for_system("test"):
        assert Draft.objects.get().author == officer
    again = pass_on(officer, to=colleague, by=director, on=TODAY)
    assert (again.total, held(officer)) == (1, {})


def test_the_page_asks_for_consent_and_for_another_receiver(
    files, officer, director, colleague, second
):
    from tests.stewards.test_pages import signed_in, text_of

    avoid(files[1], colleague)
    with for_system("test"):
        a_draft(files[0], officer)
    client = signed_in(director)
    given = {"giver": officer.code, "to": colleague.code}
    refused = client.post("/colleagues/", given)
    assert refused.status_code == 422
    assert files[1].number in text_of(refused)
    done = client.post("/colleagues/", {**given, "instead": second.code}, follow=True)
    assert "草稿1份留在原处" in text_of(done)
    assert held(officer) == {"没有提交的草稿": 1}
