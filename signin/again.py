"""Shows a form again after signing in, with everything that had been typed."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from accounts.models import User
from signin.actions import forget_form
from signin.actions.kept import read
from signin.choices import KeptFor
from signin.models import KeptForm
from signin.render import Sent, refill
from signin.waiting import drop, kept_for, settled
from workdays import clock

OK = 200
REDIRECTS = frozenset({302, 303})


def put_back(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """GET of the page a form waits for: filled in. A form that has arrived waits no longer."""
    user = request.user
    if not isinstance(user, User):
        return response
    if request.method == "POST" and response.status_code in REDIRECTS:
        for arrived in settled(request.session, request.get_full_path()):
            if (kept := _find(user, arrived)) is not None:
                forget_form(kept)
    elif request.method == "GET" and _is_page(response):
        code = kept_for(request.session, request.get_full_path())
        if code:
            _fill(request, response, user, code)
    return response


def _fill(request: HttpRequest, response: HttpResponse, user: User, code: str) -> None:
    kept = _find(user, code)
    if kept is None:
        drop(request.session, code)
        return
    typed = read(kept)

    def notice(left_over: list[str]) -> str:
        context = {"left_over": left_over, "files": typed.files, "kept": kept}
        return render_to_string("signin/_again.html", context, request)

    sent = Sent(page=request.get_full_path(), address=typed.address, fields=typed.fields)
    response.content = refill(response.content.decode(), sent, notice=notice).encode()


def _find(user: User, code: str) -> KeptForm | None:
    mine = KeptForm.objects.filter(user=user, purpose=KeptFor.AGAIN, until__gt=clock.now())
    return mine.filter(code=code).first()


def _is_page(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    return response.status_code == OK and not response.streaming and kind.startswith("text/html")
