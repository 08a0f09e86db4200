"""In front of every view: who really asks, what every answer carries, and what a session may."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import urlencode

from accounts.acting import acting_as
from accounts.models import User
from audit.choices.classes import CHANGE, class_of
from audit.mac import digest_of
from audit.origin import origin
from audit.record import record
from signin import sessions
from signin.actions import Claim, claim_form, keep_form, settle_form
from signin.again import put_back
from signin.choices import Ending, KeptFor
from signin.counting import terminal
from signin.rules.addresses import client_address, within
from signin.rules.limits import ending
from signin.stepup import READING, page_of, typed_in
from web.templatetags.once import FORM_KEY
from workdays import clock

Answer = Callable[[HttpRequest], HttpResponse]
UNAUTHORIZED, SERVER_ERROR = 401, 500
FORM, CODE = "application/x-www-form-urlencoded", re.compile(r"[0-9A-Z]{12}")
# New on every page, and no part of what somebody typed.
NEW = frozenset({"csrfmiddlewaretoken", FORM_KEY})
# Kinds of entries that tell of something done, and not only looked at.
ACTING = frozenset({CHANGE, "issue", "rights", "admin"})
# What comes from another site may lead here, and do nothing else.
OWN_SITE = frozenset({"same-origin", "none"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in (
            *("accelerometer", "autoplay", "camera", "clipboard-read", "display-capture"),
            *("encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer"),
            *("microphone", "midi", "payment", "picture-in-picture", "usb", "xr-spatial-tracking"),
        )
    ),
}
CODE_ONLY = (
    "这次用任务码登录，只能办理提醒函上的谈心谈话。"
    "办理其他事项，请退出后用密码登录，或与审理室联系。"
)


class ForwardedHeaders:
    """X-Forwarded-* counts when our own proxy wrote it; from anybody else it is taken away.

    Behind the proxy REMOTE_ADDR becomes the visitor's address, for lock-outs and for the record.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        remote = terminal(request)
        proxies = settings.TRUSTED_PROXIES
        if within(remote, proxies):
            forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
            request.META["REMOTE_ADDR"] = client_address(remote, forwarded, trusted=proxies)
        else:
            for name in [each for each in request.META if each.startswith("HTTP_X_FORWARDED_")]:
                del request.META[name]
        return self.get_response(request)


class SecurityHeaders:
    """On every answer, static files, downloads and faults included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # Static files say how long they keep; whatever else says nothing is kept nowhere.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class SameOrigin:
    """Beside the CSRF token: a browser that says it comes from elsewhere is believed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = request.headers.get("Sec-Fetch-Site", "none")
        leads_here = (
            request.method in READING
            and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
            and request.headers.get("Sec-Fetch-Dest", "document") == "document"
        )
        if site not in OWN_SITE and not leads_here:
            raise PermissionDenied
        return self.get_response(request)


class SessionLimits:
    """Ends sessions, sends half-open ones to what they still owe, and keeps what was typed.

    Stands outside the request's transaction, which begins as the person that is left here.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User):
            why = _why_over(request, user)
            if why is None and (step := _step_owed(request, user)):
                return _to_the_door(request, step)
            if why is not None:
                _shut(request, user, why)
        return put_back(request, self.get_response(request))

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """After the CSRF check, so that only the person's own form is kept."""
        if not getattr(view, "login_required", True):
            return None
        before = getattr(request, "was_signed_in", None)
        if isinstance(before, User):
            _keep(request, before)
        if not request.user.is_authenticated:
            return _to_the_door(request, settings.LOGIN_URL)
        _check_code(request, kwargs)
        return None


class OncePerForm:
    """A double click, a reload of an answer, twenty sendings at once: the form acts once, and each
    of them is led to where the first one went. Only what did something is remembered; the same page
    with other words in it is another form. Files have keys of their own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        claim = getattr(request, "form_claim", None)
        if isinstance(claim, Claim) and response.status_code < SERVER_ERROR:
            did = any(class_of(verb) in ACTING for verb in origin().written)
            settle_form(claim, led_to=response.headers.get("Location", "") if did else "")
        return response

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """After the CSRF check."""
        user = request.user
        if request.content_type != FORM or not isinstance(user, User):
            return None
        key = request.POST.get(FORM_KEY, "")
        if not CODE.fullmatch(key):
            return None
        typed = sorted((name, values) for name, values in request.POST.lists() if name not in NEW)
        digest = digest_of(json.dumps([request.get_full_path(), typed], ensure_ascii=False))
        claim = claim_form(user, key=key, digest=digest, at=clock.now())
        if claim.pk is None:
            messages.info(request, "这份内容刚才已经提交，没有重复办理。")
            return HttpResponseRedirect(claim.led_to, status=303)
        request.form_claim = claim  # type: ignore[attr-defined]  # read when it has answered
        return None


def _why_over(request: HttpRequest, user: User) -> Ending | None:
    session, at = request.session, clock.now()
    if (why := sessions.ended(session)) is not None:
        return why
    moments = sessions.moments_of(session)
    if moments is None:
        sessions.begin(session, at=at)
        return None
    why = ending(moments, sessions.limits(), at=at) or _why_elsewhere(request, user)
    if why is None and not _only_asks(request):
        sessions.touch(session, at=at)
    return why


def _why_elsewhere(request: HttpRequest, user: User) -> Ending | None:
    session = request.session
    claimed = bool(session.get(sessions.CLAIMED))
    if settings.SINGLE_SESSION and claimed and user.session_key != sessions.fingerprint(session):
        return Ending.ELSEWHERE
    code = sessions.code_of(session)
    if code is not None and clock.now() >= code.until:
        return Ending.CODE_OVER
    networks = settings.STEWARD_NETWORKS
    if user.is_steward and networks and not within(terminal(request), networks):
        return Ending.ADDRESS
    return None


def _only_asks(request: HttpRequest) -> bool:
    """The page's own question how much time is left is nobody's activity."""
    return request.method in READING and request.path == reverse("signin:session")


def _shut(request: HttpRequest, user: User, why: Ending) -> None:
    """From here on nobody is signed in; the session keeps only for whom text may be kept."""
    if sessions.ended(request.session) is None:
        sessions.end(request.session, why)
        verb = "session.replaced" if why == Ending.ELSEWHERE else "session.ended"
        with acting_as(user):
            record(verb, user, by=user, kind=str(why))
    request.was_signed_in = user  # type: ignore[attr-defined]  # read in process_view
    request.user = AnonymousUser()


def _step_owed(request: HttpRequest, user: User) -> str:
    """The page a session has to pass before any other."""
    if sessions.code_of(request.session) is not None:
        return ""
    always = {reverse(name) for name in settings.ALWAYS_OPEN}
    if request.path in always:
        return ""
    if sessions.needs_second(user) and not sessions.has_second(request.session):
        pages = {reverse("signin:second"), reverse("signin:enrol")}
        return "" if request.path in pages else "signin:second"
    if sessions.must_change_password(user, at=clock.now()):
        return "" if request.path == reverse("signin:password") else "signin:password"
    return ""


def _check_code(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """A session opened with a task code: the helper's own pages, of the one dossier."""
    code = sessions.code_of(request.session)
    if code is None or request.resolver_match is None:
        return
    page = request.resolver_match.view_name
    of_dossier = page in settings.TASK_CODE_DOSSIER_PAGES and kwargs["code"] == code.dossier_code
    if not of_dossier and page not in settings.TASK_CODE_PAGES:
        raise PermissionDenied(CODE_ONLY)


def _keep(request: HttpRequest, user: User) -> None:
    """A script keeps its text on the page itself and is told with 401."""
    if request.method != "POST" or _is_script(request):
        return
    if request.resolver_match is not None and request.resolver_match.app_name == "signin":
        return
    with acting_as(user):
        kept = keep_form(typed_in(request), by=user, purpose=KeptFor.AGAIN, at=clock.now())
    if kept is not None:
        request.session[sessions.HAS_KEPT] = True


def _is_script(request: HttpRequest) -> bool:
    return (
        "HX-Request" in request.headers
        or "X-Requested-With" in request.headers
        or request.headers.get("Accept", "").startswith("application/json")
    )


def _to_the_door(request: HttpRequest, door: str) -> HttpResponse:
    target = page_of(request) if request.method == "POST" else request.get_full_path()
    address = f"{resolve_url(door)}?{urlencode({'next': target})}"
    if _is_script(request):
        return JsonResponse({"login": address}, status=UNAUTHORIZED)
    return HttpResponseRedirect(address)
