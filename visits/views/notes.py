"""单位动态: what the unit has told of a person, and the form to tell more."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from columns.refusal import Refused
from visits.actions import discard_draft, write_note
from visits.choices import FormKind
from visits.forms import ProxyUnitNoteForm, UnitNoteForm
from visits.forms.fields import remembered
from visits.models import UnitNote
from visits.views.conflicts import keep_aside
from visits.views.pages import (
    Sheet,
    dossier_or_404,
    fields_of,
    keep,
    page,
    sent,
    sheet_of,
    written_elsewhere,
)
from web.pages import see_other
from workdays import clock


@requires(Permission.UNIT_NOTE_VIEW, reads=Verb.PERSON_OPEN)
def notes(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "visits",
        "notes": list(UnitNote.objects.visible_to(request.user).filter(dossier=dossier).for_list()),
        "may_write": dossier.is_open
        and not dossier.is_clearing
        and request.user.may(Permission.UNIT_NOTE_WRITE),
    }
    return page(request, "visits/notes.html", context)


@requires(Permission.UNIT_NOTE_WRITE, reads=Verb.PERSON_OPEN)
def note_new(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    sheet = sheet_of(request, dossier, FormKind.NOTE)
    form = note_form(request, dossier, sheet, today)
    if request.method == "POST":
        if "keep" in request.POST:
            return keep(request, dossier, sheet, back=request.get_full_path(), shown=[form])
        if form.is_valid():
            if both := written_elsewhere(request, dossier, sheet, shown=[form]):
                return both
            if _write(request, dossier, form, sheet):
                return see_other("visits:notes", code)
    context = {
        "form": form,
        "header": header_of(dossier, today, request.user),
        "tab": "visits",
        **sheet.context(dossier),
    }
    return page(request, "visits/note_form.html", context, has_errors=bool(form.errors))


def note_form(
    request: SignedInRequest, dossier: Dossier, sheet: Sheet, today: date
) -> UnitNoteForm:
    kind = UnitNoteForm if request.user.role == Role.UNIT else ProxyUnitNoteForm
    form = kind(sent(request), today=today, decided_on=dossier.active_from, initial={"on": today})
    if sheet.data is not None:
        remembered(form, sheet.data)
    return form


def _write(
    request: SignedInRequest, dossier: Dossier, form: UnitNoteForm, sheet: Sheet
) -> UnitNote | None:
    try:
        note = write_note(
            dossier, token=sheet.key, by=request.user, today=clock.today(), **form.cleaned_data
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    discard_draft(dossier, kind=sheet.kind, key=sheet.key, by=request.user)
    if note.text != form.cleaned_data["text"]:
        keep_aside(request, dossier, sheet.kind, fields_of(request.POST))
        return note
    messages.success(request, "动态已登记，审理室可以看到。")
    return note
