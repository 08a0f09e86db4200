"""The first address, the desk, a dossier's first page, and how far a job is."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from columns.refusal import Refused
from dashboard.progress import progress_of
from jobs.actions import retry
from jobs.models import Job


@requires(Permission.DESK_VIEW)
@require_safe
def root(request: SignedInRequest) -> HttpResponse:
    return redirect("reports:inbox" if request.user.is_personnel else "dashboard:desk")


@requires(Permission.DESK_VIEW)
@require_safe
def job(request: SignedInRequest, code: str) -> HttpResponse:
    """Only who asked for the work sees how far it is."""
    asked = get_object_or_404(Job, code=code, asked_by_id=request.user.pk)
    return TemplateResponse(request, "dashboard/job.html", {"progress": progress_of(asked)})


@requires(Permission.DESK_VIEW)
@require_POST
def job_retry(request: SignedInRequest, code: str) -> HttpResponse:
    failed = get_object_or_404(Job, code=code, asked_by_id=request.user.pk)
    try:
        retry(failed)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        # A lost message costs seconds, not the job: the sweep sends it again.
        transaction.on_commit(lambda: current_app.send_task(failed.kind, [failed.pk]))
    return redirect("dashboard:job", code=code)
