"""Giving needs two, taking needs one; the database says so as well as the program."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Delegation, User
from accounts.roles import STEWARD_ROLES, Role
from audit.models import Entry
from columns.refusal import Refused
from stewards.actions import (
    Asked,
    confirm,
    deactivate,
    decline,
    end_delegation,
    take_back,
    withdraw,
)
from stewards.choices import GRANTING, TWO_PEOPLE, ChangeKind, ChangeState
from stewards.models import NOT_THE_CREATOR, RightsChange
from tests import factories
from tests.stewards.conftest import NOON, TODAY

K = ChangeKind
WHY = Asked("离任")


def test_an_account_is_made_without_rights_and_with_a_secret_for_a_day(three):
    from stewards.actions import Person, create_account

    person = Person("xinren", "程新民", "A100", three.organ, post="科员")
    user, secret = create_account(person, by=three.admin, at=NOON)
    assert (user.role, user.created_by, user.is_active) == ("", three.admin, True)
    assert user.check_password(secret)
    assert user.password_until == NOON + timedelta(hours=24)


def test_one_person_has_one_account(three):
    three.account()
    with pytest.raises(Refused, match="工号“A100”已有账号"):
        three.account(username="another")
    with pytest.raises(Refused, match="请填写工号"):
        three.account(username="another", staff_no=" ")


def test_rights_begin_with_the_second_person(three):
    user = three.account()
    change = three.propose(user)
    user.refresh_from_db()
    assert (user.role, change.state) == ("", ChangeState.WAITING)
    three.confirm(change)
    user.refresh_from_db()
    assert (user.role, user.unit) == (Role.OFFICER, three.organ)
    assert (change.state, change.settled_by, change.had_role) == ("applied", three.admin, "")
    entry = Entry.objects.get(verb="rights.applied")
    assert (entry.actor_id, entry.object_id) == (three.admin.pk, user.pk)


@pytest.mark.parametrize(
    ("who", "words"),
    [("security", "提出和复核须由两个人"), ("auditor", "不由您的岗位复核")],
)
def test_who_may_not_confirm(three, who, words):
    change = three.propose(three.account())
    with pytest.raises(Refused, match=words):
        three.confirm(change, by=getattr(three, who))


def test_another_security_administrator_may_confirm_but_never_his_own(three):
    second = factories.user(Role.SECURITY, three.organ)
    change = three.propose(three.account())
    three.confirm(change, by=second)
    own = three.propose(second, K.TRANSFER, role=Role.OFFICER)
    with pytest.raises(Refused, match="不能复核自己账号的变动"):
        three.confirm(own, by=second)


@pytest.mark.parametrize(
    ("who", "kind"),
    [("admin", K.GRANT), ("auditor", K.GRANT), ("security", K.SECRET), ("auditor", K.SECRET)],
)
def test_who_may_not_propose(three, who, kind):
    with pytest.raises(Refused, match="不由您的岗位提出"):
        three.propose(three.account(), kind, by=getattr(three, who))


def test_nobody_proposes_for_himself(three):
    with pytest.raises(Refused, match="不能为自己的账号办理"):
        three.propose(three.security, K.TRANSFER, role=Role.OFFICER)


def test_who_made_an_account_grants_it_nothing(three):
    """Even where the same person has meanwhile changed posts."""
    user = three.account()
    User.objects.filter(pk=user.pk).update(created_by=three.security)
    with pytest.raises(Refused, match="这个账号是您建立的"):
        three.propose(user)


def test_the_trigger_knows_every_kind_that_gives():
    assert all(f"'{kind}'" in NOT_THE_CREATOR for kind in GRANTING)
    assert NOT_THE_CREATOR.count("', '") == len(GRANTING) - 1


def a_row(three, **columns):
    """A row past the program, as raw as it gets."""
    user = columns.pop("user", None) or three.account()
    facts = {
        "kind": K.GRANT, "state": ChangeState.APPLIED, "user": user, "role": Role.OFFICER,
        "unit": three.organ, "had_unit": three.organ, "reason": "x", "proposed_at": NOON,
        "proposed_by": three.security, "settled_by": three.admin, "settled_at": NOON,
    }  # fmt: skip
    return RightsChange(**(facts | columns))


BAD_ROWS = {
    "rights_change_two_people": lambda h: a_row(h, settled_by=h.security),
    "rights_change_not_for_oneself": lambda h: a_row(
        h, user=h.security, kind=K.SECRET, proposed_by=h.admin, settled_by=h.security
    ),
    "rights_change_has_author": lambda h: a_row(
        h, kind=K.WITHDRAW, proposed_by=None, settled_by=None
    ),
    "rights_change_settling_is_dated": lambda h: a_row(h, settled_at=None),
    "rights_change_names_rights": lambda h: a_row(h, role=""),
    "rights_change_stewards_apart": lambda h: a_row(
        h, kind=K.TRANSFER, had_role=Role.ADMIN, role=Role.AUDITOR
    ),
    "rights_change_delegation_has_end": lambda h: a_row(h, kind=K.DELEGATE, from_on=TODAY),
    "rights_change_in_order": lambda h: a_row(h, from_on=TODAY, to_on=TODAY - timedelta(days=1)),
    "rights_change_known": lambda h: a_row(h, kind="everything"),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_sql_refuses(three, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BAD_ROWS[name](three).save()


def test_sql_refuses_a_grant_by_the_creator(three):
    user = three.account()
    User.objects.filter(pk=user.pk).update(created_by=three.security)
    with pytest.raises(IntegrityError, match="the creator"), transaction.atomic():
        a_row(three, user=user).save()


def test_sql_accepts_the_good_row(three):
    a_row(three).save()


def test_only_one_change_waits_at_a_time(three):
    user = three.account()
    three.propose(user)
    with pytest.raises(Refused, match="正在等待复核"):
        three.propose(user, role=Role.DIRECTOR)
    waiting = {"state": ChangeState.WAITING, "settled_by": None, "settled_at": None}
    with pytest.raises(IntegrityError, match="rights_change_one_waiting"), transaction.atomic():
        a_row(three, user=user, **waiting).save()


# 三员 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("had", sorted(STEWARD_ROLES))
@pytest.mark.parametrize("role", sorted(STEWARD_ROLES))
def test_nobody_is_two_of_the_three_one_after_the_other(three, had, role):
    user = factories.user(had, three.organ)
    if had == role:
        with pytest.raises(Refused, match="没有变化"):
            three.propose(user, K.TRANSFER, role=role)
        return
    with pytest.raises(Refused, match="三员不能由同一个人先后担任"):
        three.propose(user, K.TRANSFER, role=role)


def test_not_by_way_of_giving_the_rights_back_first(three):
    factories.user(Role.AUDITOR, three.organ)
    withdraw(three.auditor, asked=WHY, by=three.security, at=NOON, on=TODAY)
    with pytest.raises(Refused, match="三员不能由同一个人先后担任"):
        three.propose(three.auditor, role=Role.ADMIN)
    three.confirm(three.propose(three.auditor, role=Role.OFFICER))


@pytest.mark.parametrize("role", sorted(STEWARD_ROLES))
def test_sql_knows_each_steward_as_a_person(three, role):
    """No second account for the same person, and none without saying which person."""
    for number in (three.admin.staff_no, None, ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(
                username="second", display_name="舒朗", role=role, unit=three.organ,
                staff_no=number,
            )  # fmt: skip


def test_sql_knows_no_superuser(three):
    for column in ("is_superuser", "is_staff"):
        with pytest.raises(IntegrityError, match="user_never_superuser"), transaction.atomic():
            User.objects.filter(pk=three.admin.pk).update(**{column: True})
    assert not User.objects.filter(is_superuser=True).exists()


def test_the_last_of_each_kind_stays(three):
    with pytest.raises(Refused, match="最后一位审计管理员"):
        deactivate(three.auditor, asked=WHY, by=three.admin, at=NOON, on=TODAY)
    with pytest.raises(Refused, match="最后一位系统管理员"):
        withdraw(three.admin, asked=WHY, by=three.security, at=NOON, on=TODAY)


# Roles and organs ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "fitting"),
    [(Role.OFFICER, "office"), (Role.PERSONNEL, "personnel_office"), (Role.HELPER, "work_unit")],
)
def test_a_role_belongs_to_a_kind_of_organ(three, role, fitting):
    user = three.account()
    right = getattr(factories, fitting)("某处")
    wrong = {"office": factories.work_unit, "personnel_office": factories.work_unit}.get(
        fitting, factories.area
    )("别处")
    with pytest.raises(Refused, match="角色"):
        three.propose(user, role=role, unit=wrong)
    assert three.propose(user, role=role, unit=right).unit == right


def test_a_role_is_not_granted_in_a_closed_unit(three):
    closed = factories.office("旧纪委", policy=False)
    closed.closed_on = TODAY
    closed.save()
    with pytest.raises(Refused, match="已经停用"):
        three.propose(three.account(), unit=closed)


# Transfer, delegation ------------------------------------------------------------------------


def test_a_change_of_organ_ends_the_old_access_at_once(three):
    user = three.granted()
    room = factories.office("第二监督检查室", within=three.organ, policy=False)
    change = three.propose(user, K.TRANSFER, role=Role.ROOM, unit=room)
    user.refresh_from_db()
    assert (user.role, user.unit) == ("", three.organ)
    three.confirm(change)
    user.refresh_from_db()
    assert (user.role, user.unit) == (Role.ROOM, room)


def test_a_change_of_role_in_the_same_organ_waits_with_the_old_rights(three):
    user = three.granted()
    change = three.propose(user, K.TRANSFER, role=Role.DIRECTOR)
    user.refresh_from_db()
    assert user.role == Role.OFFICER
    three.confirm(change)
    user.refresh_from_db()
    assert user.role == Role.DIRECTOR


def test_a_change_is_refused_when_the_account_has_moved_meanwhile(three):
    user = three.account()
    change = three.propose(user)
    User.objects.filter(pk=user.pk).update(unit=factories.office("别处", policy=False))
    with pytest.raises(Refused, match="在提出以后有变动"):
        three.confirm(change)
    change.refresh_from_db()
    assert change.is_waiting


def delegated(three, **asked):
    user = three.granted()
    other = factories.office("青禾区纪委监委", policy=False)
    span = {"from_on": TODAY, "to_on": TODAY + timedelta(days=90), "unit": other} | asked
    return user, three.propose(user, K.DELEGATE, **span)


def test_a_delegation_carries_both_people_and_an_end(three):
    user, change = delegated(three)
    assert not Delegation.objects.exists()
    three.confirm(change)
    made = Delegation.objects.get(user=user)
    assert (made.granted_by, made.confirmed_by) == (three.security, three.admin)
    assert (made.from_on, made.to_on) == (TODAY, TODAY + timedelta(days=90))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"to_on": None}, "请填写截止日期"),
        ({"from_on": TODAY - timedelta(days=1)}, "不能早于今天"),
        ({"to_on": TODAY - timedelta(days=1)}, "不能早于起始日期"),
        ({"to_on": TODAY + timedelta(days=400)}, "最长一年"),
        ({"unit": None}, "请选择代办的机关"),
    ],
)
def test_a_delegation_is_refused(three, asked, words):
    with pytest.raises(Refused, match=words):
        delegated(three, **asked)


def test_a_transfer_ends_what_was_delegated(three):
    user, change = delegated(three)
    three.confirm(change)
    Delegation.objects.update(from_on=TODAY - timedelta(days=9))
    three.confirm(three.propose(user, K.TRANSFER, role=Role.DIRECTOR))
    assert Delegation.objects.get().to_on == TODAY - timedelta(days=1)


def test_a_delegation_ends_early_and_one_that_has_not_begun_never_was(three):
    _, change = delegated(three)
    three.confirm(change)
    made = Delegation.objects.get()
    end_delegation(made, asked=WHY, by=three.security, at=NOON, on=TODAY + timedelta(days=5))
    made.refresh_from_db()
    assert made.to_on == TODAY + timedelta(days=4)
    with pytest.raises(Refused, match="已经到期"):
        end_delegation(made, asked=WHY, by=three.security, at=NOON, on=TODAY + timedelta(days=5))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_delegationhistory")
        assert cursor.fetchone()[0] == 2


# Declining, taking back, taking away -----------------------------------------------------------


def test_declining_says_why_and_changes_nothing(three):
    user = three.account()
    change = three.propose(user)
    with pytest.raises(Refused, match="请写明原因"):
        decline(change, remark=" ", by=three.admin, at=NOON)
    decline(change, remark="文件未到", by=three.admin, at=NOON)
    user.refresh_from_db()
    assert (change.state, change.remark, user.role) == ("declined", "文件未到", "")
    with pytest.raises(Refused, match="有变动"):
        three.confirm(change)


def test_only_the_proposer_takes_back(three):
    change = three.propose(three.account())
    with pytest.raises(Refused, match="只有提出的同志"):
        take_back(change, by=three.admin, at=NOON)
    take_back(change, by=three.security, at=NOON)
    assert change.state == ChangeState.TAKEN_BACK


def test_withdrawing_acts_at_once_and_needs_one_person(three):
    user = three.granted()
    withdraw(user, asked=WHY, by=three.security, at=NOON, on=TODAY)
    user.refresh_from_db()
    assert (user.role, user.is_active) == ("", True)
    change = user.rights_changes.get(kind=K.WITHDRAW)
    assert (change.state, change.had_role, change.settled_by) == ("applied", "officer", None)


def test_what_is_taken_away_says_why(three):
    user = three.granted()
    with pytest.raises(Refused, match="请写明原因"):
        withdraw(user, asked=Asked(" "), by=three.security, at=NOON, on=TODAY)


def test_deactivating_ends_everything_the_same_day(three):
    user, change = delegated(three)
    three.confirm(change)
    deactivate(user, asked=WHY, by=three.admin, at=NOON, on=TODAY)
    user.refresh_from_db()
    assert (user.role, user.is_active, user.ended_on) == ("", False, TODAY)
    assert not user.has_usable_password()
    assert not Delegation.objects.exists()


def test_coming_back_needs_two_people_and_new_rights(three):
    user = three.granted()
    deactivate(user, asked=WHY, by=three.admin, at=NOON, on=TODAY)
    secret = three.confirm(three.propose(user, K.REACTIVATE, by=three.admin), by=three.security)
    user.refresh_from_db()
    assert (user.is_active, user.ended_on, user.role) == (True, None, "")
    assert user.check_password(secret)


@pytest.mark.parametrize("kind", [K.SECRET, K.SECOND_FACTOR])
def test_a_lost_secret_or_device_is_looked_at_by_the_other_administrator(three, kind):
    user = three.granted()
    change = three.propose(user, kind, by=three.admin)
    with pytest.raises(Refused, match="不由您的岗位"):
        three.confirm(change, by=three.admin)
    secret = three.confirm(change, by=three.security)
    user.refresh_from_db()
    assert user.check_password(secret) is (kind == K.SECRET)
    assert user.role == Role.OFFICER


def test_every_kind_for_two_people_can_be_confirmed_by_somebody():
    from stewards.rules import CONFIRMERS, PROPOSERS

    assert set(CONFIRMERS) == TWO_PEOPLE
    proposed = set().union(*PROPOSERS.values())
    assert proposed >= TWO_PEOPLE


def test_two_confirmations_at_once_give_once(three):
    """The second finds the row settled, whatever it had read."""
    change = three.propose(three.account())
    stale = RightsChange.objects.get(pk=change.pk)
    three.confirm(change)
    with pytest.raises(Refused, match="有变动"):
        confirm(stale, by=three.admin, at=NOON, on=TODAY)
