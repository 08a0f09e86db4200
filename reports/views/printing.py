"""Forms on paper: which there are of a dossier, asking for one, opening it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened, seen
from reports.actions.printing import request_printout
from reports.choices import Form
from reports.facts.forms import record_of
from reports.models import Printout
from reports.views.letter import PRIVATE, send
from visits.models import Plan, Talk, Visit
from web.pages import see_other
from workdays import clock

# Who reads the record may print it (practice D.2).
READS = {
    Form.PLAN: Permission.PLAN_VIEW,
    Form.PLAN_BLANK: Permission.PLAN_VIEW,
    Form.TALK: Permission.TALK_VIEW,
    Form.TALK_BLANK: Permission.TALK_VIEW,
}
PRINTING = (Permission.VISIT_VIEW, Permission.PLAN_VIEW, Permission.TALK_VIEW)


@dataclass(frozen=True)
class Line:
    """One form that can be printed now."""

    form: str
    code: str
    words: str


def may_print(user: User, form: str) -> bool:
    return form in Form.values and user.may(READS.get(Form(form), Permission.VISIT_VIEW))


@requires(*PRINTING, reads=Verb.PERSON_OPEN)
@require_safe
def forms(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = opened(request, code, of_person=True)
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "overview",
        "lines": _lines(dossier, request.user),
    }
    return TemplateResponse(request, "reports/forms.html", context)


def _lines(dossier: Dossier, user: User) -> list[Line]:
    whole = (
        Form.VISIT_BLANK, Form.TRANSCRIPT_BLANK, Form.TALK_BLANK, Form.PLAN_BLANK,
        Form.REGISTER, Form.NOTICE, Form.OWN,
    )  # fmt: skip
    lines = [Line(form, dossier.code, form.label) for form in whole]
    visits = Visit.objects.visible_to(user).done().filter(dossier=dossier)
    for visit in visits.order_by("-visited_on", "-pk"):
        lines += [
            Line(form, visit.code, f"{visit}：{form.label}")
            for form in (Form.VISIT, Form.TRANSCRIPT, Form.SHORT)
        ]
    plans = Plan.objects.visible_to(user).filter(dossier=dossier)
    lines += [Line(Form.PLAN, each.code, str(each)) for each in plans.order_by("-number")]
    talks = Talk.objects.visible_to(user).live().filter(dossier=dossier)
    lines += [
        Line(Form.TALK, each.code, f"{each}记录") for each in talks.order_by("-held_on", "-pk")
    ]
    return [each for each in lines if may_print(user, each.form)]


@requires(*PRINTING)
@require_POST
def print_form(request: SignedInRequest, code: str, form: str, of: str) -> HttpResponse:
    if not may_print(request.user, form):
        raise PermissionDenied
    dossier = opened(request, code, of_person=True)
    if record_of(dossier, form, of, by=request.user) is None:
        raise Http404
    job = request_printout(dossier, form=form, code=of, by=request.user)
    send(job)
    return see_other("dashboard:job", code=job.code)


@requires(*PRINTING, reads=Verb.PRINTOUT_OPEN)
@require_safe
def printout(request: SignedInRequest, code: str) -> HttpResponse:
    """Shown in the browser, to be printed from there; for the one who asked only."""
    mine = Printout.objects.filter(dossier__in=Dossier.objects.visible_to(request.user))
    found = get_object_or_404(mine.select_related("dossier"), code=code, reader=request.user)
    seen(request, found.dossier, found)
    name = f"{found.get_form_display()}.pdf"
    shown = str(content_disposition_header(as_attachment=False, filename=name))
    headers = {**PRIVATE, "Content-Disposition": shown, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.content), content_type="application/pdf", headers=headers)
