"""回访记录: the one-page form, the record, its corrections."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import DISCIPLINE_ROLES, Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import seen
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import (
    FamilyHeard,
    Heard,
    Member,
    correct_visit,
    discard_draft,
    record_visit,
)
from visits.choices import FormKind
from visits.choices.visiting import Change, CheckItem, Source, TeamPart
from visits.forms import CorrectionForm, VisitForm
from visits.forms.fields import remembered
from visits.models import FamilyTalk, Visit
from visits.views.cautions import Caution, caution_for
from visits.views.pages import (
    Sheet,
    dossier_or_404,
    keep,
    key_of,
    may_read_restricted,
    name_of,
    page,
    sheet_of,
)
from web.pages import see_other
from workdays import clock

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
)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_new(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    sheet = sheet_of(request, dossier, FormKind.VISIT)
    done = list(Visit.objects.done().filter(dossier=dossier).for_list())
    officers = officers_for(request, dossier)
    caution = caution_for(request.user, dossier, officers)
    initial = _initial(request, today=today, is_first=not done, caution=caution)
    form = _form(request, dossier, sheet, officers=officers, initial=initial)
    if request.method == "POST":
        if "keep" in request.POST:
            return keep(request, dossier, sheet, back=request.get_full_path())
        if form.is_valid() and (visit := _record(request, dossier, form, sheet)):
            return see_other(visit)
    context = {
        "form": form,
        "name": name_of(dossier),
        "dossier": dossier,
        "number": max((each.number for each in done), default=0) + 1,
        "last": done[0] if done else None,
        "caution": caution,
        **sheet.context(dossier),
    }
    return page(request, "visits/visit_form.html", context, has_errors=bool(form.errors))


@requires(Permission.VISIT_VIEW, reads=Verb.PERSON_OPEN)
def visit(request: SignedInRequest, code: str) -> HttpResponse:
    found = _visit_or_404(request, code)
    dossier = dossier_or_404(request, found.dossier.code)
    context = {
        "visit": found,
        "name": name_of(dossier),
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "visits",
        "has_family": _has_family(request, dossier, found),
        "team": list(found.team.all()),
        "interviews": list(found.interviews.all()),
        "checks": list(found.checks.all()),
        "corrections": list(found.corrections.all()),
        "may_correct": request.user.may(Permission.VISIT_RECORD),
    }
    return TemplateResponse(request, "visits/visit.html", context)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def visit_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """A finished record is corrected beside what was written, never over it."""
    found = _visit_or_404(request, code)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            correct_visit(
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


def _visit_or_404(request: SignedInRequest, code: str) -> Visit:
    visits = Visit.objects.visible_to(request.user).done().for_page()
    found = get_object_or_404(visits.prefetch_related("team__unit"), code=code)
    seen(request, found.dossier, found)
    return found


def _has_family(request: SignedInRequest, dossier: Dossier, visit: Visit) -> bool:
    """That relatives were heard; what they said opens on a page of its own, for a reason."""
    return may_read_restricted(request, dossier) and FamilyTalk.objects.filter(visit=visit).exists()


def officers_for(request: SignedInRequest, dossier: Dossier) -> list[User]:
    """Discipline officers of the organs concerned and of one's own; never the cadre himself."""
    organs = {dossier.owner_id, request.user.unit_id}
    if dossier.carrier_id is not None:
        organs.add(dossier.carrier_id)
    officers = User.objects.filter(
        role__in=sorted(DISCIPLINE_ROLES), is_active=True, unit_id__in=organs
    )
    own = dossier.cadre.account_id if dossier.cadre is not None else None
    if own is not None:
        officers = officers.exclude(pk=own)
    return list(officers.select_related("unit").order_by("unit_id", "display_name"))


def _initial(
    request: SignedInRequest, *, today: date, is_first: bool, caution: Caution | None
) -> dict[str, Any]:
    """Oneself is chosen beforehand, save where another visitor is offered instead."""
    is_concerned = caution is not None and caution.is_concerned
    visitors = [] if is_concerned else [request.user.pk]
    change = {"change": Change.FIRST} if is_first else {}
    return {"visited_on": today, "visitors": visitors, **change}


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
        initial=initial,
    )
    if sheet.data is not None:
        remembered(form, sheet.data)
    return form


def _record(
    request: SignedInRequest, dossier: Dossier, form: VisitForm, sheet: Sheet
) -> Visit | None:
    told = form.cleaned_data
    try:
        visit = record_visit(
            dossier,
            token=sheet.key,
            team=_team(told),
            interviews=_interviews(told),
            family=_family_heard(told),
            checks={item: told[f"check_{item}"] for item in CheckItem if told[f"check_{item}"]},
            by=request.user,
            on=clock.today(),
            **{name: told[name] for name in COLUMNS},
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    discard_draft(dossier, kind=sheet.kind, key=sheet.key, by=request.user)
    messages.success(request, f"第{visit.number}次回访已登记。")
    return visit


def _team(told: dict[str, Any]) -> list[Member]:
    team = [
        Member(
            user=user,
            part=TeamPart.LEADER if user == told["leader"] else TeamPart.VISITOR,
        )
        for user in told["visitors"]
    ]
    names = [name.strip() for name in told["companions"].replace("，", "、").split("、")]
    return team + [Member(name=name[:50], part=TeamPart.COMPANION) for name in names if name]


def _interviews(told: dict[str, Any]) -> list[Heard]:
    return [
        Heard(source, told[f"{source}_text"], told[f"{source}_people"])
        for source in Source
        if told[f"{source}_text"]
    ]


def _family_heard(told: dict[str, Any]) -> FamilyHeard | None:
    return FamilyHeard(told["relation"], told["family_text"]) if told["relation"] else None
