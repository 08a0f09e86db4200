"""Comfort settings of this browser: larger letters, keys on or off."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from web.context import KEYS_COOKIE, LARGE, OFF, TEXT_COOKIE

YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    return _remember(request, TEXT_COOKIE, LARGE if request.POST.get("size") == LARGE else "")


@login_not_required
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    return _remember(request, KEYS_COOKIE, OFF if request.POST.get("keys") == OFF else "")


def _remember(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Back to the page the button stood on, if it is one of ours."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back, status=303)
    if value:
        response.set_cookie(
            cookie,
            value,
            max_age=YEAR,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    else:
        response.delete_cookie(cookie, samesite="Lax")
    return response
