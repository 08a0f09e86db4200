"""Writing a change of rights down, and changing the account in one conditional update."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from accounts.models import Unit, User
from audit.record import record
from columns.refusal import Refused
from stewards.choices import ChangeKind, ChangeState
from stewards.models import RightsChange

READ_AGAIN = "这个账号在您打开页面以后有变动，请刷新后重新办理。"
WAITING = "这个账号有一项变动正在等待复核，请先复核或撤回，再办理其他事项。"
# A session of this key is nobody's: the next request of the account signs in anew.
NO_SESSION = "ended"


@dataclass(frozen=True)
class Asked:
    """What is asked for, and why."""

    reason: str
    document: str = ""
    role: str = ""
    unit: Unit | None = None
    from_on: date | None = None
    to_on: date | None = None


def locked(user: User) -> User:
    """The account as it is now; nobody else changes its rights until this transaction ends."""
    return User.objects.select_for_update().get(pk=user.pk)


def note(
    user: User, *, kind: ChangeKind, asked: Asked, by: User | None, at: datetime, **more: Any
) -> RightsChange:
    """One row of the account's history."""
    if by is not None and not asked.reason.strip():
        raise Refused("请写明原因。例如：调任第二监督检查室，见任职通知。")
    try:
        with transaction.atomic():
            change: RightsChange = RightsChange.objects.create(
                user=user,
                kind=kind,
                role=asked.role,
                unit=asked.unit,
                from_on=asked.from_on,
                to_on=asked.to_on,
                had_role=user.role,
                had_unit=user.unit,
                reason=asked.reason.strip(),
                document=asked.document.strip(),
                proposed_by=by,
                proposed_at=at,
                **more,
            )
    except IntegrityError as clash:
        if "rights_change_one_waiting" not in str(clash):
            raise
        raise Refused(WAITING) from clash
    return change


def done(
    user: User, *, kind: ChangeKind, asked: Asked, by: User | None, at: datetime
) -> RightsChange:
    """A change that needs no second person and stands from this moment."""
    change = note(
        user, kind=kind, asked=asked, by=by, at=at, state=ChangeState.APPLIED, settled_at=at
    )
    record("rights.applied", user, by=by, kind=kind, had=user.role)
    return change


def refuse_waiting(user: User) -> None:
    if RightsChange.objects.waiting().filter(user=user).exists():
        raise Refused(WAITING)


def change_account(user: User, **columns: Any) -> None:
    """As it was locked; whatever it did until now it signs in anew for."""
    User.objects.filter(pk=user.pk).update(session_key=NO_SESSION, **columns)
    user.refresh_from_db()
