"""Who of 三员 may propose and confirm what, which role fits which organ, and when one sleeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from stewards.choices import GRANTING, TWO_PEOPLE, ChangeKind

IDLE_DAYS = 90
# Listed for two weeks before the account falls asleep.
NEARLY_ASLEEP = IDLE_DAYS - 14
# Delegations and grants for a time: as long as a posting of the kind lasts at most.
LONGEST_DELEGATION = timedelta(days=366)

K = ChangeKind
DISCIPLINE = frozenset({"director", "officer", "leader", "room", "inspector"})
STEWARDS = frozenset({"admin", "security", "auditor"})

# 系统管理员 keeps accounts, 安全管理员 what they may do (practice D.2).
PROPOSERS: Mapping[str, frozenset[ChangeKind]] = {
    "admin": frozenset({K.DEACTIVATE, K.REACTIVATE, K.SECRET, K.SECOND_FACTOR}),
    "security": frozenset({K.GRANT, K.TRANSFER, K.DELEGATE, K.UNDELEGATE, K.WITHDRAW}),
}
# A new secret or device opens an account as it stands, so the other of the two looks at it.
CONFIRMERS: Mapping[ChangeKind, frozenset[str]] = {
    K.GRANT: frozenset({"admin", "security"}),
    K.TRANSFER: frozenset({"admin", "security"}),
    K.DELEGATE: frozenset({"admin", "security"}),
    K.REACTIVATE: frozenset({"security"}),
    K.SECRET: frozenset({"security"}),
    K.SECOND_FACTOR: frozenset({"security"}),
}


@dataclass(frozen=True)
class Standing:
    """An account as the rules see it."""

    is_active: bool
    has_ended: bool
    role: str

    @property
    def has_rights(self) -> bool:
        return self.is_active and bool(self.role)


def may_propose(role: str, kind: ChangeKind) -> bool:
    return kind in PROPOSERS.get(role, frozenset())


def may_confirm(role: str, kind: ChangeKind) -> bool:
    return role in CONFIRMERS.get(kind, frozenset())


def open_kinds(standing: Standing) -> frozenset[ChangeKind]:
    """What can be done with an account as it stands."""
    if not standing.is_active:
        return frozenset({K.REACTIVATE})
    always = frozenset({K.DEACTIVATE, K.SECRET, K.SECOND_FACTOR})
    if not standing.has_rights:
        return always | {K.GRANT}
    if standing.role in DISCIPLINE:
        return always | {K.TRANSFER, K.WITHDRAW, K.DELEGATE, K.UNDELEGATE}
    return always | {K.TRANSFER, K.WITHDRAW}


def refused_person(*, kind: ChangeKind, proposer: int, account: int, creator: int | None) -> str:
    """Why this person cannot propose it; empty when he can."""
    if proposer == account:
        return "不能为自己的账号办理，请由另一位管理员办理。"
    if kind in GRANTING and proposer == creator:
        return "这个账号是您建立的，授权须由另一位同志提出。"
    return ""


def refused_confirmer(*, confirmer: int, proposer: int | None, account: int) -> str:
    if confirmer == account:
        return "不能复核自己账号的变动，请由另一位管理员复核。"
    if confirmer == proposer:
        return "提出和复核须由两个人办理，请由另一位管理员复核。"
    return ""


def fits(role: str, unit_kind: str) -> bool:
    """Discipline roles sit in a discipline organ, 组织部门 in one; nobody in an area."""
    if role in DISCIPLINE:
        return unit_kind == "discipline"
    if role == "personnel":
        return unit_kind == "personnel"
    return unit_kind != "area"


def refused_role(*, had: str, role: str, unit_kind: str) -> str:
    """Why this role cannot be given there; empty when it can."""
    if had in STEWARDS and role in STEWARDS and had != role:
        return "三员不能由同一个人先后担任，请为另一位同志授权。"
    if not fits(role, unit_kind):
        if role in DISCIPLINE:
            return "这个角色只授予纪检监察机关的账号，请核对单位。"
        return "这个角色与单位的类别不符，请核对单位。例如组织（人事）部门的角色只授予组织部门。"
    return ""


def refused_span(from_on: date, to_on: date | None, *, today: date) -> str:
    """A delegation has an end, and does not begin in the past."""
    if to_on is None:
        return "请填写截止日期。代理、借调都有期限，到期自动结束。"
    if from_on < today:
        return "起始日期不能早于今天。"
    if to_on < from_on:
        return "截止日期不能早于起始日期。"
    if to_on - from_on > LONGEST_DELEGATION:
        return "一次最长一年，到期可以再办。"
    return ""


def sleeps_since(*, last_seen: date, today: date) -> int:
    """Days an account has not been used, when they are too many; else 0."""
    idle = (today - last_seen).days
    return idle if idle >= IDLE_DAYS else 0


def needs_two(kind: ChangeKind) -> bool:
    return kind in TWO_PEOPLE
