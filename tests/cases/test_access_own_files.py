"""本人账号: nobody finds his own file; who is proposed, who says what, and what follows."""

import pytest
from django.http import Http404

from accounts.acting import acting_as
from accounts.roles import Role
from audit.models import Entry
from cases.actions import edit_cadre, transfer_cadre
from cases.actions.own_files import propose_own_file, propose_own_files, say_own
from cases.models import Cadre, OwnFile
from columns.refusal import Refused
from tests import factories as make
from tests.cases.access_stage import office_stage, sees

pytestmark = pytest.mark.django_db
TODAY = make.TODAY


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


@pytest.fixture
def stage():
    return office_stage()


def pairs():
    return sorted(OwnFile.objects.values_list("cadre__name", "user__username"))


@pytest.mark.parametrize(
    ("where", "proposed"), [("same", 1), ("above", 1), ("below", 1), ("beside", 0)]
)
def test_an_account_of_the_same_name_is_proposed_in_the_line_of_his_unit(stage, where, proposed):
    units = {
        "same": stage.bureau,
        "above": stage.bureau.parent,
        "below": make.work_unit("国库科", within=stage.bureau),
        "beside": make.work_unit("临澜市林业局"),
    }
    account = make.user(Role.UNIT, units[where], name="许 明澈")
    assert propose_own_files(on=TODAY) == proposed
    assert pairs() == [("许明澈", account.username)] * proposed
    assert sees(account, stage.dossier) is False


def test_he_finds_nothing_while_nobody_has_said_no(stage):
    account = make.user(Role.UNIT, stage.bureau, name="许明澈")
    assert sees(account, stage.dossier)
    propose_own_files(on=TODAY)
    assert not sees(account, stage.dossier)
    entry = Entry.objects.get(verb="own_file.proposed")
    assert (entry.actor_id, entry.cadre_id) == (None, stage.dossier.cadre_id)


def test_a_pair_is_proposed_once_and_never_after_it_was_settled(stage):
    make.user(Role.UNIT, stage.bureau, name="许明澈")
    assert (propose_own_files(on=TODAY), propose_own_files(on=TODAY)) == (1, 0)
    settled(stage, OwnFile.objects.get(), is_own=False)
    assert propose_own_files(on=TODAY) == 0


def test_an_account_that_is_off_is_nobody(stage):
    account = make.user(Role.UNIT, stage.bureau, name="许明澈")
    account.is_active = False
    account.save()
    assert propose_own_files(on=TODAY) == 0


def test_registering_renaming_and_moving_a_person_look_at_once(stage):
    make.user(Role.UNIT, stage.bureau, name="温以宁")
    make.user(Role.UNIT, stage.bureau, name="顾云舟")
    registered = make.cadre(stage.bureau, name="温以宁")
    assert [name for name, _ in pairs()] == ["温以宁"]
    renamed = stage.cadre
    edit_cadre(renamed, version=renamed.version, by=None, on=TODAY, name="顾云舟")
    assert [name for name, _ in pairs()] == ["温以宁", "顾云舟"]
    elsewhere = make.work_unit("临澜市林业局")
    make.user(Role.UNIT, elsewhere, name="温以宁")
    transfer_cadre(registered, to=elsewhere, post="科员", rank="staff", from_on=TODAY, by=None)
    assert [name for name, _ in pairs()] == ["温以宁", "温以宁", "顾云舟"]


def settled(stage, own_file, *, is_own):
    say_own(own_file, is_own=is_own, by=stage.officer, on=TODAY)
    return say_own(own_file, is_own=is_own, by=stage.director, on=TODAY)


@pytest.mark.parametrize(("is_own", "found"), [(True, False), (False, True)])
def test_two_equal_words_settle_it(stage, is_own, found):
    account = make.user(Role.UNIT, stage.bureau, name="许明澈")
    row = make.own_file(stage.cadre, account=account)
    say_own(row, is_own=is_own, by=stage.officer, on=TODAY)
    assert not sees(account, stage.dossier)
    done = say_own(row, is_own=is_own, by=stage.director, on=TODAY)
    assert (done.first_by, done.second_by, done.settled_on) == (
        stage.officer, stage.director, TODAY,
    )  # fmt: skip
    assert sees(account, stage.dossier) is found
    assert stage.cadre.account == (account if is_own else None)
    verbs = Entry.objects.filter(verb__startswith="own_file").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == ["own_file.first", "own_file.settled"]


def test_two_different_words_start_it_again(stage):
    account = make.user(Role.UNIT, stage.bureau, name="许明澈")
    row = make.own_file(stage.cadre, account=account)
    say_own(row, is_own=False, by=stage.officer, on=TODAY)
    again = say_own(row, is_own=True, by=stage.director, on=TODAY)
    assert (again.is_own, again.first_by, again.settled_on) == (None, None, None)
    assert not sees(account, stage.dossier)
    assert settled(stage, row, is_own=False).is_own is False


def test_one_person_does_not_say_it_twice(stage):
    row = make.own_file(stage.cadre, account=make.user(Role.UNIT, stage.bureau))
    say_own(row, is_own=True, by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="须由另一位同志复核"):
        say_own(row, is_own=True, by=stage.officer, on=TODAY)


def test_nobody_says_it_of_himself(stage):
    row = make.own_file(stage.cadre, account=stage.officer)
    with pytest.raises(Refused, match="本人的账号由审理室的其他同志核对"):
        say_own(row, is_own=False, by=stage.officer, on=TODAY)
    with acting_as(stage.officer), pytest.raises(Http404):
        say_own(row, is_own=False, by=stage.officer, on=TODAY)


def test_what_is_settled_stays_settled(stage):
    row = make.own_file(stage.cadre, account=make.user(Role.UNIT, stage.bureau))
    settled(stage, row, is_own=False)
    with pytest.raises(Refused, match="刚被他人办理过"):
        say_own(row, is_own=True, by=stage.leader, on=TODAY)


def test_only_the_keeping_office_checks(stage):
    row = make.own_file(stage.cadre, account=make.user(Role.UNIT, stage.bureau))
    other = make.user(Role.DIRECTOR, stage.town)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        say_own(row, is_own=True, by=other, on=TODAY)
    with pytest.raises(Refused, match="由管档机关的审理室办理"):
        propose_own_file(stage.cadre, user=stage.helper, by=other, on=TODAY)


def test_one_account_is_one_person(stage):
    account = make.user(Role.UNIT, stage.bureau)
    twin = make.dossier(stage.home, name="许明远", unit=stage.bureau).cadre
    settled(stage, make.own_file(stage.cadre, account=account), is_own=True)
    second = make.own_file(twin, account=account)
    say_own(second, is_own=True, by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="已核定为另一份资料的本人"):
        say_own(second, is_own=True, by=stage.director, on=TODAY)


def test_one_person_has_one_account(stage):
    settled(
        stage, make.own_file(stage.cadre, account=make.user(Role.UNIT, stage.bureau)), is_own=True
    )
    other = make.own_file(stage.cadre, account=stage.branch)
    say_own(other, is_own=True, by=stage.officer, on=TODAY)
    with pytest.raises(Refused, match="已核定过另一个账号"):
        say_own(other, is_own=True, by=stage.director, on=TODAY)


def test_by_hand_whoever_is_meant_and_what_is_doubted_again(stage):
    propose_own_file(stage.cadre, user=stage.helper, by=stage.officer, on=TODAY)
    assert not sees(stage.helper, stage.dossier)
    with pytest.raises(Refused, match="正在核对"):
        propose_own_file(stage.cadre, user=stage.helper, by=stage.officer, on=TODAY)
    row = OwnFile.objects.get()
    settled(stage, row, is_own=True)
    assert Cadre.objects.get(pk=stage.cadre.pk).account == stage.helper
    propose_own_file(stage.cadre, user=stage.helper, by=stage.director, on=TODAY)
    assert Cadre.objects.get(pk=stage.cadre.pk).account is None
    assert not sees(stage.helper, stage.dossier)
    settled(stage, row, is_own=False)
    assert sees(stage.helper, stage.dossier)


def test_nobody_proposes_himself(stage):
    with pytest.raises(Refused, match="由审理室的另一位同志提出"):
        propose_own_file(stage.cadre, user=stage.officer, by=stage.officer, on=TODAY)
