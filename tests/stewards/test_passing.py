"""Passing work on: needs go too, nobody is handed a file he must avoid, drafts want consent."""

from datetime import date

import pytest

from accounts.acting import for_system
from accounts.roles import Role
from audit.models import Entry
from cases.models import Dossier, PassingNote
from columns.codes import new_code
from columns.refusal import Refused
from needs.actions import Asked, register_need
from needs.models import Need, NeedStep
from stewards.actions import Hand, pass_on
from tests import factories
from tests.stewards.conftest import TODAY
from tests.stewards.test_current import a_draft, a_letter, a_plan, handle, held
from visits.actions.teams import Member, seat
from visits.choices.visiting import TeamPart, VisitStatus
from visits.models import Draft, Plan, Visit, VisitTeam

LATER = date(2026, 10, 15)


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
    assert "另选一位同志接手" in str(refusal.value)
    assert held(officer) == {"承办的档案": 2}


def test_it_goes_to_another_and_the_rest_to_the_receiver(
    files, officer, director, colleague, second
):
    avoid(files[1], colleague)
    with for_system("test"):
        plan = a_plan(files[1], officer)
        a_letter(files[1], officer)
    a_need(files[1], officer)
    hands = {files[1].pk: Hand(second, "请先看上次谈话。")}
    passed = pass_on(officer, to=colleague, hands=hands, by=director, on=TODAY)
    assert (passed.dossiers, passed.plans, passed.letters, passed.needs) == (2, 1, 1, 1)
    with for_system("test"):
        handlers = Dossier.objects.order_by("pk").values_list("handler", flat=True)
        assert list(handlers) == [colleague.pk, second.pk]
        assert Plan.objects.get(pk=plan.pk).drafted_by == second
        assert Need.objects.get().officer == second
        note = PassingNote.objects.get()
        assert (note.dossier, note.giver, note.to, note.by) == (files[1], officer, second, director)
        assert note.text == "请先看上次谈话。"


def test_the_other_one_must_not_avoid_it_either(files, officer, director, colleague, second):
    for each in (colleague, second):
        avoid(files[1], each)
    hands = {files[1].pk: Hand(second, "不会留下的话")}
    with pytest.raises(Refused, match=f"程予安须回避.*{files[1].number}"):
        pass_on(officer, to=colleague, hands=hands, by=director, on=TODAY)
    with for_system("test"):
        assert not PassingNote.objects.exists()
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


def arranged(dossier, *team):
    with for_system("test"):
        visit = Visit.objects.create(
            dossier=dossier, status=VisitStatus.AGREED, wish="willing", planned_on=LATER,
            mode="face", place="office", arranged_by=team[0], arranged_on=TODAY, token=new_code(),
        )  # fmt: skip
        seat(visit, [Member(TeamPart.VISITOR, each) for each in team])
    return visit


def team_of(visit):
    with for_system("test"):
        return set(
            VisitTeam.objects.filter(visit=visit).values_list("user__display_name", flat=True)
        )


def test_a_seat_on_a_visit_ahead_goes_to_the_receiver(files, officer, director, colleague, second):
    visit = arranged(files[0], officer, second)
    assert held(officer)["已安排的回访"] == 1
    passed = pass_on(officer, to=colleague, by=director, on=TODAY)
    assert (passed.visits, held(officer)) == (1, {})
    assert team_of(visit) == {"叶思齐", "程予安"}


def test_a_receiver_who_goes_already_cannot_be_the_second_as_well(
    files, officer, director, colleague
):
    visit = arranged(files[0], officer, colleague)
    with pytest.raises(Refused, match=f"叶思齐已在档案{files[0].number}这次回访"):
        pass_on(officer, to=colleague, by=director, on=TODAY)
    assert held(officer) == {"承办的档案": 2, "已安排的回访": 1}
    assert officer.display_name in team_of(visit)


def test_what_was_held_is_written_down_by_who_went(files, officer, director, colleague, second):
    visit = arranged(files[0], officer, second)
    with for_system("test"):
        Visit.objects.filter(pk=visit.pk).update(
            status=VisitStatus.READY, outline="谈工作", prepared_by=officer, prepared_on=TODAY
        )
        Visit.objects.filter(pk=visit.pk).update(
            status=VisitStatus.HELD, visited_on=TODAY, report_due_on=LATER
        )
    pass_on(officer, to=colleague, by=director, on=TODAY)
    assert held(officer) == {"没有登记完、待签字的回访": 1}


def test_the_page_asks_for_consent_and_for_another_receiver(
    files, officer, director, colleague, second
):
    from tests.stewards.test_pages import signed_in, text_of

    avoid(files[1], colleague)
    with for_system("test"):
        a_draft(files[0], officer)
    client = signed_in(director)
    url = f"/colleagues/{officer.code}/"
    refused = client.post(url, {"to": colleague.code})
    assert refused.status_code == 422
    assert files[1].number in text_of(refused)
    other = {f"to-{files[1].code}": second.code}
    done = client.post(url, {"to": colleague.code, **other}, follow=True)
    assert "草稿1份留在原处" in text_of(done)
    assert held(officer) == {"没有提交的草稿": 1}


def test_people_of_another_organ_are_not_there(three, director):
    from tests.stewards.test_pages import signed_in

    stranger = factories.user(Role.OFFICER, factories.office("别处", policy=False))
    assert signed_in(director).get(f"/colleagues/{stranger.code}/").status_code == 404
