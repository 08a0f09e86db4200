"""Whether name and password open the door: counted, recorded, and answered in one way.

Known, unknown, shut and locked accounts get the same sentence, status and length, and cost one
hash each; only the record says which it was.
"""

from datetime import datetime

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_credentials
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from accounts.models import User
from audit.choices import Outcome
from audit.record import record
from signin.actions.passwords import spend_initial_password
from signin.actions.tallies import add_failure, failures
from signin.counting import terminal
from signin.rules.addresses import within

EVERYWHERE = "all"
SENTENCE = (
    "用户名或密码不对，或者暂时不能登录。请核对后再试；同一台电脑上连续输错5次，15分钟后才能再试。"
)


def admit(request: HttpRequest, *, username: str, password: str, at: datetime) -> User | None:
    """The account, when everything fits."""
    user, fault = _asked(request, username, password, at=at)
    if user is not None and not fault:
        fault = _unfit(request, user, at=at)
    if fault:
        _count(request, username, fault, at=at)
        return None
    return user


def _asked(
    request: HttpRequest, username: str, password: str, *, at: datetime
) -> tuple[User | None, str]:
    fault = ""
    if _budget_is_spent(terminal(request), at=at):
        fault = "budget"
    elif not AxesProxyHandler.is_allowed(request, get_credentials(username=username)):
        fault = "locked"
    if fault:
        make_password(password)  # as long as any other answer takes
        return None, fault
    user = authenticate(request, username=username, password=password)
    return (user, "") if isinstance(user, User) else (None, "wrong")


def _unfit(request: HttpRequest, user: User, *, at: datetime) -> str:
    """Right, and still refused."""
    networks = settings.STEWARD_NETWORKS
    if user.is_steward and networks and not within(terminal(request), networks):
        return "address"
    if user.password_until is not None and not spend_initial_password(user, at=at):
        return "secret_over"
    return ""


def _budget_is_spent(address: str, *, at: datetime) -> bool:
    """An address may fail so often; once everybody together has failed too often, whoever has
    failed at all in this window waits, so that a wide attack does not shut out who types well."""
    mine = failures(f"address:{address}", at=at)
    everybody = failures(EVERYWHERE, at=at)
    return mine >= settings.ADDRESS_BUDGET or (everybody >= settings.GLOBAL_BUDGET and mine > 0)


def _count(request: HttpRequest, username: str, fault: str, *, at: datetime) -> None:
    """Names of accounts that do not exist are written down nowhere: they may be passwords."""
    known = User.objects.filter(username=username).first()
    kind = "unknown" if known is None else fault if known.is_active else "shut"
    add_failure(f"address:{terminal(request)}", at=at)
    add_failure(EVERYWHERE, at=at)
    record("login.fail", known, by=None, outcome=Outcome.REFUSED, kind=kind)
    if getattr(request, "axes_locked_out", False):
        record("login.locked", known, by=None, outcome=Outcome.REFUSED)
