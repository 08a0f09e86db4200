"""confirmed_recently: what weighs most is done only by someone who has just shown who he is.

    @requires(Permission.X)
    @confirmed_recently
    def issue(request, code): ...

A page may be read without it; what is sent (POST) waits, sealed on the server, while the person
gives password or one-time code again, and is then carried out as it was sent.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from accounts.access import SignedInRequest
from signin.actions.kept import Typed, keep_form
from signin.choices import KeptFor
from signin.sessions import was_confirmed
from web.pages import see_other
from workdays import clock

Rest = ParamSpec("Rest")
View = Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]
READING = frozenset({"GET", "HEAD", "OPTIONS"})
TOO_LARGE = 413


def confirmed_recently(view: View[Rest]) -> View[Rest]:
    """Stands below @requires: who may not do it at all is told so first."""

    @wraps(view)
    def confirmed(
        request: SignedInRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
    ) -> HttpResponseBase:
        if request.method in READING or was_confirmed(request.session, at=clock.now()):
            return view(request, *args, **kwargs)
        return _ask(request)

    confirmed.asks_again = True  # type: ignore[attr-defined]  # read by tests and the matrix
    return confirmed


def _ask(request: SignedInRequest) -> HttpResponse:
    kept = keep_form(typed_in(request), by=request.user, purpose=KeptFor.CONFIRM, at=clock.now())
    if kept is None:
        return HttpResponse("内容太长，请删减后再提交。", status=TOO_LARGE)
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = reverse("signin:confirm", args=[kept.code])
        return answer
    return see_other("signin:confirm", kept.code)


def typed_in(request: HttpRequest) -> Typed:
    """The form of this request, with the page it stood on."""
    return Typed(
        address=request.get_full_path(),
        page=page_of(request),
        fields={name: list(values) for name, values in request.POST.lists()},
        files=tuple(request.FILES),
        is_part=bool(request.headers.get("HX-Request")),
    )


def page_of(request: HttpRequest) -> str:
    """The page the form was on, as the browser names it; else the form's own address."""
    named = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    parts = urlsplit(named)
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return request.get_full_path()
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
