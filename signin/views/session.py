"""How much time a session has left, for the script that warns before it ends."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from signin import sessions
from signin.actions import forget_form
from signin.models import KeptForm
from signin.rules.limits import can_be_prolonged, seconds_left
from signin.views.own import signed_in
from signin.waiting import drop
from web.pages import see_other
from workdays import clock


@signed_in
@require_http_methods(["GET", "POST"])
def session(request: SignedInRequest) -> HttpResponseBase:
    """GET asks and is no activity; POST is: 继续使用. The token is fresh for forms still open."""
    at = clock.now()
    if request.method == "POST":
        sessions.touch(request.session, at=at, at_once=True)
    moments = sessions.moments_of(request.session)
    if moments is None:
        return JsonResponse({}, status=404)
    limits = sessions.limits()
    return JsonResponse(
        {
            "left": seconds_left(moments, limits, at=at),
            "prolongs": can_be_prolonged(moments, limits),
            "who": request.user.code,
            "token": get_token(request),
        }
    )


@signed_in
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in a second window ends: the first window has the work."""
    return TemplateResponse(request, "signin/back.html")


@signed_in
@require_POST
def discard(request: SignedInRequest, code: str) -> HttpResponse:
    """What was kept is not wanted any more."""
    kept = KeptForm.objects.filter(user=request.user, code=code).first()
    if kept is not None:
        forget_form(kept)
    drop(request.session, code)
    return see_other("/")
