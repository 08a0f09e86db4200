"""What a session remembers of how it was opened: times, second factor, task code, kept forms.

A session without these marks was opened by the program itself (a test's force_login, or a
version before this one): it begins when it is first seen, and has no second factor.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypedDict

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import User
from signin.choices import Ending
from signin.rules.limits import Limits, Moments, is_recent, seconds_left
from signin.rules.passwords import PROFILES, must_change
from workdays import clock

BORN, SEEN, CONFIRMED = "signin_born", "signin_seen", "signin_confirmed"
SECOND, CODE, CLAIMED = "signin_second", "signin_code", "signin_claimed"
ENDED, ENROL, HAS_KEPT = "signin_ended", "signin_enrol", "signin_has_kept"
# A row is written at most this often; the idle limit is exact to it.
SEEN_EVERY = timedelta(seconds=10)


@dataclass(frozen=True)
class CodeSession:
    """Opened with a task code: until when, and for which dossier."""

    dossier_code: str
    until: datetime


def limits() -> Limits:
    return Limits(
        idle=timedelta(minutes=settings.IDLE_LIMIT_MINUTES),
        whole=timedelta(hours=settings.SESSION_HOURS),
    )


def moments_of(session: SessionBase) -> Moments | None:
    born, seen = _moment(session, BORN), _moment(session, SEEN)
    if born is None or seen is None:
        return None
    return Moments(born=born, seen=seen, confirmed=_moment(session, CONFIRMED))


def begin(session: SessionBase, *, at: datetime, claimed: bool = False) -> None:
    """A fresh sign-in: every mark of an earlier one goes. Signing in confirms who one is."""
    for mark in (SECOND, CODE, ENDED, ENROL, CLAIMED):
        session.pop(mark, None)
    session[BORN] = session[SEEN] = session[CONFIRMED] = at.timestamp()
    if claimed:
        session[CLAIMED] = True


def touch(session: SessionBase, *, at: datetime, at_once: bool = False) -> None:
    seen = _moment(session, SEEN)
    if at_once or seen is None or at - seen >= SEEN_EVERY:
        session[SEEN] = at.timestamp()


def confirm(session: SessionBase, *, at: datetime) -> None:
    session[CONFIRMED] = at.timestamp()


def was_confirmed(session: SessionBase, *, at: datetime) -> bool:
    window = timedelta(minutes=settings.CONFIRM_MINUTES)
    return is_recent(_moment(session, CONFIRMED), window, at=at)


def pass_second(session: SessionBase, *, at: datetime) -> None:
    session[SECOND] = True
    session.pop(ENROL, None)
    confirm(session, at=at)


def has_second(session: SessionBase) -> bool:
    return bool(session.get(SECOND))


def open_with_code(session: SessionBase, *, dossier_code: str, until: datetime) -> None:
    session[CODE] = {"dossier": dossier_code, "until": until.timestamp()}


def code_of(session: SessionBase) -> CodeSession | None:
    kept: dict[str, Any] | None = session.get(CODE)
    if kept is None:
        return None
    return CodeSession(kept["dossier"], datetime.fromtimestamp(kept["until"], UTC))


def end(session: SessionBase, why: Ending) -> None:
    """The cookie stays known, so that what its owner still sends can be kept for him."""
    session[ENDED] = str(why)


def ended(session: SessionBase) -> Ending | None:
    why = session.get(ENDED)
    return Ending(why) if why else None


def needs_second(user: User) -> bool:
    """Every account of a real person; invented ones see invented people only."""
    return settings.SECOND_FACTOR and not user.is_demo


def must_change_password(user: User, *, at: datetime) -> bool:
    """Invented accounts keep the password that is printed for them."""
    return not user.is_demo and must_change(
        until=user.password_until,
        set_at=user.password_set_at,
        days=PROFILES[settings.PASSWORD_PROFILE].days,
        at=at,
    )


def fingerprint(session: SessionBase) -> str:
    """What the account remembers of its one session; forty letters that open nothing."""
    return salted_hmac("signin.session", session.session_key or "").hexdigest()


class Shell(TypedDict, total=False):
    session_left: int
    session_warn: int


def shell(request: HttpRequest) -> Shell:
    """For the warning on every page: seconds left, and how long before the end it comes."""
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    if not isinstance(user, User) or session is None:
        return {}
    moments = moments_of(session)
    if moments is None:
        return {}
    left = seconds_left(moments, limits(), at=clock.now())
    return {"session_left": left, "session_warn": settings.WARN_SECONDS}


def _moment(session: SessionBase, name: str) -> datetime | None:
    stamp = session.get(name)
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
