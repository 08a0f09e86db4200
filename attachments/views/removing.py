"""A file that was sent by mistake is removed, with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from attachments.actions import void_attachment
from attachments.choices import ADDING, ADDS, Holder
from attachments.facts import beside_of
from attachments.forms import VoidForm
from attachments.views.beside import line_of
from attachments.views.reading import find
from audit.choices import Verb
from cases.views import header_of
from cases.views.finding import opened, seen
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock


@requires(*ADDING, reads=Verb.ATTACHMENT_OPEN)
def void(request: SignedInRequest, code: str) -> HttpResponse:
    found, dossier = find(request, code)
    if not request.user.may(ADDS[Holder(found.of_kind)]):
        raise PermissionDenied
    dossier = opened(request, dossier.code)
    seen(request, dossier, found)
    beside = beside_of(dossier, found.of_kind, found.of_code, by=request.user)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            void_attachment(found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已移除附件“{found.name}”。")
            return see_other(beside.url if beside else f"/people/{dossier.code}/files/")
    context = {
        "form": form,
        "line": line_of(found),
        "header": header_of(dossier, clock.today(), request.user),
        "has_errors": bool(form.errors),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "attachments/void.html", context, status=status)
