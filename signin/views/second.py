"""The second factor: the code at the door, taking it up, new recovery codes."""

from base64 import b64decode, b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest
from audit.record import record
from columns.refusal import Refused
from columns.sealed import seal, unseal
from signin import sessions
from signin.actions import enrol_second_factor, renew_recovery_codes, take_code
from signin.forms import EnrolForm, SecondForm
from signin.models import RecoveryCode, SecondFactor
from signin.render import square
from signin.rules.codes import enrolment_address, new_secret, shown_secret
from signin.stepup import confirmed_recently
from signin.views.own import posted, renew, signed_in
from web.pages import see_other
from workdays import clock

ISSUER = "回访教育管理"
# What the sealed secret of an enrolment under way is bound to.
PLACE = "signin.enrol"
FEW_CODES = 3


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def second(request: SignedInRequest) -> HttpResponse:
    """Between the password and everything else."""
    if not sessions.needs_second(request.user) or sessions.has_second(request.session):
        return see_other(_next_of(request))
    if not SecondFactor.objects.filter(user=request.user).exists():
        return see_other("signin:enrol")
    form = SecondForm(posted(request))
    if request.method == "POST" and form.is_valid():
        at = clock.now()
        fault = take_code(request.user, code=form.cleaned_data["code"], at=at)
        if not fault:
            _pass(request)
            _say_how_many_are_left(request)
            return see_other(_next_of(request))
        form.add_error("code", fault)
    return TemplateResponse(
        request, "signin/second.html", {"form": form, "next": _next_of(request)}
    )


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enrol(request: SignedInRequest) -> HttpResponse:
    """The secret waits in the session, sealed, until a code proves that it has arrived."""
    if not sessions.needs_second(request.user):
        return see_other("/")
    if SecondFactor.objects.filter(user=request.user).exists():
        return see_other("signin:second")
    secret, form = _offered(request), EnrolForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            codes = enrol_second_factor(
                request.user, secret=secret, code=form.cleaned_data["code"], at=clock.now()
            )
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            _pass(request)
            return _show_codes(request, codes)
    context = {
        "form": form,
        "typed_key": shown_secret(secret),
        "picture": square(enrolment_address(secret, account=request.user.username, issuer=ISSUER)),
    }
    return TemplateResponse(request, "signin/enrol.html", context)


@signed_in
@require_POST
@confirmed_recently
def recovery(request: SignedInRequest) -> HttpResponse:
    """Ten new ones; the earlier ones are worth nothing from now on."""
    if not SecondFactor.objects.filter(user=request.user).exists():
        return see_other("signin:prefs")
    return _show_codes(request, renew_recovery_codes(request.user, at=clock.now()))


def _pass(request: SignedInRequest) -> None:
    sessions.pass_second(request.session, at=clock.now())
    renew(request, request.user)
    record("2fa.ok", request.user, by=request.user)


def _offered(request: SignedInRequest) -> bytes:
    kept = request.session.get(sessions.ENROL)
    if kept is None:
        secret = new_secret()
        sealed = seal(b64encode(secret).decode(), PLACE)
        request.session[sessions.ENROL] = b64encode(sealed).decode()
        return secret
    return b64decode(unseal(b64decode(kept), PLACE))


def _show_codes(request: SignedInRequest, codes: list[str]) -> HttpResponse:
    """The one answer that holds them: no address leads back to it."""
    return TemplateResponse(request, "signin/recovery.html", {"codes": codes})


def _say_how_many_are_left(request: SignedInRequest) -> None:
    left = RecoveryCode.objects.filter(user=request.user, used_at=None).count()
    if left <= FEW_CODES:
        messages.warning(request, f"恢复码还剩{left}个，可以在“我的”页面重新生成。")


def _next_of(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else resolve_url("/")
