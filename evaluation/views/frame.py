"""What every page of a round shares: the round found, the head of its dossier, the answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened, seen
from columns.refusal import Refused
from evaluation.models import Round
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422


def found_round(request: SignedInRequest, code: str) -> Round:
    rounds = Round.objects.visible_to(request.user).select_related("instrument", "opened_by")
    return get_object_or_404(rounds.prefetch_related("groups"), code=code)


def found_dossier(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code)


def round_page(
    request: SignedInRequest, template: str, round_: Round, *, status: int = 200, **context: Any
) -> HttpResponse:
    dossier = Dossier.objects.visible_to(request.user).for_page().get(pk=round_.dossier_id)
    seen(request, dossier, round_)
    return dossier_page(request, template, dossier, status=status, round=round_, **context)


def dossier_page(
    request: SignedInRequest, template: str, dossier: Dossier, *, status: int = 200, **context: Any
) -> HttpResponse:
    today = clock.today()
    context |= {
        "dossier": dossier,
        "header": header_of(dossier, today, request.user),
        "tab": "ratings",
        "today": today,
    }
    return TemplateResponse(request, f"evaluation/{template}", context, status=status)


def done(
    request: SignedInRequest, act: Callable[[], object], *, said: str, back: Any
) -> HttpResponse:
    """Act, say what happened or why not, and go back: for buttons without a form of their own."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other(back)
