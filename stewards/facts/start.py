"""The first page of each of the three: what waits for him, and whether the program runs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from accounts.acting import as_system
from accounts.models import User
from accounts.roles import Role
from jobs.choices import JobState
from jobs.models import Heartbeat, Job
from stewards.models import RightsChange
from stewards.querysets import (
    ChangeQuerySet,
    accounts_of,
    delegations_ending,
    in_care_of,
    sleeping,
    without_rights,
)
from stewards.rules import CONFIRMERS, NEARLY_ASLEEP, may_confirm

ENDING_WITHIN = timedelta(days=14)
SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Tile:
    number: int
    label: str
    url: str


@dataclass(frozen=True)
class Health:
    """Of the program's own work: no figure of any case."""

    is_beating: bool
    beat_at: datetime | None
    failed: int
    waiting: int


def tiles_of(steward: User, *, at: datetime, on: date) -> list[Tile]:
    """Accounts and rights only; each number opens the list it counts."""
    accounts = accounts_of(steward)
    if steward.role == Role.ADMIN:
        return _admin(steward, accounts, at=at)
    if steward.role == Role.SECURITY:
        return _security(steward, accounts, at=at, on=on)
    return []


def _admin(steward: User, accounts: QuerySet[User], *, at: datetime) -> list[Tile]:
    units = reverse("stewards:units")
    return [
        _waiting(steward),
        _users(without_rights(accounts).count(), "没有权限的账号", "empty"),
        _users(_asleep(accounts, at=at), "将满90天未登录", "sleeping"),
        Tile(in_care_of(steward).unchecked().count(), "待核对的单位", f"{units}?state=unchecked"),
    ]


def _security(steward: User, accounts: QuerySet[User], *, at: datetime, on: date) -> list[Tile]:
    ending = delegations_ending(accounts, today=on, by=on + ENDING_WITHIN).count()
    rights = reverse("stewards:holders")
    return [
        _waiting(steward),
        _users(without_rights(accounts).count(), "等待授权的账号", "empty"),
        Tile(ending, "14日内到期的代理（借调）", f"{rights}?delegated=1"),
        _users(_asleep(accounts, at=at), "将满90天未登录", "sleeping"),
    ]


def _waiting(steward: User) -> Tile:
    number = waiting_for(steward).count()
    return Tile(number, "等待我复核", reverse("stewards:changes"))


def waiting_for(steward: User) -> ChangeQuerySet:
    """What somebody else of the three has proposed and this one may confirm."""
    waiting = RightsChange.objects.visible_to(steward).waiting()
    mine = [kind for kind in CONFIRMERS if may_confirm(steward.role, kind)]
    others = waiting.filter(kind__in=mine).exclude(proposed_by=steward).exclude(user=steward)
    return others.for_page()


def _asleep(accounts: QuerySet[User], *, at: datetime) -> int:
    return sleeping(accounts, days=NEARLY_ASLEEP, at=at).count()


def _users(number: int, label: str, state: str) -> Tile:
    return Tile(number, label, f"{reverse('stewards:users')}?state={state}")


def health(*, at: datetime) -> Health:
    beat = Heartbeat.objects.filter(name="worker").first()
    with as_system():
        failed = Job.objects.filter(state=JobState.FAILED).count()
        waiting = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).count()
    return Health(
        is_beating=beat is not None and at - beat.at < SILENT_AFTER,
        beat_at=beat.at if beat is not None else None,
        failed=failed,
        waiting=waiting,
    )
