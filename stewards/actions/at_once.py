"""Taking away: one person, at once, and nothing is left of the session."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import Delegation, User
from columns.refusal import Refused
from stewards.actions import settle
from stewards.actions.ledger import Asked, change_account, done, locked, refuse_waiting
from stewards.actions.propose import refuse_by_rule
from stewards.choices import ChangeKind
from stewards.facts.current import refuse_last_of_kind, refuse_unfinished
from stewards.models import RightsChange


@transaction.atomic
def withdraw(user: User, *, asked: Asked, by: User, at: datetime, on: date) -> RightsChange:
    """收回权限: whatever he has in hand, so that access can end this minute; the work stays listed
    until it is passed on."""
    user = locked(user)
    refuse_by_rule(user, kind=ChangeKind.WITHDRAW, by=by)
    refuse_waiting(user)
    refuse_last_of_kind(user)
    change = done(user, kind=ChangeKind.WITHDRAW, asked=asked, by=by, at=at)
    settle.end_delegations(user, on=on)
    change_account(user, role="")
    return change


@transaction.atomic
def deactivate(user: User, *, asked: Asked, by: User, at: datetime, on: date) -> RightsChange:
    """停用: the same day, and for good; refused while something of his is current."""
    user = locked(user)
    refuse_by_rule(user, kind=ChangeKind.DEACTIVATE, by=by)
    refuse_waiting(user)
    refuse_last_of_kind(user)
    refuse_unfinished(user, on=on)
    change = done(user, kind=ChangeKind.DEACTIVATE, asked=asked, by=by, at=at)
    settle.end_delegations(user, on=on)
    user.set_unusable_password()
    change_account(user, role="", is_active=False, ended_on=on, password=user.password)
    return change


@transaction.atomic
def end_delegation(
    delegation: Delegation, *, asked: Asked, by: User, at: datetime, on: date
) -> RightsChange:
    user = locked(delegation.user)
    refuse_by_rule(user, kind=ChangeKind.UNDELEGATE, by=by)
    if delegation.to_on < on:
        raise Refused("这项代理（借调）已经到期，不用再办。")
    span = Asked(
        asked.reason, asked.document, unit=delegation.unit,
        from_on=delegation.from_on, to_on=delegation.to_on,
    )  # fmt: skip
    change = done(user, kind=ChangeKind.UNDELEGATE, asked=span, by=by, at=at)
    settle.end_delegation(delegation, on=on)
    change_account(user)
    return change
