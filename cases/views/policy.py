"""本地规则: the versions of the office, one version, and the draft of the next."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from cases.actions.versions import (
    discard_draft,
    edit_draft,
    start_draft,
    start_going_back,
)
from cases.facts.policies import before_of, changes_between, parts_of, people_governed
from cases.forms.policy import PolicyForm
from cases.models import Policy
from cases.querysets import PolicyQuerySet
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

CONFLICT = 409
UNPROCESSABLE = 422


@dataclass(frozen=True)
class Standing:
    """Where a version is in its life, and the tone of its tag."""

    words: str
    tone: str


@requires(Permission.POLICY_VIEW)
@require_safe
def versions(request: SignedInRequest) -> HttpResponse:
    mine = list(_mine(request).order_by("-valid_from", "-number"))
    published = [each for each in mine if each.is_published]
    governing = Policy.objects.governing(request.user.unit, on=clock.today())
    context = {
        "draft": next((each for each in mine if each.is_draft), None),
        "lines": [
            (each, changes_between(each, before_of(each, published)), _standing(each, governing))
            for each in published
        ],
        "office": request.user.unit,
        "may_edit": request.user.may(Permission.POLICY_EDIT),
    }
    return TemplateResponse(request, "cases/policy_list.html", context)


@requires(Permission.POLICY_EDIT)
@require_POST
def draft(request: SignedInRequest) -> HttpResponse:
    """The one draft of the office, begun now."""
    try:
        begun = start_draft(request.user.unit, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("policy:list")
    return see_other("policy:edit", begun.number)


@requires(Permission.POLICY_VIEW)
@require_safe
def version(request: SignedInRequest, number: int) -> HttpResponse:
    found = get_object_or_404(_mine(request), number=number)
    before = before_of(found, _mine(request).published())
    governing = Policy.objects.governing(request.user.unit, on=clock.today())
    may_edit = request.user.may(Permission.POLICY_EDIT)
    context = {
        "policy": found,
        "before": before,
        "parts": parts_of(found, before),
        "changes": changes_between(found, before),
        "standing": _standing(found, governing),
        "people": people_governed(found, viewer=request.user) if found.is_published else 0,
        "may_edit": may_edit and found.is_draft,
        "may_restore": may_edit and found.is_published and found != governing,
        "may_look": may_edit or request.user.may(Permission.POLICY_PUBLISH),
    }
    return TemplateResponse(request, "cases/policy.html", context)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, number: int) -> HttpResponse:
    found = get_object_or_404(_mine(request), number=number)
    if not found.is_draft:
        messages.error(request, f"第{number}版已经发布，不能再改。需要调整的，请起草新的一版。")
        return see_other(found)
    if request.method == "GET":
        return _form(request, found, PolicyForm(draft=found, today=clock.today()))
    form = PolicyForm(request.POST, draft=found, today=clock.today())
    if not form.is_valid():
        return _form(request, found, form, status=UNPROCESSABLE)
    try:
        edit_draft(found, version=form.cleaned_data["version"], by=request.user, **form.changes)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, found, form, status=CONFLICT)
    messages.success(request, "草稿已保存，还没有生效。请核对影响，由另一位同志发布。")
    return see_other(found)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def discard(request: SignedInRequest, number: int) -> HttpResponse:
    found = get_object_or_404(_mine(request), number=number)
    if request.method == "POST":
        try:
            discard_draft(found, version=found.version, by=request.user)
            messages.success(request, f"第{number}版草稿已放弃，现行规则没有变动。")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return see_other("policy:list")
    context = {
        "title": "放弃草稿",
        "sentence": f"放弃第{number}版草稿？现行规则不受影响，草稿的内容留存在历史中。",
        "facts": [("依据文件", found.document or "未填"), ("修改说明", found.note or "未填")],
        "verb": "放弃这份草稿",
        "danger": True,
        "back": found.get_absolute_url(),
    }
    return TemplateResponse(request, "cases/policy_confirm.html", context)


@requires(Permission.POLICY_EDIT)
@require_http_methods(["GET", "POST"])
def restore(request: SignedInRequest, number: int) -> HttpResponse:
    """Going back is a new version like any other: drafted here, published by another person."""
    found = get_object_or_404(_mine(request), number=number)
    if request.method == "POST":
        try:
            begun = start_going_back(found, by=request.user, on=clock.today())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return see_other(found)
        return see_other("policy:edit", begun.number)
    context = {
        "title": f"恢复第{number}版的规则",
        "sentence": f"按第{number}版的各项规则起草新的一版？发布以前不影响任何期限，"
        "以前各版都保留。",
        "facts": [("依据文件", found.document), ("当时的说明", found.note or "未填")],
        "verb": "起草新的一版",
        "back": found.get_absolute_url(),
    }
    return TemplateResponse(request, "cases/policy_confirm.html", context)


def _mine(request: SignedInRequest) -> PolicyQuerySet:
    visible = Policy.objects.visible_to(request.user)
    return visible.select_related("drafted_by", "published_by", "rolls_back", "office")


def _standing(policy: Policy, governing: Policy | None) -> Standing:
    if policy.is_draft:
        return Standing("草稿", "amber")
    if governing is not None and policy.pk == governing.pk:
        return Standing("现行", "green")
    if policy.valid_from > clock.today():
        return Standing("尚未到生效日", "blue")
    return Standing("以前的版次", "grey")


def _form(
    request: SignedInRequest, draft: Policy, form: PolicyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "policy": draft,
        "form": form,
        "back": reverse("policy:version", args=[draft.number]),
    }
    return TemplateResponse(request, "cases/policy_edit.html", context, status=status)
