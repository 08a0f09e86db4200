"""An account on a page: what it is, what it has, since when and by whose hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Delegation, User
from signin.models import SecondFactor
from stewards.choices import NAMING_RIGHTS, ChangeState
from stewards.facts.matrix import scope_words
from stewards.models import RightsChange
from stewards.querysets import running_delegations
from stewards.rules import NEARLY_ASLEEP


@dataclass(frozen=True)
class State:
    """One word for an account, with its colour: of an account, never of a person."""

    label: str
    tone: str


@dataclass(frozen=True)
class Card:
    user: User
    state: State
    scope: str
    given: RightsChange | None
    waiting: RightsChange | None
    delegations: tuple[Delegation, ...]
    has_second_factor: bool
    history: tuple[RightsChange, ...]

    @property
    def waiting_rows(self) -> list[RightsChange]:
        return [self.waiting] if self.waiting is not None else []


def state_of(user: User, *, is_waiting: bool, at: datetime) -> State:
    if not user.is_active:
        return State("已停用" if user.ended_on else "久未登录停用", "grey")
    if is_waiting:
        return State("等待复核", "amber")
    if not user.role:
        return State("没有权限", "amber")
    idle = at - last_seen(user) > timedelta(days=NEARLY_ASLEEP)
    return State("久未登录", "amber") if idle and not user.is_demo else State("在用", "green")


def last_seen(user: User) -> datetime:
    moments = (user.last_login, user.password_set_at, user.date_joined)
    return max(moment for moment in moments if moment is not None)


def card_of(user: User, *, at: datetime, on: date) -> Card:
    history = tuple(user.rights_changes.for_page().order_by("-proposed_at", "-pk"))
    waiting = next((each for each in history if each.is_waiting), None)
    accounts = User.objects.filter(pk=user.pk)
    return Card(
        user=user,
        state=state_of(user, is_waiting=waiting is not None, at=at),
        scope=scope_words(user.role),
        given=next((each for each in history if _gave(each, user)), None),
        waiting=waiting,
        delegations=tuple(
            running_delegations(accounts, on=on).select_related(
                "unit", "granted_by", "confirmed_by"
            )
        ),
        has_second_factor=SecondFactor.objects.filter(user=user).exists(),
        history=history,
    )


def given_to(users: Iterable[User]) -> dict[int, RightsChange]:
    """Account id → the change that gave it what it has now."""
    roles = {user.pk: user.role for user in users}
    newest: dict[int, RightsChange] = {}
    for change in _grants().filter(user__in=roles).order_by("settled_at", "pk"):
        if change.role == roles[change.user_id]:
            newest[change.user_id] = change
    return newest


def _gave(change: RightsChange, user: User) -> bool:
    is_grant = change.kind in NAMING_RIGHTS and change.state == ChangeState.APPLIED
    return is_grant and change.role == user.role


def _grants() -> QuerySet[RightsChange]:
    return RightsChange.objects.applied().filter(kind__in=NAMING_RIGHTS).for_page()
