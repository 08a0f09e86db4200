"""其他主体回访, and the restricted box of one visit."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_as
from cases.forms.reveal import RevealForm
from cases.views import header_of
from cases.views.finding import seen
from columns.codes import new_code
from columns.refusal import Refused
from signin.stepup import confirmed_recently
from visits.actions.leads import open_leads
from visits.actions.outside import record_outside, void_outside
from visits.forms.steps import OutsideForm, VoidOutsideForm
from visits.models import OutsideVisit, Visit, VisitLead
from visits.views.pages import UNPROCESSABLE, dossier_or_404, key_of, name_of, page, sent
from web.pages import see_other
from workdays import clock


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def outside_new(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = dossier_or_404(request, code), clock.today()
    form = OutsideForm(sent(request), today=today, since=dossier.first_day)
    if request.method == "POST" and form.is_valid():
        try:
            record_outside(
                dossier,
                token=key_of(request.POST),
                by=request.user,
                on=today,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "其他主体回访已登记，不计入本机关回访次数。")
            return see_other("visits:list", code)
    context = {
        "form": form,
        "dossier": dossier,
        "name": name_of(dossier),
        "title": "登记其他主体回访",
        "lead": "党委领导、组织部门等单独进行的回访，据实登记，不计入本机关应当完成的回访。",
        "verb": "登记",
        "key": new_code() if request.method == "GET" else key_of(request.POST),
    }
    return page(request, "visits/outside.html", context, has_errors=bool(form.errors))


@requires(Permission.VISIT_RECORD, reads=Verb.PERSON_OPEN)
def outside_void(request: SignedInRequest, code: str) -> HttpResponse:
    rows = OutsideVisit.objects.visible_to(request.user).live().select_related("dossier__row")
    found = get_object_or_404(rows, code=code)
    seen(request, found.dossier, found)
    form = VoidOutsideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            void_outside(found, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "登记已作废。")
            return see_other("visits:list", found.dossier.code)
    context = {
        "form": form,
        "dossier": found.dossier,
        "name": found.dossier.row.name,
        "title": "作废其他主体回访登记",
        "lead": "作废的登记保留在历史里。",
        "verb": "作废这条登记",
        "key": "",
    }
    return page(request, "visits/outside.html", context, has_errors=bool(form.errors))


@requires(Permission.LEAD_READ, reads=Verb.PERSON_OPEN)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def leads(request: SignedInRequest, code: str) -> HttpResponse:
    """Not there for whoever entered nothing, save the leader in charge."""
    rows = Visit.objects.visible_to(request.user).recorded().select_related("dossier")
    visit = get_object_or_404(rows, code=code)
    if not VisitLead.objects.visible_to(request.user).filter(visit=visit).exists():
        raise Http404
    dossier = dossier_or_404(request, visit.dossier.code)
    form = RevealForm(request.POST if request.method == "POST" else None)
    context = {"header": header_of(dossier, clock.today(), request.user), "visit": visit}
    if request.method == "POST" and form.is_valid():
        found = open_leads(visit, by=request.user, at=clock.now(), **form.cleaned_data)
        saw_as(Verb.RESTRICTED_READ)
        context |= {"found": found, "form": None}
    else:
        context |= {"found": None, "form": form}
    status = UNPROCESSABLE if context["form"] is not None and form.errors else 200
    response = TemplateResponse(request, "visits/leads.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
