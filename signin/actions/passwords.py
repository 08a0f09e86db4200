"""Setting one's own password; handing out one that works once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from signin.models import FormerPassword
from signin.rules.codes import new_code
from signin.rules.passwords import INITIAL_HOURS, PROFILES, Profile


def profile() -> Profile:
    return PROFILES[settings.PASSWORD_PROFILE]


@transaction.atomic
def set_own_password(user: User, *, password: str, at: datetime) -> None:
    """The form has asked the validators; the one before it is remembered as used."""
    _remember(user, at=at)
    user.set_password(password)
    user.password_set_at, user.password_until = at, None
    user.save(update_fields=["password", "password_set_at", "password_until"])
    record("password.changed", user, by=user)


@transaction.atomic
def hand_out_initial_password(user: User, *, by: User | None, at: datetime) -> str:
    """The only time it can be read: it works once, within a day, and has to be changed then.

    Every session of the account ends, because a session dies with the password it began with.
    """
    if by is not None and by.pk == user.pk:
        raise Refused("自己的口令请在“我的”页面修改，不能给自己发放初始口令。")
    password = new_code(4)
    _remember(user, at=at)
    user.set_password(password)
    user.password_set_at, user.password_until = at, at + timedelta(hours=INITIAL_HOURS)
    user.save(update_fields=["password", "password_set_at", "password_until"])
    record("password.handed_out", user, by=by)
    return password


def spend_initial_password(user: User, *, at: datetime) -> bool:
    """Of two sign-ins with it one succeeds; the other finds it over."""
    mine = User.objects.filter(pk=user.pk, password_until__gt=at)
    if not mine.update(password_until=at):
        return False
    user.password_until = at
    return True


def _remember(user: User, *, at: datetime) -> None:
    if not user.has_usable_password():
        return
    FormerPassword.objects.create(
        user=user, password=user.password, set_at=user.password_set_at or at
    )
    kept = max(each.remembered for each in PROFILES.values())
    mine = FormerPassword.objects.filter(user=user).order_by("-set_at", "-pk")
    FormerPassword.objects.filter(pk__in=mine.values_list("pk", flat=True)[kept:]).delete()
