"""Showing again who one is, and then what had been sent is carried out."""

from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth import logout as end_session
from django.http import Http404, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.urls import resolve
from django.utils.datastructures import MultiValueDict
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from accounts.models import User
from audit.choices import Outcome
from audit.record import record
from signin import sessions
from signin.actions import forget_form, take_code
from signin.actions.kept import Typed, read
from signin.actions.tallies import add_failure, failures, forget_failures
from signin.choices import KeptFor
from signin.forms import ConfirmForm
from signin.models import KeptForm, SecondFactor
from signin.rules.codes import as_typed, is_one_time
from signin.views.own import posted, renew, signed_in
from signin.waiting import remember_kept
from web.pages import see_other
from workdays import clock

MOST_TRIES = 5
WRONG = "密码不对，请重新输入。"
WRONG_EITHER = "密码或者6位数字不对，请重新输入。"


@signed_in
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, code: str) -> HttpResponseBase:
    kept = _find(request, code)
    has_second = SecondFactor.objects.filter(user=request.user).exists()
    form = ConfirmForm(posted(request), has_second=has_second)
    if request.method == "POST" and form.is_valid():
        if _proves(request.user, form.cleaned_data["proof"], has_second=has_second):
            sessions.confirm(request.session, at=clock.now())
            renew(request, request.user)
            record("sudo.ok", request.user, by=request.user)
            return _carry_on(request, kept)
        record("sudo.fail", request.user, by=request.user, outcome=Outcome.REFUSED)
        if add_failure(_key(request.user), at=clock.now()) >= MOST_TRIES:
            end_session(request)
            return see_other("signin:login")
        form.add_error("proof", WRONG_EITHER if has_second else WRONG)
    context = {"form": form, "back": read(kept).page}
    return TemplateResponse(request, "signin/confirm.html", context)


def _find(request: SignedInRequest, code: str) -> KeptForm:
    mine = KeptForm.objects.filter(user=request.user, purpose=KeptFor.CONFIRM)
    kept = mine.filter(code=code, until__gt=clock.now()).first()
    if kept is None:
        raise Http404
    return kept


def _proves(user: User, proof: str, *, has_second: bool) -> bool:
    at = clock.now()
    if failures(_key(user), at=at) >= MOST_TRIES:
        return False
    if has_second and is_one_time(as_typed(proof)):
        shown = not take_code(user, code=proof, at=at)
    else:
        shown = user.check_password(proof)
    if shown:
        forget_failures(_key(user))
    return shown


def _key(user: User) -> str:
    return f"confirm:{user.pk}"


def _carry_on(request: SignedInRequest, kept: KeptForm) -> HttpResponseBase:
    """Carried out once: of two answers only one finds the form. A part of a page, or a form with
    files, goes back to its page instead, where it is sent again."""
    typed = read(kept)
    if typed.is_part or typed.files:
        KeptForm.objects.filter(pk=kept.pk).update(purpose=KeptFor.AGAIN)
        remember_kept(request.session, [kept])
        messages.info(request, "已核对身份，请再按一次刚才的按钮。")
        return see_other(typed.page)
    if not forget_form(kept):
        return see_other(typed.page)
    return _as_sent(request, typed)


def _as_sent(request: SignedInRequest, typed: Typed) -> HttpResponseBase:
    """Into the view it was addressed to, as the same person; guards and forms judge it anew.

    This request has passed the checks of its own form (CSRF, sign-in), and the kept one had passed
    them when it came; what it says can be read and changed by nobody in between.
    """
    parts = urlsplit(typed.address)
    request.path = request.path_info = request.META["PATH_INFO"] = parts.path
    request.META["QUERY_STRING"] = parts.query
    request.GET = QueryDict(parts.query)
    request.POST = QueryDict(urlencode(typed.fields, doseq=True))
    request._files = MultiValueDict()  # type: ignore[attr-defined]  # a file would be the proof's
    request.resolver_match = match = resolve(parts.path)
    answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    return answer
