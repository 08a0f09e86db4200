"""The pages for what went wrong; they ask the database nothing, so they work when it is down."""

import logging
import secrets

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseNotFound,
    HttpResponseServerError,
)
from django.template.loader import render_to_string

from columns.codes import CROCKFORD
from web.context import shell

log = logging.getLogger(__name__)
EVENT_LENGTH = 6


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    log.warning("csrf check failed: %s", reason)
    answer = HttpResponseForbidden(_page("403.html", request, stale_form=True))
    answer.is_stale_form = True  # type: ignore[attr-defined]  # read where refusals are recorded
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseBadRequest(_page("400.html", request))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A refusal in Chinese words may say more than 无权; anything else stays in the log."""
    sentence = str(exception)
    return HttpResponseForbidden(
        _page("403.html", request, sentence=sentence if _is_chinese(sentence) else "")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes whether the row is missing or merely not yours to see."""
    return HttpResponseNotFound(_page("404.html", request))


def server_error(request: HttpRequest) -> HttpResponse:
    event = "".join(secrets.choice(CROCKFORD) for _ in range(EVENT_LENGTH))
    log.error("server error %s at %s", event, request.path)
    return HttpResponseServerError(_page("500.html", request, event=event))


def unavailable(request: HttpRequest) -> HttpResponse:
    """Nothing is shown and nothing saved while it cannot be recorded."""
    log.error("the record cannot be written")
    return HttpResponse(_page("503.html", request), status=503)


def _page(template: str, request: HttpRequest, **context: object) -> str:
    """Rendered without the request, so that no context processor runs."""
    return render_to_string(template, {**shell(request), **context})


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
