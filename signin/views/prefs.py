"""One's own account: who one is here, the password, the second factor."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from signin import sessions
from signin.actions import set_own_password
from signin.actions.passwords import profile
from signin.forms import PasswordForm
from signin.models import RecoveryCode, SecondFactor
from signin.rules.passwords import days_left
from signin.views.own import claim, posted, signed_in
from web.pages import see_other
from workdays import clock


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def prefs(request: SignedInRequest) -> HttpResponse:
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        _set(request, form)
        return see_other("signin:prefs")
    user, at = request.user, clock.now()
    demands = None if user.is_demo else profile().days
    context = {
        "form": form,
        "factor": SecondFactor.objects.filter(user=user).first(),
        "codes_left": RecoveryCode.objects.filter(user=user, used_at=None).count(),
        "days_left": days_left(set_at=user.password_set_at, days=demands, at=at),
        "began": _began(request),
    }
    return TemplateResponse(request, "signin/prefs.html", context)


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: SignedInRequest) -> HttpResponse:
    """The only page while the password was handed over by somebody else, or is too old."""
    if not sessions.must_change_password(request.user, at=clock.now()):
        return see_other("/")
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        _set(request, form)
        return see_other("/")
    context = {"form": form, "is_initial": request.user.password_until is not None}
    return TemplateResponse(request, "signin/password.html", context)


def _form(request: SignedInRequest) -> PasswordForm:
    return PasswordForm(request.user, posted(request), at=clock.now())


def _set(request: SignedInRequest, form: PasswordForm) -> None:
    """Every other session of the account ends: it began with another password."""
    set_own_password(request.user, password=form.cleaned_data["new_password1"], at=clock.now())
    update_session_auth_hash(request, request.user)
    claim(request, request.user)
    messages.success(request, "密码已修改。")


def _began(request: HttpRequest) -> object:
    moments = sessions.moments_of(request.session)
    return moments.born if moments else None
