"""The second factor: taking it up, proving it, losing it."""

from base64 import b64decode, b64encode
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from audit.choices import Outcome
from audit.record import record
from columns.keyring import blind_index, blind_indexes
from columns.refusal import Refused
from signin.actions.tallies import add_failure, failures, forget_failures
from signin.models import RecoveryCode, SecondFactor
from signin.rules.codes import as_typed, is_one_time, new_code, step_of

RECOVERY_CODES = 10
MOST_TRIES = 5
WRONG = "验证码不对或已经用过。请看手机上现在显示的6位数字；手机时间须与北京时间一致。"
TOO_MANY = "验证码已连续输错5次，请15分钟后再试。手机不在身边的，可以用恢复码，或与安全管理员联系。"


@transaction.atomic
def enrol_second_factor(user: User, *, secret: bytes, code: str, at: datetime) -> list[str]:
    """Recovery codes, readable this once. The code proves that the authenticator has the secret."""
    step = step_of(secret, as_typed(code), at=at)
    if step is None:
        raise Refused(WRONG)
    _, made = SecondFactor.objects.get_or_create(
        user=user,
        defaults={
            "secret": b64encode(secret).decode(),
            "confirmed_at": at,
            "last_step": step,
        },
    )
    if not made:
        raise Refused("这个账号已经启用动态口令。要换手机，请与安全管理员联系。")
    record("2fa.enrolled", user, by=user)
    return _new_codes(user, at=at)


@transaction.atomic
def renew_recovery_codes(user: User, *, at: datetime) -> list[str]:
    """The earlier ones are worth nothing from now on."""
    record("2fa.codes_renewed", user, by=user)
    return _new_codes(user, at=at)


def _new_codes(user: User, *, at: datetime) -> list[str]:
    codes = [new_code(3) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=blind_index(_text(code)), made_at=at) for code in codes
    )
    return codes


@transaction.atomic
def take_code(user: User, *, code: str, at: datetime) -> str:
    """Takes a one-time code nobody has used, or a recovery code; answers what is wrong, if so.

    Not by raising: what failed has to be counted and recorded.
    """
    key = f"second:{user.pk}"
    if failures(key, at=at) >= MOST_TRIES:
        record("2fa.fail", user, by=user, outcome=Outcome.REFUSED, kind="too_many")
        return TOO_MANY
    typed = as_typed(code)
    taken = _take_one_time(user, typed, at=at) if is_one_time(typed) else _spend(user, typed, at=at)
    if not taken:
        add_failure(key, at=at)
        record("2fa.fail", user, by=user, outcome=Outcome.REFUSED, kind="wrong")
        return WRONG
    forget_failures(key)
    return ""


def _take_one_time(user: User, code: str, *, at: datetime) -> bool:
    factor = SecondFactor.objects.filter(user=user).first()
    step = step_of(b64decode(factor.secret), code, at=at) if factor else None
    if step is None:
        return False
    newer = SecondFactor.objects.filter(user=user, last_step__lt=step)
    return bool(newer.update(last_step=step))


def _spend(user: User, code: str, *, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(
        user=user, digest__in=blind_indexes(_text(code)), used_at=None
    )
    if not unused.update(used_at=at):
        return False
    record("2fa.recovered", user, by=user)
    return True


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """For a lost telephone, by the security administrator; the person enrols anew.

    The account's session ends with its next request.
    """
    if by.role != Role.SECURITY:
        raise Refused("重置动态口令由安全管理员办理。")
    if by.pk == user.pk:
        raise Refused("不能重置自己的动态口令，请由另一位安全管理员办理。")
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(session_key="reset")
    record("2fa.reset", user, by=by)


def _text(code: str) -> str:
    return f"recovery:{as_typed(code)}"
