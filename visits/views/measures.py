"""Measures of the plan in force: ticked off one by one, and the plan finished at the end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.views import header_of
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import complete_plan, enter_group_decision, settle_measure
from visits.forms.planning import GroupDecisionForm, MeasureStepForm
from visits.models import Plan, PlanMeasure
from visits.views.pages import dossier_or_404, page, sent
from web.pages import see_other
from workdays import clock


@requires(Permission.MEASURE_SETTLE, reads=Verb.PERSON_OPEN)
def measure(request: SignedInRequest, code: str, key: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).in_force(), dossier=dossier)
    asked = get_object_or_404(PlanMeasure.objects.filter(plan=plan), key=key)
    today = clock.today()
    form = MeasureStepForm(sent(request), today=today, initial={"done_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            settle_measure(asked, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "措施进展已登记。")
            return see_other("visits:plan", code)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "plan",
        "dossier": dossier,
        "form": form,
        "heading": "登记措施进展",
        "hint": f"{asked.get_area_display()}：{asked.text}（{asked.who}）",
        "button": "登记",
        "back": "visits:plan",
    }
    return page(request, "visits/entry.html", context, has_errors=bool(form.errors))


@requires(Permission.PLAN_EDIT)
@require_POST
def plan_complete(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    plan = get_object_or_404(Plan.objects.visible_to(request.user).in_force(), dossier=dossier)
    try:
        complete_plan(plan, version=plan.version, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "方案已办结。")
    return see_other("visits:plan", code)


@requires(Permission.GROUP_DECISION_ENTER, reads=Verb.PERSON_OPEN)
def group_decision(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    today = clock.today()
    form = GroupDecisionForm(sent(request), today=today, initial={"token": new_code()})
    if request.method == "POST" and form.is_valid():
        try:
            enter_group_decision(dossier, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "领导小组议定事项已登记。")
            return see_other("visits:plan", code)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "plan",
        "dossier": dossier,
        "form": form,
        "heading": "登记领导小组议定事项",
        "button": "登记",
        "back": "visits:plan",
    }
    return page(request, "visits/entry.html", context, has_errors=bool(form.errors))
