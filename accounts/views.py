"""Signing in and out, and one's own password."""

from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout as end_session
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.forms import LoginForm, PasswordForm
from accounts.models import User
from accounts.roles import Permission
from audit.record import record


@login_not_required
@sensitive_post_parameters()
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("/")
    form = LoginForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        begin_session(request, user)
        if isinstance(user, User):
            record("login.ok", user, by=user)
        return redirect(_next_of(request))
    return TemplateResponse(
        request, "accounts/login.html", {"form": form, "next": request.GET.get("next", "")}
    )


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, User):
        record("logout", request.user, by=request.user)
    end_session(request)
    messages.success(request, "您已退出登录。")
    return redirect("accounts:login")


@requires(Permission.DESK_VIEW)
@sensitive_post_parameters()
def prefs(request: SignedInRequest) -> HttpResponse:
    form = PasswordForm(request.user, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        record("password.changed", request.user, by=request.user)
        messages.success(request, "密码已修改。")
        return redirect("accounts:prefs")
    return TemplateResponse(request, "accounts/prefs.html", {"form": form})


def _next_of(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url("/")
