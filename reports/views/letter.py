"""One letter at the office: its page, its text, submission, withdrawal, making and file."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.choices import UnitKind
from accounts.models import Unit
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from columns.refusal import Refused
from jobs.models import Job
from reports.actions import (
    edit_letter,
    hand_out,
    refresh_letter,
    request_issue,
    request_preview,
    submit_letter,
    withdraw_letter,
)
from reports.facts import file_name
from reports.forms import LetterForm, ReasonForm, StepForm
from reports.models import Letter, LetterPreview
from reports.views.show import (
    making_of,
    may_edit,
    may_issue,
    may_review,
    sources_of,
    view_of,
)
from signin.stepup import confirmed_recently
from web.pages import see_other
from workdays import clock

PRIVATE = {"Cache-Control": "private, no-store"}


def find(request: SignedInRequest, code: str) -> Letter:
    """At the office and at the addressee, who sees the letter and not the dossier."""
    mine = Letter.objects.visible_to(request.user).for_reader(request.user)
    found = get_object_or_404(mine, code=code)
    saw(found, dossier_id=found.dossier_id)
    return found


@requires(Permission.LETTER_VIEW, reads=Verb.LETTER_OPEN)
@require_safe
def letter(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    context = {
        "view": view_of(found, today=clock.today()),
        "making": making_of(found),
        "step": StepForm(initial={"version": found.version}),
        "may_edit": may_edit(found, request.user),
        "may_review": may_review(found, request.user),
        "may_issue": may_issue(found, request.user),
        "may_withdraw": may_edit(found, request.user),
    }
    return TemplateResponse(request, "reports/letter.html", context)


@requires(Permission.LETTER_DRAFT, reads=Verb.LETTER_OPEN)
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    if not found.is_editable:
        messages.error(request, "送签以后正文不能修改，退回后可以再改。")
        return see_other(found)
    today = clock.today()
    units = Unit.objects.open(on=today).filter(kind=UnitKind.PERSONNEL).order_by("full_name")
    form = LetterForm(request.POST or None, letter=found, addressees=units)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            edit_letter(found, text=form.text(), version=version, by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存。")
            return see_other(found)
    context = {
        "form": form,
        "view": view_of(found, today=today),
        "sources": sources_of(found.dossier, today=today),
        "step": StepForm(initial={"version": found.version}),
    }
    return TemplateResponse(request, "reports/letter_edit.html", context)


@requires(Permission.LETTER_DRAFT)
@require_POST
def refresh(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            refresh_letter(found, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已按现在的数据重新取数，您改过的段落没有变动。")
    return see_other("reports:letter_edit", code=code)


@requires(Permission.LETTER_DRAFT)
@require_POST
def submit(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    form = StepForm(request.POST)
    if form.is_valid():
        try:
            submit_letter(found, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已送签，等待分管领导签发。")
    return see_other(found)


@requires(Permission.LETTER_DRAFT, reads=Verb.LETTER_OPEN)
def withdraw(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    form = ReasonForm(
        request.POST or None, asks_for="不再发函的原因", initial={"version": found.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_letter(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已撤回草稿。")
            return see_other(found)
    return TemplateResponse(request, "reports/withdraw.html", {"form": form, "letter": found})


@requires(Permission.LETTER_DRAFT, Permission.LETTER_APPROVE)
@require_POST
@confirmed_recently
def issue(request: SignedInRequest, code: str) -> HttpResponse:
    """Two clicks find the same job."""
    found = find(request, code)
    try:
        job = request_issue(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(found)
    send(job)
    if job.asked_by_id == request.user.pk:
        return see_other("dashboard:job", code=job.code)
    return see_other(found)


@requires(Permission.LETTER_VIEW)
@require_POST
def new_preview(request: SignedInRequest, code: str) -> HttpResponse:
    job = request_preview(find(request, code), by=request.user)
    send(job)
    return see_other("dashboard:job", code=job.code)


@requires(Permission.LETTER_VIEW, reads=Verb.LETTER_PREVIEW_OPEN)
@require_safe
def preview(request: SignedInRequest, code: str) -> HttpResponse:
    """The sheets made for this reader; of an older version of the text, none."""
    found = find(request, code)
    made = LetterPreview.objects.filter(
        letter=found, reader=request.user, of_version=found.version
    ).first()
    if made is None:
        messages.error(request, "正文改过以后还没有排版，请重新点“看排版样稿”。")
        return see_other(found)
    return HttpResponse(bytes(made.content), content_type="application/pdf", headers=PRIVATE)


def send(job: Job) -> None:
    """After the commit; if the message is lost, the sweep sends it again."""
    transaction.on_commit(lambda: current_app.send_task(job.kind, [job.pk]))


@requires(Permission.LETTER_VIEW, Permission.LETTER_RECEIVE, reads=Verb.LETTER_DOWNLOADED)
@require_safe
def file(request: SignedInRequest, code: str) -> HttpResponse:
    """The finished paper, for the office and for the addressee; each download is on record."""
    found = find(request, code)
    try:
        paper = hand_out(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(found)
    name = content_disposition_header(as_attachment=True, filename=file_name(found.number))
    headers = {**PRIVATE, "Content-Disposition": name}
    return HttpResponse(bytes(paper.content), content_type="application/pdf", headers=headers)
