"""提出: the first of the two, with everything that can be said against it said at once."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import STEWARD_ROLES, Role
from audit.record import record
from columns.refusal import Refused
from stewards import rules
from stewards.actions.ledger import READ_AGAIN, Asked, change_account, locked, note
from stewards.choices import NAMING_RIGHTS, TWO_PEOPLE, ChangeKind, ChangeState
from stewards.facts.current import refuse_unfinished
from stewards.models import RightsChange


@transaction.atomic
def propose(
    user: User, *, kind: ChangeKind, asked: Asked, by: User, at: datetime, on: date
) -> RightsChange:
    """A change of organ ends the old organ's access now, whenever the new one is confirmed."""
    if kind not in TWO_PEOPLE:
        raise ValueError(f"{kind} needs no second person")
    user = locked(user)
    refuse_by_rule(user, kind=kind, by=by)
    if kind in NAMING_RIGHTS:
        _refuse_rights(user, asked, on=on)
    if kind == ChangeKind.DELEGATE:
        _refuse_delegation(user, asked, on=on)
    moves = kind == ChangeKind.TRANSFER and asked.unit != user.unit
    if moves:
        refuse_unfinished(user, on=on)
    change = note(user, kind=kind, asked=asked, by=by, at=at)
    record("rights.proposed", user, by=by, kind=kind, role=asked.role)
    if moves:
        change_account(user, role="")
    return change


@transaction.atomic
def take_back(change: RightsChange, *, by: User, at: datetime) -> None:
    """Its proposer thinks better of it. Rights that a change of organ has ended stay ended."""
    if change.proposed_by_id != by.pk:
        raise Refused("只有提出的同志可以撤回。")
    taken = RightsChange.objects.waiting().filter(pk=change.pk)
    if not taken.update(state=ChangeState.TAKEN_BACK, settled_at=at):
        raise Refused(READ_AGAIN)
    change.refresh_from_db()
    record("rights.taken_back", change.user, by=by, kind=change.kind)


def refuse_by_rule(user: User, *, kind: ChangeKind, by: User) -> None:
    """Who may propose it, for whom, and in which state of the account."""
    if not rules.may_propose(by.role, kind):
        raise Refused(f"“{ChangeKind(kind).label}”不由您的岗位提出，请与另一位管理员联系。")
    why = rules.refused_person(
        kind=kind, proposer=by.pk, account=user.pk, creator=user.created_by_id
    )
    if why:
        raise Refused(why)
    standing = rules.Standing(user.is_active, user.ended_on is not None, user.role)
    if kind not in rules.open_kinds(standing):
        raise Refused(f"这个账号现在不能办理“{ChangeKind(kind).label}”，请刷新后查看。")


def _refuse_rights(user: User, asked: Asked, *, on: date) -> None:
    if asked.unit is None or asked.role not in Role.values:
        raise Refused("请选择角色和单位。")
    if asked.unit.closed_on is not None and asked.unit.closed_on <= on:
        raise Refused(f"“{asked.unit.full_name}”已经停用，请另选一个单位。")
    if (asked.role, asked.unit) == (user.role, user.unit):
        raise Refused("角色和单位都没有变化。")
    for had in stewardships(user):
        why = rules.refused_role(had=had, role=asked.role, unit_kind=asked.unit.kind)
        if why:
            raise Refused(why)
    if asked.to_on is not None and asked.to_on < on:
        raise Refused("授权的截止日期不能早于今天。")


def stewardships(user: User) -> list[str]:
    """His role of today, and those of 三员 he has ever had."""
    past = user.rights_changes.filter(had_role__in=STEWARD_ROLES)
    return [user.role, *past.values_list("had_role", flat=True).distinct()]


def _refuse_delegation(user: User, asked: Asked, *, on: date) -> None:
    if asked.unit is None:
        raise Refused("请选择代办的机关。")
    if asked.unit == user.unit:
        raise Refused("代办的机关就是本人所在的机关，不需要另外授权。")
    if not rules.fits(user.role, asked.unit.kind):
        raise Refused("代理（借调）只在纪检监察机关之间办理。")
    why = rules.refused_span(asked.from_on or on, asked.to_on, today=on)
    if why:
        raise Refused(why)
