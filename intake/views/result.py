"""Step 4: what was imported; the wrong rows as a file; the undo."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from columns.refusal import Refused
from intake.actions.answers import ask_undo, wrong_rows_file
from intake.actions.undo import worked_since
from intake.models import ImportBatch, ImportRow
from web.pages import see_other

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTED = 10


@requires(Permission.IMPORT, reads=Verb.IMPORT_OPEN)
@require_safe
def result(request: SignedInRequest, code: str) -> HttpResponse:
    mine = ImportBatch.objects.visible_to(request.user)
    batch = get_object_or_404(mine.select_related("committed_by", "undone_by"), code=code)
    saw(batch)
    if batch.is_mapping or batch.is_checked:
        return see_other("intake:map" if batch.is_mapping else "intake:check", batch.code)
    held = ImportRow.objects.filter(batch=batch, ticked=False).moving().count()
    context = {"batch": batch, "held": held, "new_units": batch.new_units}
    return TemplateResponse(request, "intake/result.html", context)


@requires(Permission.IMPORT)
@require_POST
def wrong_rows(request: SignedInRequest, code: str) -> HttpResponse:
    """A download that is recorded, hence a POST."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), code=code)
    body = wrong_rows_file(batch, by=request.user)
    answer = HttpResponse(body, content_type=XLSX)
    # The name somebody gave his file may be the name of a person.
    name = f"有问题的行-{batch.code}.xlsx"
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


@requires(Permission.IMPORT, reads=Verb.IMPORT_OPEN)
@require_http_methods(["GET", "POST"])
def undo(request: SignedInRequest, code: str) -> HttpResponse:
    """What will be taken back and whether it can be; then the worker does it."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), code=code)
    saw(batch)
    if not batch.is_committed:
        return see_other("intake:result", batch.code)
    names = worked_since(batch, viewer=request.user)
    if request.method == "GET" or names:
        context = {"batch": batch, "names": names[:LISTED], "blocked": len(names)}
        status = 409 if request.method == "POST" else 200
        return TemplateResponse(request, "intake/undo.html", context, status=status)
    try:
        job = ask_undo(batch, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("intake:result", batch.code)
    transaction.on_commit(lambda: current_app.send_task(job.kind, [job.pk]), robust=True)
    return see_other(reverse("dashboard:job", args=[job.code]))
