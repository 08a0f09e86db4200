"""The first page of each of the three; it shows accounts and the program's health, no case."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from stewards.facts.start import health, tiles_of, waiting_for
from workdays import clock

FIRST_LINES = 5


@requires(Permission.STEWARD_DESK)
@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    user, at = request.user, clock.now()
    waiting = waiting_for(user) if user.may(Permission.RIGHTS_CONFIRM) else None
    context = {
        "tiles": tiles_of(user, at=at, on=clock.today()),
        "waiting": list(waiting.order_by("proposed_at")[:FIRST_LINES])
        if waiting is not None
        else [],
        "health": health(at=at) if user.role == Role.ADMIN else None,
        "role": user.role,
    }
    return TemplateResponse(request, "stewards/start.html", context)
