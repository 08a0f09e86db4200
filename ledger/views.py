"""纪实台账 of one dossier: the page, its workbook, a line by hand, signatures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.record import record
from cases.models import Dossier
from cases.views.finding import opened
from cases.views.header import header_of
from columns.refusal import Refused
from ledger.actions import add_line, countersign_half, sign_half, void_line
from ledger.choices import Category
from ledger.facts.whole import halves_of, keys_of, lines_of, turns_of
from ledger.forms import LineForm
from ledger.models import LedgerLine
from ledger.render import marks_of, workbook
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.VISIT_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def ledger(request: SignedInRequest, code: str) -> HttpResponse:
    today, dossier = clock.today(), opened(request, code)
    lines = lines_of(dossier, viewer=request.user)
    halves = halves_of(dossier, lines, viewer=request.user, today=today)
    context: dict[str, Any] = {
        "header": header_of(dossier, today, request.user),
        "tab": "ledger",
        "halves": [(half, [_row(line) for line in half.lines]) for half in halves],
        "turns": turns_of(dossier, viewer=request.user),
        "may_write": request.user.may(Permission.VISIT_RECORD),
        "may_direct": request.user.may(Permission.PLAN_APPROVE),
        "today": today,
    }
    return TemplateResponse(request, "ledger/ledger.html", context)


def _row(line: Any) -> dict[str, Any]:
    """A line, its class in words, what marks it, and the code of one entered by hand."""
    return {
        "line": line,
        "category": Category(line.category).label,
        "marks": marks_of(line),
        "own": line.key.partition(":")[2] if line.is_manual else "",
    }


@requires(Permission.VISIT_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def export(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = opened(request, code)
    lines = lines_of(dossier, viewer=request.user)
    record(
        "ledger.exported", dossier, by=request.user, cadre_id=dossier.cadre_id, number=len(lines)
    )
    body = workbook(f"回访教育纪实台账　档案编号{dossier.number}", lines)
    # No name in the name of the file: it lies in the downloads of whoever asked for it.
    named = f'attachment; filename="ledger-{dossier.code}.xlsx"'
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": named})


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def line_new(request: SignedInRequest, code: str) -> HttpResponse:
    today, dossier = clock.today(), opened(request, code)
    form = LineForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound and form.is_valid() and _add(request, dossier, form):
        messages.success(request, "已登记，台账中注明“人工登记”。")
        return see_other("ledger:ledger", code)
    header = header_of(dossier, today, request.user)
    context = {"header": header, "tab": "ledger", "form": form, "today": today}
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "ledger/line.html", context, status=status)


def _add(request: SignedInRequest, dossier: Dossier, form: LineForm) -> bool:
    token = form.cleaned_data["token"]
    try:
        add_line(dossier, token=token, facts=form.facts(), by=request.user, on=clock.today())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
@require_POST
def line_void(request: SignedInRequest, code: str, line: str) -> HttpResponse:
    dossier = opened(request, code)
    lines = LedgerLine.objects.visible_to(request.user).filter(dossier=dossier)
    found = get_object_or_404(lines, code=line)
    reason = request.POST.get("reason", "")[:200]
    try:
        void_line(found, reason=reason, by=request.user, on=clock.today(), at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return see_other("ledger:ledger", code)


@requires(Permission.VISIT_RECORD, Permission.PLAN_APPROVE, reads=Verb.PERSON_OPEN)
@require_POST
def sign(request: SignedInRequest, code: str, half: str) -> HttpResponse:
    """The handler first, then the director; each by his own button."""
    user, today, dossier = request.user, clock.today(), opened(request, code)
    lines = lines_of(dossier, viewer=user)
    keys = keys_of(lines, half)
    if half not in {line.half for line in lines}:
        raise Http404
    directs = request.POST.get("as") == "director"
    if not user.may(Permission.PLAN_APPROVE if directs else Permission.VISIT_RECORD):
        raise Http404
    try:
        if directs:
            countersign_half(dossier, half=half, by=user, on=today)
        else:
            sign_half(dossier, half=half, keys=keys, by=user, on=today)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已签字。以后补记的内容会注明“签字后增补”。")
    return see_other("ledger:ledger", code)
