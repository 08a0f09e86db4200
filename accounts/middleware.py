"""The request's transaction, told who acts; and its record."""

import ipaddress
from collections.abc import Callable

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse

from accounts.acting import acting_as
from accounts.models import User
from audit.choices import Outcome, Verb
from audit.origin import Origin, Refusal, coming_from, origin
from audit.record import NotRecorded, record
from web.errors import unavailable

Answer = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR, UNAVAILABLE, TOO_MANY = 500, 503, 429


class RecordMiddleware:
    """Where a request comes from, for every entry it makes; and what was refused, written in a
    transaction of its own once the request's is over. No record, no page (ASVS 16.5.3)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        place = Origin(
            session=lambda: request.session.session_key, terminal_ip=_terminal_of(request)
        )
        with coming_from(place):
            response = self.get_response(request)
            refusals = [*place.refusals, *_refused_by(response)]
            return response if _written(request, refusals) else unavailable(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        return unavailable(request) if isinstance(fault, NotRecorded) else None


def _terminal_of(request: HttpRequest) -> str | None:
    """As PostgreSQL writes it, so that the signed text is the stored one."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def _refused_by(response: HttpResponse) -> list[Refusal]:
    """What no view has answered."""
    if getattr(response, "is_stale_form", False):
        return [Refusal(Verb.CSRF, {})]
    if response.status_code == TOO_MANY:
        return [Refusal(Verb.RATE, {})]
    if response.status_code >= SERVER_ERROR and response.status_code != UNAVAILABLE:
        return [Refusal(Verb.FAILED, {}, Outcome.FAILED)]
    return []


def _written(request: HttpRequest, refusals: list[Refusal]) -> bool:
    if not refusals:
        return True
    user = request.user if isinstance(request.user, User) else None
    try:
        with acting_as(user, request_id=origin().request_id.hex):
            for each in refusals:
                record(each.verb, by=user, outcome=each.outcome, **each.facts)
    except (NotRecorded, DatabaseError):
        return False
    return True


class ActorTransactionMiddleware:
    """One transaction per request, outside of rendering: a page is sent only after its commit.

    Not ATOMIC_REQUESTS, because template responses render after that block ends and the
    transaction's app.user_id would be gone (security.md 3.4).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        with acting_as(user, request_id=origin().request_id.hex):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if response.streaming and not hasattr(response, "file_to_stream"):
                raise ImproperlyConfigured("A page of case data is never streamed by a generator.")
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response
