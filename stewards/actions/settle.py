"""复核: the second of the two; with it the rights begin, and no moment earlier."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Delegation, User
from audit.record import record
from cases.actions.own_files import propose_own_files
from columns.refusal import Refused
from signin.actions import hand_out_initial_password, reset_second_factor
from stewards import rules
from stewards.actions.ledger import READ_AGAIN, change_account, locked
from stewards.choices import ChangeKind, ChangeState
from stewards.models import RightsChange
from stewards.querysets import running_delegations


@transaction.atomic
def confirm(change: RightsChange, *, by: User, at: datetime, on: date, remark: str = "") -> str:
    """Carries the change out. Answers the new initial secret where there is one, else nothing."""
    user = _settle(change, state=ChangeState.APPLIED, by=by, at=at, remark=remark)
    _refuse_moved(change, user)
    # The row first: a constraint speaks before anything has been given.
    secret = _apply(change, user, by=by, at=at, on=on)
    record("rights.applied", user, by=by, kind=change.kind, role=change.role)
    return secret


@transaction.atomic
def decline(change: RightsChange, *, remark: str, by: User, at: datetime) -> None:
    if not remark.strip():
        raise Refused("不同意时请写明原因。例如：该同志仍在原单位，调动文件未到。")
    user = _settle(change, state=ChangeState.DECLINED, by=by, at=at, remark=remark)
    record("rights.declined", user, by=by, kind=change.kind)


def _settle(
    change: RightsChange, *, state: ChangeState, by: User, at: datetime, remark: str
) -> User:
    kind = ChangeKind(change.kind)
    if not rules.may_confirm(by.role, kind):
        raise Refused(f"“{kind.label}”不由您的岗位复核，请与另一位管理员联系。")
    why = rules.refused_confirmer(
        confirmer=by.pk, proposer=change.proposed_by_id, account=change.user_id
    )
    if why:
        raise Refused(why)
    user = locked(change.user)
    waiting = RightsChange.objects.waiting().filter(pk=change.pk)
    if not waiting.update(state=state, settled_by=by, settled_at=at, remark=remark.strip()[:200]):
        raise Refused(READ_AGAIN)
    change.refresh_from_db()
    return user


def _refuse_moved(change: RightsChange, user: User) -> None:
    """The account must still be what the first of the two has seen."""
    moves = change.kind == ChangeKind.TRANSFER and change.unit_id != change.had_unit_id
    was = "" if moves else change.had_role
    if (user.role, user.unit_id) != (was, change.had_unit_id):
        raise Refused("这个账号在提出以后有变动，请由提出的同志撤回，重新提出。")


def _apply(change: RightsChange, user: User, *, by: User, at: datetime, on: date) -> str:
    kind = ChangeKind(change.kind)
    if kind in {ChangeKind.GRANT, ChangeKind.TRANSFER}:
        end_delegations(user, on=on)
        change_account(user, role=change.role, unit_id=change.unit_id)
        propose_own_files(on=on, users=[user.pk])
    elif kind == ChangeKind.DELEGATE:
        _delegate(change, user, by=by)
    elif kind == ChangeKind.SECOND_FACTOR:
        reset_second_factor(user, by=by)
    elif kind == ChangeKind.SECRET:
        return hand_out_initial_password(user, by=by, at=at)
    else:
        # What he may do is granted anew: his post may have changed meanwhile.
        change_account(user, is_active=True, ended_on=None, role="")
        return hand_out_initial_password(user, by=by, at=at)
    return ""


def _delegate(change: RightsChange, user: User, *, by: User) -> None:
    if not (change.unit and change.from_on and change.to_on and change.proposed_by):
        raise ValueError(f"delegation {change.code} has no organ, span or author")
    Delegation.objects.create(
        user=user,
        unit=change.unit,
        from_on=change.from_on,
        to_on=change.to_on,
        reason=change.reason,
        document=change.document,
        granted_by=change.proposed_by,
        confirmed_by=by,
    )


def end_delegations(user: User, *, on: date) -> int:
    """All that run or are to begin, from today."""
    ended = 0
    for delegation in running_delegations(User.objects.filter(pk=user.pk), on=on):
        end_delegation(delegation, on=on)
        ended += 1
    return ended


def end_delegation(delegation: Delegation, *, on: date) -> None:
    """Its last day was yesterday. What began no earlier than today has never been: the row goes,
    and the history of rows keeps it."""
    if delegation.from_on >= on:
        delegation.delete()
        return
    delegation.to_on = date.fromordinal(on.toordinal() - 1)
    delegation.save(update_fields=["to_on"])
