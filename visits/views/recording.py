"""回访记录: the one-page form, for a visit that was arranged and for one that was not."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views.finding import seen
from columns.refusal import Refused
from visits.actions import FamilyHeard, Heard, discard_draft, record_visit
from visits.actions.visits import More, Step, Votes
from visits.choices import FormKind
from visits.choices.visiting import Change, CheckItem, Nature, Source, VisitStatus, Whom
from visits.facts.states import advice_for
from visits.forms import VisitForm
from visits.forms.fields import remembered
from visits.forms.team import TAGS, names_in
from visits.forms.visit_rows import VOTES, steps_of
from visits.models import Visit
from visits.views.arranging import arranged_facts
from visits.views.cautions import Caution, caution_for
from visits.views.pages import (
    Sheet,
    dossier_or_404,
    keep,
    name_of,
    page,
    sheet_of,
    written_elsewhere,
)
from visits.views.teams import officers_for, team_of
from web.pages import see_other
from workdays import clock

# A visit that is still to be written down.
WAITS = (VisitStatus.READY, VisitStatus.HELD)
# Columns of the visit that the form fills under their own names.
COLUMNS = (
    "visited_on",
    "starts_at",
    "ends_at",
    "place",
    "place_note",
    "mode",
    "mode_reason",
    "attitude",
    "attitude_text",
    "mood",
    "mood_text",
    "work_text",
    "achievements",
    "need",
    "need_text",
    "advice_text",
    "state",
    "change",
    "response",
    "prescription",
    "opinion",
    "next_on",
    "signature",
    "unsigned_reason",
    "case_advice",
    "grade",
    "is_key",
    *TAGS,
)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_new(request: SignedInRequest, code: str) -> HttpResponse:
    """A record without an arrangement; `?form=short` is the page of a campaign (practice C.4).

    A draft that was begun for an arranged visit goes on there, while that visit still waits."""
    dossier = dossier_or_404(request, code)
    sheet = sheet_of(request, dossier, FormKind.VISIT)
    if sheet.about and request.method == "GET":
        waits = Visit.objects.visible_to(request.user).filter(dossier=dossier, status__in=WAITS)
        if waits.filter(code=sheet.about).exists():
            return see_other(
                f"{reverse('visits:visit_record', args=[sheet.about])}?key={sheet.key}"
            )
    return _recording(request, dossier, sheet)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_record(request: SignedInRequest, code: str) -> HttpResponse:
    """The record of an arranged visit, with everything known already filled in."""
    rows = Visit.objects.visible_to(request.user).for_page()
    found = get_object_or_404(rows, code=code, status__in=WAITS)
    seen(request, found.dossier, found)
    dossier = dossier_or_404(request, found.dossier.code)
    sheet = sheet_of(request, dossier, FormKind.VISIT, about=found.code)
    return _recording(request, dossier, sheet, arranged=found)


def _recording(
    request: SignedInRequest, dossier: Dossier, sheet: Sheet, *, arranged: Visit | None = None
) -> HttpResponse:
    done = list(Visit.objects.recorded().filter(dossier=dossier).for_list())
    officers = officers_for(request, dossier)
    caution = caution_for(request.user, dossier, officers)
    initial = _initial(request, dossier, is_first=not done, caution=caution)
    if arranged is not None:
        day = arranged.visited_on or min(arranged.planned_on or clock.today(), clock.today())
        initial |= arranged_facts(arranged) | {"visited_on": day}
    form = _form(request, dossier, sheet, officers=officers, initial=initial)
    if request.method == "POST":
        if "keep" in request.POST:
            return keep(request, dossier, sheet, back=request.get_full_path(), shown=[form])
        if form.is_valid():
            if both := written_elsewhere(request, dossier, sheet, shown=[form]):
                return both
            if visit := _record(request, dossier, form, sheet, arranged=arranged):
                return see_other(visit)
    context = {
        "form": form,
        "name": name_of(dossier),
        "dossier": dossier,
        "arranged": arranged,
        "is_short": form.is_short,
        "number": max((each.number or 0 for each in done), default=0) + 1,
        "last": done[0] if done else None,
        "caution": caution,
        "guidance": advice_for(dossier, viewer=request.user).guidance,
        **sheet.context(dossier),
    }
    return page(request, "visits/visit_form.html", context, has_errors=bool(form.errors))


def _initial(
    request: SignedInRequest, dossier: Dossier, *, is_first: bool, caution: Caution | None
) -> dict[str, Any]:
    """Oneself is chosen beforehand, save where another visitor is offered instead."""
    is_concerned = caution is not None and caution.is_concerned
    visitors = [] if is_concerned else [request.user.pk]
    change = {"change": Change.FIRST} if is_first else {}
    nature = Nature.CLEARING if dossier.is_clearing else Nature.SANCTION
    return {
        "visited_on": clock.today(),
        "visitors": visitors,
        "whom": Whom.SELF,
        "nature": nature,
        **change,
    }


def _form(
    request: SignedInRequest,
    dossier: Dossier,
    sheet: Sheet,
    *,
    officers: list[User],
    initial: dict[str, Any],
) -> VisitForm:
    form = VisitForm(
        request.POST if request.method == "POST" else None,
        today=clock.today(),
        decided_on=dossier.first_day,
        officers=officers,
        is_short=request.GET.get("form") == "short",
        initial=initial,
    )
    if sheet.data is not None:
        remembered(form, sheet.data)
    return form


def _record(
    request: SignedInRequest,
    dossier: Dossier,
    form: VisitForm,
    sheet: Sheet,
    *,
    arranged: Visit | None = None,
) -> Visit | None:
    told = form.cleaned_data
    try:
        visit = record_visit(
            dossier,
            token=sheet.key,
            team=team_of(told),
            interviews=_interviews(told),
            family=_family_heard(told),
            checks={item: told[f"check_{item}"] for item in CheckItem if told[f"check_{item}"]},
            by=request.user,
            on=clock.today(),
            more=_more(told),
            arranged=arranged,
            **{name: told[name] for name in COLUMNS},
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    discard_draft(dossier, kind=sheet.kind, key=sheet.key, by=request.user)
    messages.success(request, f"第{visit.number}次回访已登记。")
    return visit


def _interviews(told: dict[str, Any]) -> list[Heard]:
    return [
        Heard(source, told[f"{source}_text"], told[f"{source}_people"])
        for source in Source
        if told[f"{source}_text"]
    ]


def _family_heard(told: dict[str, Any]) -> FamilyHeard | None:
    return FamilyHeard(told["relation"], told["family_text"]) if told["relation"] else None


def _more(told: dict[str, Any]) -> More:
    votes = {name: told[name] or 0 for name in VOTES}
    return More(
        steps=[Step(*row) for row in steps_of(told)],
        organs=names_in(told["organs"]),
        lead=told["lead"],
        votes=Votes(**votes) if votes["present"] else None,
    )
