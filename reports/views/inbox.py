"""收到的文书: what the addressee sees, and nothing else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from columns.refusal import Refused
from reports.actions import acknowledge, mark_read
from reports.models import Letter
from reports.views.show import line_of, view_of
from web.pages import keyset_page, see_other
from workdays import clock


@requires(Permission.LETTER_RECEIVE)
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    found = Letter.objects.visible_to(request.user).for_list()
    page = keyset_page(found, order=("-issued_on", "-pk"), params=request.GET)
    lines = [
        line_of(letter, url=reverse("reports:inbox_letter", args=[letter.code])) for letter in page
    ]
    return TemplateResponse(request, "reports/inbox.html", {"page": page, "lines": lines})


@requires(Permission.LETTER_RECEIVE)
@require_safe
def inbox_letter(request: SignedInRequest, code: str) -> HttpResponse:
    found = _find(request, code)
    mark_read(found, by=request.user, at=clock.now())
    context = {"view": view_of(found, today=clock.today()), "line": line_of(found, url="")}
    return TemplateResponse(request, "reports/inbox_letter.html", context)


@requires(Permission.LETTER_RECEIVE)
@require_POST
def receive(request: SignedInRequest, code: str) -> HttpResponse:
    found = _find(request, code)
    try:
        acknowledge(found, by=request.user, at=clock.now(), on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已签收，来文机关可以看到签收时间。")
    return see_other("reports:inbox_letter", code=code)


def _find(request: SignedInRequest, code: str) -> Letter:
    return get_object_or_404(Letter.objects.visible_to(request.user).for_page(), code=code)
