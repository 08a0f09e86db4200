"""谈心谈话: the one-page form, the record, its corrections."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from attachments.choices import Holder
from attachments.views import files_of
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import seen
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import correct_talk, discard_draft, record_talk
from visits.choices import MOODS_TO_FOLLOW, FormKind
from visits.facts.states import advice_for
from visits.forms import CorrectionForm, ProxyTalkForm, TalkForm
from visits.forms.fields import remembered
from visits.models import Obligation, Talk
from visits.rules.quarters import is_quarter, quarter_of, quarter_words
from visits.rules.records import is_late
from visits.views.conflicts import keep_aside
from visits.views.pages import (
    Sheet,
    dossier_or_404,
    fields_of,
    keep,
    key_of,
    name_of,
    page,
    sheet_of,
    written_elsewhere,
)
from web.pages import see_other
from workdays import clock


@requires(Permission.TALK_RECORD, reads=Verb.PERSON_OPEN)
def talk_new(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    sheet = sheet_of(request, dossier, FormKind.TALK)
    asked = _asked(request, sheet)
    form = _form(request, dossier, sheet, today)
    if request.method == "POST":
        if "keep" in request.POST:
            return keep(request, dossier, sheet, back=request.get_full_path(), shown=[form])
        if form.is_valid():
            if both := written_elsewhere(request, dossier, sheet, shown=[form]):
                return both
            if talk := _record(request, dossier, form, sheet):
                return see_other(talk)
    context = {
        "form": form,
        "name": name_of(dossier),
        "dossier": dossier,
        "is_helper": request.user.role == Role.HELPER,
        "follow_up": " ".join(sorted(MOODS_TO_FOLLOW)),
        "asked": asked,
        "period_words": quarter_words(asked or quarter_of(today)),
        "guidance": advice_for(dossier, viewer=request.user).guidance,
        "last": Talk.objects.live().filter(dossier=dossier).for_list().first(),
        "missed": [] if asked else _missed(request, dossier, today),
        **sheet.context(dossier),
    }
    return page(request, "visits/talk_form.html", context, has_errors=bool(form.errors))


@requires(Permission.TALK_VIEW, reads=Verb.PERSON_OPEN)
def talk(request: SignedInRequest, code: str) -> HttpResponse:
    found, user = talk_or_404(request, code), request.user
    dossier = dossier_or_404(request, found.dossier.code)
    duty = Obligation.objects.visible_to(user).talks().filter(dossier=dossier, period=found.period)
    # 补谈 and a talk of the last days of a dossier are late by the duty's own day.
    first = duty.first()
    context = {
        "talk": found,
        "name": name_of(dossier),
        "header": header_of(dossier, clock.today(), user),
        "tab": "visits",
        "is_late": first is not None and is_late(found.held_on, first.due_on),
        "corrections": list(found.corrections.all()),
        "files": files_of(request, dossier, Holder.TALK, found.code),
        "may_correct": user.may(Permission.TALK_RECORD),
        "may_sign": not found.is_read
        and dossier.is_open
        and user.may(Permission.TALK_SIGN)
        and found.entered_by_id != user.pk,
    }
    # A helper has four pages: the rest of the file is not his work.
    own = user.role == Role.HELPER
    return TemplateResponse(request, f"visits/talk{'_own' if own else ''}.html", context)


@requires(Permission.TALK_RECORD, reads=Verb.PERSON_OPEN)
def talk_correct(request: SignedInRequest, code: str) -> HttpResponse:
    found = talk_or_404(request, code)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_talk(
                found,
                token=key_of(request.POST),
                by=request.user,
                on=clock.today(),
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "更正已附在记录后面。")
            return see_other(found)
    context = {
        "form": form,
        "record": found,
        "name": found.dossier.row.name,
        "key": new_code() if request.method == "GET" else key_of(request.POST),
    }
    return page(request, "visits/correction.html", context, has_errors=bool(form.errors))


def talk_or_404(request: SignedInRequest, code: str) -> Talk:
    talks = Talk.objects.visible_to(request.user).live()
    related = ("dossier__row", "dossier__owner", "dossier__cadre", "dossier__subject_unit")
    talks = talks.select_related(*related, "entered_by", "read_by", "helper")
    found = get_object_or_404(talks.prefetch_related("corrections__by"), code=code)
    seen(request, found.dossier, found)
    return found


def _asked(request: SignedInRequest, sheet: Sheet) -> str:
    """The missed quarter this talk makes up for: of the link that led here, or of the draft."""
    kept = sheet.data.get("period") if sheet.data is not None else ""
    asked = request.POST.get("period") or request.GET.get("period") or kept or ""
    return asked if is_quarter(asked) else ""


def _form(request: SignedInRequest, dossier: Dossier, sheet: Sheet, today: date) -> TalkForm:
    helper = next((each for each in dossier.helpers.all() if each.to_on is None), None)
    kind = TalkForm if request.user.role == Role.HELPER else ProxyTalkForm
    initial = {"held_on": today}
    if helper is not None and kind is ProxyTalkForm:
        initial |= {"speaker_name": helper.name, "speaker_post": helper.post}  # type: ignore[dict-item]
    form = kind(
        request.POST if request.method == "POST" else None,
        today=today,
        decided_on=dossier.active_from,
        initial=initial,
    )
    if sheet.data is not None:
        remembered(form, sheet.data)
    return form


def _record(
    request: SignedInRequest, dossier: Dossier, form: TalkForm, sheet: Sheet
) -> Talk | None:
    try:
        talk = record_talk(
            dossier,
            token=sheet.key,
            asked=_asked(request, sheet),
            by=request.user,
            on=clock.today(),
            **form.cleaned_data,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    discard_draft(dossier, kind=sheet.kind, key=sheet.key, by=request.user)
    if talk.note != form.cleaned_data["note"]:
        keep_aside(request, dossier, sheet.kind, fields_of(request.POST))
        return talk
    words = f"已登记{talk.period_words}谈心谈话。"
    if talk.asks_for_follow_up:
        words += "建议两周内再联系一次，审理室会收到提示。"
    messages.success(request, words)
    return talk


def _missed(request: SignedInRequest, dossier: Dossier, today: date) -> list[dict[str, Any]]:
    """Talks of earlier quarters that are still open, with the link to make them up."""
    rows = Obligation.objects.visible_to(request.user).talks().open().filter(dossier=dossier)
    address = reverse("visits:talk_new", args=[dossier.code])
    return [
        {"words": row.words.removesuffix("谈心谈话"), "url": f"{address}?period={row.period}"}
        for row in rows.filter(period__lt=quarter_of(today)).by_due()
    ]
