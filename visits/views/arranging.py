"""安排回访和访前准备: who goes, when and where; the outline; who has read the file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views.finding import seen
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions.arranging import Seats, arrange_visit, rearrange_visit
from visits.actions.preparing import keep_outline, prepare_visit
from visits.choices.visiting import Nature, Whom
from visits.facts.preparation import outline_for
from visits.facts.reading import unread_by
from visits.facts.teams import Choice, able, choices_of
from visits.forms.arranging import ArrangeForm
from visits.forms.steps import OutlineForm
from visits.forms.team import TAGS, names_in
from visits.models import Visit, VisitTeam
from visits.views.cautions import caution_for
from visits.views.pages import dossier_or_404, key_of, name_of, page, sent
from visits.views.teams import officers_for, team_of
from web.pages import see_other
from workdays import clock

COLUMNS = ("wish", "planned_on", "mode", "mode_reason", "place", "place_note", "is_key", *TAGS)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def arrange(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    offered = _offered(request, dossier)
    form = _form(request, offered, _beginning(request, dossier))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            visit = arrange_visit(
                dossier,
                token=key_of(request.POST),
                seats=_seats(told),
                by=request.user,
                on=clock.today(),
                **{name: told[name] for name in COLUMNS},
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"回访已安排（{visit.get_status_display()}）。")
            return see_other(visit)
    return _page(request, dossier, form, offered)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def rearrange(request: SignedInRequest, code: str) -> HttpResponse:
    found = ahead_or_404(request, code)
    dossier = dossier_or_404(request, found.dossier.code)
    offered = _offered(request, dossier)
    form = _form(request, offered, arranged_facts(found))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            rearrange_visit(
                found,
                version=version_of(request, found),
                seats=_seats(told),
                by=request.user,
                on=clock.today(),
                **{name: told[name] for name in COLUMNS},
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "回访安排已修改。")
            return see_other(found)
    return _page(request, dossier, form, offered, found=found)


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def prepare(request: SignedInRequest, code: str) -> HttpResponse:
    found, today = ahead_or_404(request, code), clock.today()
    dossier = dossier_or_404(request, found.dossier.code)
    outline = found.outline or outline_for(dossier, reader=request.user, today=today)
    initial = {"outline": outline, "unit_note": found.unit_note, "version": found.version}
    form = OutlineForm(sent(request), today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = keep_outline if "keep" in request.POST else prepare_visit
        try:
            act(found, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            for sentence in getattr(refusal, "sentences", [str(refusal)]):
                form.add_error(None, sentence)
        else:
            messages.success(request, "提纲已保存。" if act is keep_outline else "回访已准备好。")
            return see_other(found)
    context = {
        "form": form,
        "visit": found,
        "dossier": dossier,
        "name": name_of(dossier),
        "unread": unread_by(found, on=today),
        "team": list(found.team.all()),
    }
    return page(request, "visits/prepare.html", context, has_errors=bool(form.errors))


def ahead_or_404(request: SignedInRequest, code: str) -> Visit:
    rows = Visit.objects.visible_to(request.user).ahead().for_page()
    found = get_object_or_404(rows, code=code)
    seen(request, found.dossier, found)
    return found


def version_of(request: SignedInRequest, visit: Visit) -> int:
    """Of the row the page was drawn from."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else visit.version


def _offered(request: SignedInRequest, dossier: Dossier) -> list[Choice]:
    """Whoever has to keep away is not there; nobody reads why."""
    officers = officers_for(request, dossier)
    may_go = able(dossier, [user.pk for user in officers])
    present = [user for user in officers if user.pk in may_go]
    return choices_of(dossier, present, today=clock.today())


def _form(request: SignedInRequest, offered: list[Choice], initial: dict[str, Any]) -> ArrangeForm:
    return ArrangeForm(
        sent(request),
        today=clock.today(),
        officers=[each.user for each in offered],
        words={each.user.pk: each.words for each in offered},
        initial=initial,
    )


def _beginning(request: SignedInRequest, dossier: Dossier) -> dict[str, Any]:
    """Oneself goes; the rest nobody has said yet."""
    nature = Nature.CLEARING if dossier.is_clearing else Nature.SANCTION
    return {"visitors": [request.user.pk], "whom": Whom.SELF, "nature": nature}


def arranged_facts(visit: Visit) -> dict[str, Any]:
    """As a form begins with it."""
    team = list(VisitTeam.objects.filter(visit=visit))
    parts: dict[str, list[VisitTeam]] = {}
    for each in team:
        parts.setdefault(each.part, []).append(each)
    counted = [*parts.get("leader", []), *parts.get("visitor", [])]
    own = {each.unit_id for each in team if each.counts}
    others = [each.name for each in visit.organs.all() if each.unit_id not in own]
    return {
        **{name: getattr(visit, name) for name in COLUMNS},
        "visitors": [each.user_id for each in counted],
        "leader": next((each.user_id for each in parts.get("leader", [])), None),
        "head": next((each.user_id for each in parts.get("head", [])), None),
        "companions": "、".join(each.name for each in parts.get("companion", [])),
        "organs": "、".join(others),
    }


def _seats(told: dict[str, Any]) -> Seats:
    return Seats(team=team_of(told), organs=names_in(told["organs"]))


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    form: ArrangeForm,
    offered: list[Choice],
    *,
    found: Visit | None = None,
) -> HttpResponse:
    people: list[User] = [each.user for each in offered]
    context = {
        "form": form,
        "visit": found,
        "dossier": dossier,
        "name": name_of(dossier),
        "key": new_code() if request.method == "GET" else key_of(request.POST),
        "caution": caution_for(request.user, dossier, people),
    }
    return page(request, "visits/arrange.html", context, has_errors=bool(form.errors))
