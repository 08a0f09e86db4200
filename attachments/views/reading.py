"""A file is shown: its page, its preview, its content; each look is on record."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from attachments.actions import content_of, picture_of
from attachments.choices import ADDS, CONTENT_TYPES, READING, Holder
from attachments.facts import beside_of
from attachments.models import Attachment
from attachments.views.beside import files_of, line_of
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened, seen
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

# Whatever the bytes turn out to be, a browser runs nothing of them and keeps no copy.
SANDBOX = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def find(request: SignedInRequest, code: str) -> tuple[Attachment, Dossier]:
    """404 for whoever may not see its record; a removed one is nobody's any more."""
    rows = Attachment.objects.visible_to(request.user).live()
    rows = rows.select_related("uploaded_by", "dossier")
    found = get_object_or_404(rows, code=code)
    return found, found.dossier


@requires(*READING, reads=Verb.ATTACHMENT_OPEN)
@require_safe
def file(request: SignedInRequest, code: str) -> HttpResponse:
    found, dossier = find(request, code)
    dossier = opened(request, dossier.code)
    seen(request, dossier, found)
    context = {
        "file": found,
        "line": line_of(found),
        "beside": beside_of(dossier, found.of_kind, found.of_code, by=request.user),
        "header": header_of(dossier, clock.today(), request.user),
        "may_void": request.user.may(ADDS[Holder(found.of_kind)]),
    }
    return TemplateResponse(request, "attachments/file.html", context)


@requires(*READING, reads=Verb.ATTACHMENT_DOWNLOADED)
@require_safe
def content(request: SignedInRequest, code: str) -> HttpResponse:
    found, dossier = find(request, code)
    seen(request, dossier, found)
    try:
        body = content_of(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(found)
    # Names of files tell of people, and headers stand in logs: the saved one has the code.
    name = f"附件-{found.code}.{found.kind}"
    told = content_disposition_header(as_attachment=True, filename=name)
    headers = {**SANDBOX, "Content-Disposition": str(told)}
    return HttpResponse(body, content_type=CONTENT_TYPES[found.kind], headers=headers)


@requires(*READING, reads=Verb.ATTACHMENT_OPEN)
@require_safe
def picture(request: SignedInRequest, code: str) -> HttpResponse:
    """The picture itself made small, or the first page of a PDF."""
    found, dossier = find(request, code)
    seen(request, dossier, found)
    if not found.has_picture:
        raise Http404
    try:
        body = picture_of(found)
    except Refused:
        raise Http404 from None
    headers = {**SANDBOX, "Content-Disposition": "inline"}
    return HttpResponse(body, content_type="image/jpeg", headers=headers)


@requires(*READING, reads=Verb.PERSON_OPEN)
@require_safe
def dossier_files(request: SignedInRequest, code: str) -> HttpResponse:
    """Every file of one dossier this user may see, and the place for papers of the decision."""
    dossier = opened(request, code)
    rows = Attachment.objects.visible_to(request.user).live().of_dossier(dossier).for_list()
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "overview",
        "lines": [line_of(row) for row in rows if row.of_kind != Holder.DECISION],
        "files": files_of(request, dossier, Holder.DECISION, dossier.code),
    }
    return TemplateResponse(request, "attachments/dossier.html", context)
