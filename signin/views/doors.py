"""Signing in with a password or a task code, and signing out."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from audit.record import record
from signin import sessions
from signin.actions import kept_forms, use_code
from signin.actions.kept import read
from signin.actions.tallies import add_failure, failures
from signin.choices import KeptFor
from signin.counting import terminal
from signin.forms import LoginForm, TaskCodeForm
from signin.views.admission import SENTENCE, admit
from signin.views.own import claim, posted
from signin.waiting import remember_kept
from web.pages import see_other
from workdays import clock

BACKEND = "django.contrib.auth.backends.ModelBackend"
CODE_SENTENCE = (
    "用户名或任务码不对，或者任务码已经用过、已经到期。"
    "请核对提醒函；需要新的任务码，请与审理室联系。"
)
# Not "cookies": letter size and keys stay; session and form token are deleted by name.
LEFT_BEHIND = '"cache", "storage"'


@login_not_required
@sensitive_post_parameters()
@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return see_other("/")
    form = LoginForm(posted(request))
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        user = admit(request, **form.cleaned_data, at=at)
        if user is not None:
            return _let_in(request, user, at=at)
        form.add_error(None, SENTENCE)
    return _page(request, "signin/login.html", form)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def code_login(request: HttpRequest) -> HttpResponse:
    """By policy, for helpers: one task, one session, the helper's own pages."""
    if request.user.is_authenticated:
        return see_other("/")
    if not settings.TASK_CODES:
        return see_other("signin:login")
    form = TaskCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        at, key = clock.now(), f"address:{terminal(request)}"
        full = failures(key, at=at) >= settings.ADDRESS_BUDGET
        taken = None if full else use_code(**form.cleaned_data, at=at)
        if taken is not None:
            _open(request, taken.user, at=at)
            sessions.open_with_code(
                request.session, dossier_code=taken.dossier_code, until=taken.until
            )
            claim(request, taken.user)
            record("task_code.ok", taken.user, by=taken.user)
            return see_other("/")
        add_failure(key, at=at)
        form.add_error(None, CODE_SENTENCE)
    return _page(request, "signin/code_login.html", form)


@login_not_required
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    user = request.user
    if isinstance(user, User):
        record("logout", user, by=user)
        mine = User.objects.filter(pk=user.pk, session_key=sessions.fingerprint(request.session))
        mine.update(session_key="")
    end_session(request)
    answer = see_other(f"{resolve_url('signin:login')}?left=1")
    answer["Clear-Site-Data"] = LEFT_BEHIND
    answer.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return answer


def _let_in(request: HttpRequest, user: User, *, at: datetime) -> HttpResponse:
    _open(request, user, at=at)
    if user.password_set_at is None:
        # From before passwords had an age: it begins to count now.
        User.objects.filter(pk=user.pk).update(password_set_at=at)
    if not sessions.needs_second(user):
        claim(request, user)
    record("login.ok", user, by=user)
    kept = kept_forms(user, purpose=KeptFor.AGAIN, at=at)
    remember_kept(request.session, kept)
    return see_other(read(kept[0]).page if kept else _next_of(request))


def _open(request: HttpRequest, user: User, *, at: datetime) -> None:
    """A new session whatever the old one was, so that nobody can have prepared it."""
    request.session.flush()
    begin_session(request, user, backend=BACKEND)
    sessions.begin(request.session, at=at)


def _page(request: HttpRequest, template: str, form: LoginForm | TaskCodeForm) -> HttpResponse:
    context = {
        "form": form,
        "next": _next_of(request),
        "why": sessions.ended(request.session),
        "has_kept": request.session.get(sessions.HAS_KEPT, False),
        "has_left": "left" in request.GET,
        "task_codes": settings.TASK_CODES,
    }
    return TemplateResponse(request, template, context)


def _next_of(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url("/")
