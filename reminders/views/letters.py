"""谈话提醒函: the talks that need one, their release in one click, and the file to print."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.refusal import Refused
from reminders.actions import hand_out_letters, release_letters
from reminders.facts import Candidate, candidates
from reminders.forms import LettersForm
from reminders.models import LetterBatch, ReminderLetter
from reports.views.letter import PRIVATE
from web.pages import see_other
from workdays import clock


@requires(Permission.REMIND, reads=Verb.LIST_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    found = candidates(request.user, today=today)
    ready = [(each.duty.pk, _label(each)) for each in found if each.is_ready]
    if request.method != "POST":
        return _page(request, found, LettersForm(ready=ready) if ready else None)
    form = LettersForm(request.POST, ready=ready)
    if not form.is_valid():
        # The same page once more after it was sent: its letters are no longer among the choices.
        again = LetterBatch.objects.visible_to(request.user).filter(
            token=request.POST.get("token", "")[:12], released_by=request.user
        )
        if (batch := again.first()) is not None:
            return see_other(batch)
        return _page(request, found, form)
    try:
        job = release_letters(
            request.user.unit, by=request.user, at=clock.now(), on=today, **form.cleaned_data
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("reminders:letters")
    # If the message is lost, the sweep of jobs sends it again.
    transaction.on_commit(lambda: current_app.send_task(job.kind, [job.pk]))
    messages.success(request, f"已发出{len(form.cleaned_data['duties'])}份，正在排版。")
    return see_other("dashboard:job", job.code)


@requires(Permission.REMIND, reads=Verb.LIST_VIEW)
@require_safe
def batch(request: SignedInRequest, code: str) -> HttpResponse:
    found = _find(request, code)
    papers = ReminderLetter.objects.visible_to(request.user).filter(batch=found)
    rows = list(papers.select_related("dossier__row", "obligation").order_by("pk"))
    saw_rows(row.dossier_id for row in rows)
    context = {"batch": found, "papers": rows}
    return TemplateResponse(request, "reminders/batch.html", context)


@requires(Permission.REMIND, reads=Verb.REMINDER_LETTERS_DOWNLOADED)
@require_safe
def batch_file(request: SignedInRequest, code: str) -> HttpResponse:
    found = _find(request, code)
    papers = ReminderLetter.objects.visible_to(request.user).filter(batch=found)
    saw_rows(papers.values_list("dossier_id", flat=True))
    try:
        file = hand_out_letters(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("reminders:batch", code)
    # No name of a person stands in it.
    disposition = content_disposition_header(
        as_attachment=True, filename=f"谈话提醒函-{found.code}.pdf"
    )
    headers = {**PRIVATE, "Content-Disposition": disposition}
    return HttpResponse(bytes(file.content), content_type="application/pdf", headers=headers)


def _find(request: SignedInRequest, code: str) -> LetterBatch:
    mine = LetterBatch.objects.visible_to(request.user).select_related("released_by")
    return get_object_or_404(mine, code=code)


def _label(each: Candidate) -> str:
    which = "第一次" if each.number == 1 else "第二次"
    return f"{each.words.salutation}：{each.row.name}同志{each.duty.words}（{which}）"


def _page(
    request: SignedInRequest, found: list[Candidate], form: LettersForm | None
) -> HttpResponse:
    saw_rows(each.duty.dossier_id for each in found)
    sent = LetterBatch.objects.visible_to(request.user).order_by("-released_at", "-pk")
    context = {
        "form": form,
        "ready": [each for each in found if each.is_ready],
        "waiting": [each for each in found if each.opens is not None],
        "to_call": [each for each in found if not each.number],
        "sent": list(sent.select_related("released_by")[:20]),
    }
    return TemplateResponse(request, "reminders/letters.html", context)
