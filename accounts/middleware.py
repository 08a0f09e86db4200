"""The request's transaction, told who acts; and the idle limit of a session."""

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse

from accounts.acting import acting_as
from accounts.models import User

Answer = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR = 500


class ActorTransactionMiddleware:
    """One transaction per request, outside of rendering: a page is sent only after its commit.

    Not ATOMIC_REQUESTS, because template responses render after that block ends and the
    transaction's app.user_id would be gone (security.md 3.4).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if isinstance(request.user, User) else None
        with acting_as(user, request_id=uuid.uuid4().hex):
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse) and not response.is_rendered:
                response.render()
            if response.streaming and not hasattr(response, "file_to_stream"):
                raise ImproperlyConfigured("A page of case data is never streamed by a generator.")
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response


class IdleLimitMiddleware:
    """Signs a user out after the idle limit; what was typed is kept by the drafts."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            last = request.session.get("last_seen", 0)
            moment = int(time.time())
            if last and moment - last > settings.IDLE_LIMIT_MINUTES * 60:
                logout(request)
                messages.info(
                    request,
                    f"您已{settings.IDLE_LIMIT_MINUTES}分钟没有操作，请重新登录。已自动保存的草稿还在。",
                )
                return redirect(settings.LOGIN_URL)
            # Once a minute is enough; a session write per click would cost every page a row.
            if moment - last > 60:
                request.session["last_seen"] = moment
        return self.get_response(request)
