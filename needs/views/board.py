"""诉求: the board, each number of which opens its list; those of one dossier; a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from cases.models import Dossier
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.telling import tell_duties
from columns.refusal import Refused
from needs.actions import register_need
from needs.facts.board import STATES, late_count, needs_shown, owners_of, solved_in, tabs_of
from needs.facts.told import lines_of
from needs.forms import NewForm
from needs.models import Need
from needs.querysets import NeedQuerySet
from web.pages import keyset_page, see_other
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.NEED_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    today, user = clock.today(), request.user
    visible = Need.objects.visible_to(user)
    state, owner = _state(request), request.GET.get("owner", "")
    narrowed = _narrowed(request, visible)
    page = keyset_page(
        needs_shown(narrowed, state=state, today=today).select_related("assigned_to"),
        order=("due_on", "pk"),
        params=request.GET,
    )
    saw_rows(each.dossier_id for each in page)
    context: dict[str, Any] = {
        "page": page,
        "lines": lines_of(page, reader=user, today=today),
        "tabs": tabs_of(narrowed, chosen=state),
        "state": state,
        "state_label": STATES[state],
        "owners": list(owners_of(visible)),
        "owner": owner,
        "year": request.GET.get("year", ""),
        "this_year": today.year,
        "late": late_count(narrowed, today=today),
        "solved": solved_in(visible, year=today.year),
        "today": today,
    }
    return TemplateResponse(request, "needs/board.html", context)


@requires(Permission.NEED_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def dossier_needs(request: SignedInRequest, code: str) -> HttpResponse:
    today, dossier = clock.today(), opened(request, code)
    needs = Need.objects.visible_to(request.user).live().filter(dossier=dossier)
    found = needs.select_related("assigned_to").order_by("-asked_on", "-pk")
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "needs",
        "lines": lines_of(found, reader=request.user, today=today),
        "may_enter": request.user.may(Permission.NEED_ENTER) and dossier.is_open,
        "today": today,
    }
    return TemplateResponse(request, "needs/dossier.html", context)


@requires(Permission.NEED_ENTER, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def need_new(request: SignedInRequest, code: str) -> HttpResponse:
    today, dossier = clock.today(), opened(request, code)
    form = NewForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound and form.is_valid():
        need = _register(request, dossier, form)
        if need is not None:
            tell_duties(dossier.pk)
            messages.success(request, "诉求已登记。请交办给责任部门。")
            return see_other(need)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "needs",
        "form": form,
        "today": today,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "needs/new.html", context, status=status)


def _register(request: SignedInRequest, dossier: Dossier, form: NewForm) -> Need | None:
    token = form.cleaned_data["token"]
    try:
        return register_need(
            dossier, token=token, asked=form.asked(), by=request.user, on=clock.today()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _state(request: SignedInRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in STATES else next(iter(STATES))


def _narrowed(request: SignedInRequest, needs: NeedQuerySet) -> NeedQuerySet:
    """By the owner and the year that the address asks for; tabs count what is left."""
    owner, year = request.GET.get("owner", ""), request.GET.get("year", "")
    if owner:
        needs = needs.filter(assigned_to__code=owner)
    if year.isdecimal() and len(year) == len("2026"):
        needs = needs.asked_in(int(year))
    return needs
