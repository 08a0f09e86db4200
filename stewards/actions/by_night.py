"""What the program takes away by itself: accounts that sleep, grants whose time is over."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.record import record
from stewards.actions.ledger import Asked, change_account, done, locked
from stewards.actions.settle import end_delegations
from stewards.choices import NAMING_RIGHTS, ChangeKind, ChangeState
from stewards.models import RightsChange
from stewards.querysets import sleeping
from stewards.rules import IDLE_DAYS


@transaction.atomic
def put_to_sleep(*, at: datetime) -> list[str]:
    """The codes of accounts switched off because nobody has used them for 90 days."""
    asked = Asked(f"连续{IDLE_DAYS}天没有登录，系统自动停用")
    found = []
    for user in sleeping(User.objects.all(), days=IDLE_DAYS, at=at):
        user = locked(user)
        _drop_waiting(user, at=at)
        done(user, kind=ChangeKind.SLEEP, asked=asked, by=None, at=at)
        change_account(user, is_active=False)
        record("account.slept", user, by=None)
        found.append(user.code)
    return found


@transaction.atomic
def expire_grants(*, at: datetime, on: date) -> list[str]:
    """The codes of accounts whose rights were given until yesterday."""
    found = []
    for change in RightsChange.objects.ended_before(on).select_related("user"):
        user = locked(change.user)
        if user.role and _newest_grant(user) == change:
            _drop_waiting(user, at=at)
            asked = Asked("授权到期，系统自动收回", from_on=change.from_on, to_on=change.to_on)
            done(user, kind=ChangeKind.EXPIRE, asked=asked, by=None, at=at)
            end_delegations(user, on=on)
            change_account(user, role="")
            found.append(user.code)
    return found


def _newest_grant(user: User) -> RightsChange | None:
    given = user.rights_changes.applied().filter(kind__in=NAMING_RIGHTS)
    return given.order_by("-settled_at", "-pk").first()


def _drop_waiting(user: User, *, at: datetime) -> None:
    """What waits was asked of an account that is another one now."""
    RightsChange.objects.waiting().filter(user=user).update(
        state=ChangeState.TAKEN_BACK, settled_at=at
    )
