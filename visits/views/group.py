"""工作领导小组: its members, the year plan and its approval, progress and what is out of order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import OFFICE_ROLES, Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.codes import new_code
from columns.refusal import Refused
from visits.actions import (
    approve_year_plan,
    end_member,
    enter_member,
    return_year_plan,
    save_year_plan,
    submit_year_plan,
)
from visits.facts.group import Standing, line_of, standing_of
from visits.forms import ReturnForm
from visits.forms.planning import MemberForm, YearPlanForm
from visits.models import GroupMember, YearPlan
from visits.views.pages import page, sent
from web.pages import keyset_page, see_other
from workdays import clock


@requires(Permission.YEAR_PLAN_VIEW, reads=Verb.STATS_VIEW)
def group(request: SignedInRequest) -> HttpResponse:
    office, today = request.user.unit, clock.today()
    plan = YearPlan.objects.filter(office=office, year=today.year).first()
    standing = standing_of(office, viewer=request.user, today=today)
    saw_rows(each.dossier.pk for each in standing.exceptions)
    context = {
        **_counted(request, standing),
        "year": today.year,
        "plan": plan,
        "members": GroupMember.objects.filter(office=office).select_related("user"),
        "standing": standing,
        "may_edit": request.user.may(Permission.YEAR_PLAN_EDIT)
        and (plan is None or plan.status == "draft"),
        "may_enter": request.user.may(Permission.YEAR_PLAN_EDIT),
        "may_approve": plan is not None
        and plan.status == "submitted"
        and request.user.may(Permission.YEAR_PLAN_APPROVE)
        and plan.submitted_by_id != request.user.pk,
    }
    return TemplateResponse(request, "visits/group.html", context)


def _counted(request: SignedInRequest, standing: Standing) -> dict[str, Any]:
    """The list behind a number, when one was asked for."""
    figure = standing.shown(request.GET.get("show", ""))
    if figure is None:
        return {}
    page = keyset_page(figure.rows, order=("pk",), params=request.GET)
    lines = [line_of(each) for each in page]
    saw_rows(each.dossier.pk for each in lines)
    return {"figure": figure, "page": page, "lines": lines}


@requires(Permission.YEAR_PLAN_EDIT)
def year_plan(request: SignedInRequest) -> HttpResponse:
    office, year = request.user.unit, clock.today().year
    stored = YearPlan.objects.filter(office=office, year=year).first()
    names = [name for name in YearPlanForm.base_fields if name != "version"]
    initial: dict[str, Any] = {"version": stored.version if stored is not None else 0}
    if stored is not None:
        initial |= {name: getattr(stored, name) for name in names}
    form = YearPlanForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        facts, on = dict(form.cleaned_data), clock.today()
        version = facts.pop("version")
        try:
            saved = save_year_plan(
                office, year=year, version=version, by=request.user, on=on, **facts
            )
            if "second" not in request.POST:
                submit_year_plan(saved, version=saved.version, by=request.user, on=on)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, "已保存。" if "second" in request.POST else "年度计划已送分管领导审批。"
            )
            return see_other("visits:group")
    words = {"heading": f"{year}年工作方案", "button": "送审", "second": "保存"}
    return _entry(request, form, **words)


@requires(Permission.YEAR_PLAN_APPROVE)
def year_plan_decide(request: SignedInRequest) -> HttpResponse:
    plan = get_object_or_404(YearPlan, office=request.user.unit, year=clock.today().year)
    form = ReturnForm(sent(request), initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        told, on = form.cleaned_data, clock.today()
        try:
            if "second" in request.POST:
                return_year_plan(
                    plan, version=told["version"], remark=told["remark"], by=request.user, on=on
                )
            else:
                approve_year_plan(plan, version=told["version"], by=request.user, on=on)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已退回修改。" if "second" in request.POST else "已批准。")
            return see_other("visits:group")
    words = {"heading": f"审批{plan.year}年工作方案", "button": "批准", "second": "退回修改"}
    return _entry(request, form, plan=plan, **words)


@requires(Permission.YEAR_PLAN_EDIT)
def member_new(request: SignedInRequest) -> HttpResponse:
    office = request.user.unit
    accounts = User.objects.filter(unit=office, role__in=sorted(OFFICE_ROLES), is_active=True)
    form = MemberForm(
        sent(request),
        accounts=accounts,
        initial={"token": new_code(), "from_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            enter_member(office, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "成员已登记。")
            return see_other("visits:group")
    return _entry(request, form, heading="登记领导小组成员", button="登记")


@requires(Permission.YEAR_PLAN_EDIT)
@require_POST
def member_end(request: SignedInRequest, code: str) -> HttpResponse:
    member = GroupMember.objects.filter(office=request.user.unit, code=code).first()
    if member is None:
        raise Http404
    today = clock.today()
    try:
        end_member(member, to_on=today, by=request.user, on=today)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "任职已结束。")
    return see_other("visits:group")


def _entry(request: SignedInRequest, form: Any, **context: Any) -> HttpResponse:
    return page(
        request,
        "visits/group_entry.html",
        {"form": form, **context},
        has_errors=bool(form.errors),
    )
