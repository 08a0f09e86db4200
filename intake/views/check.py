"""Step 3: what would happen, row by row; answers, confirmations, then the commit."""

from dataclasses import dataclass

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from columns.refusal import Refused
from intake.actions.answers import answer_rows, ask_commit
from intake.actions.batches import drop
from intake.choices import RowKind
from intake.forms import AnswerForm
from intake.models import ImportBatch, ImportRow
from intake.rules.reading.limits import Unreadable
from intake.views.columns import judge_again
from jobs.models import Job
from web.pages import Page, keyset_page, see_other

CONFLICT = 409
ASKING = "asking"
MOVING = "moving"


@dataclass(frozen=True)
class Filter:
    """One tab above the rows."""

    name: str
    label: str
    count: int
    is_current: bool


@requires(Permission.IMPORT, reads=Verb.IMPORT_OPEN)
@require_http_methods(["GET", "POST"])
def check(request: SignedInRequest, code: str) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), code=code)
    saw(batch)
    if not batch.is_checked:
        return see_other("intake:map" if batch.is_mapping else "intake:result", batch.code)
    filters = _filters(batch, request.GET.get("kind", ""))
    page = _rows(request, batch, filters)
    if request.method == "GET":
        form = AnswerForm(rows=page.rows, initial={"version": batch.version})
        return _page(request, batch, form, filters=filters, page=page)
    form = AnswerForm(request.POST, rows=page.rows)
    if not form.is_valid():
        return _page(request, batch, form, filters=filters, page=page, status=422)
    try:
        return _act(request, batch, form)
    except (Refused, Unreadable) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, batch, form, filters=filters, page=page, status=CONFLICT)


@requires(Permission.IMPORT)
@require_POST
def drop_batch(request: SignedInRequest, code: str) -> HttpResponse:
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user), code=code)
    try:
        drop(batch, by=request.user)
        messages.success(request, f"已放弃“{batch.file_name}”，没有写入任何档案。")
    except Refused as refusal:
        messages.error(request, str(refusal))
    return see_other("intake:list")


def _act(request: SignedInRequest, batch: ImportBatch, form: AnswerForm) -> HttpResponse:
    """Keep the answers; then judge again, or hand the batch to the worker."""
    with transaction.atomic():
        answer_rows(batch, answers=form.answers(), ticked=form.ticked(), shown=form.shown)
        if request.POST.get("do") == "commit":
            job = ask_commit(batch, by=request.user, version=form.cleaned_data["version"])
            return _sent(job)
        judge_again(batch, by=request.user)
    messages.success(request, f"已按您的选择重新核对 {batch.rows} 行。")
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _sent(job: Job) -> HttpResponse:
    transaction.on_commit(lambda: current_app.send_task(job.kind, [job.pk]), robust=True)
    return see_other(reverse("dashboard:job", args=[job.code]))


def _filters(batch: ImportBatch, wanted: str) -> list[Filter]:
    rows = ImportRow.objects.filter(batch=batch)
    counts = {
        RowKind.WRONG.value: batch.wrong,
        ASKING: rows.asking().count(),
        MOVING: rows.moving().count(),
        RowKind.CHANGED.value: batch.changed,
        RowKind.NEW.value: batch.new,
        RowKind.SAME.value: batch.same,
    }
    labels = {ASKING: "可能是同一人", MOVING: "期限会变动"}
    shown = [name for name, count in counts.items() if count]
    current = wanted if wanted in shown else next(iter(shown), "")
    return [
        Filter(name, labels.get(name) or RowKind(name).label, counts[name], name == current)
        for name in shown
    ]


def _rows(request: SignedInRequest, batch: ImportBatch, filters: list[Filter]) -> Page[ImportRow]:
    current = next((each.name for each in filters if each.is_current), "")
    rows = ImportRow.objects.filter(batch=batch)
    if current == ASKING:
        rows = rows.asking()
    elif current == MOVING:
        rows = rows.moving()
    else:
        rows = rows.of_kind(current)
    return keyset_page(rows, order=["place"], params=request.GET)


def _page(
    request: SignedInRequest,
    batch: ImportBatch,
    form: AnswerForm,
    *,
    filters: list[Filter],
    page: Page[ImportRow],
    status: int = 200,
) -> HttpResponse:
    context = {
        "batch": batch,
        "form": form,
        "lines": form.lines,
        "filters": filters,
        "page": page,
        "has_answers": len(form.fields) > 1,
        "notices": batch.notices[:20],
        "more_notices": max(len(batch.notices) - 20, 0),
    }
    return TemplateResponse(request, "intake/check.html", context, status=status)
