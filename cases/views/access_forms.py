"""指派 and 回避 by the office, each on a page of its own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.access import (
    assign,
    end_assignment,
    end_recusal,
    recuse,
    replace_handler,
)
from cases.choices.access import RecusalGround
from cases.facts.access import anchored_to, assignable, denials_of, handlers_for
from cases.forms.access import AssignForm, EndRecusalForm, PersonForm, RecuseForm
from cases.views.access import form_page, kept, posted
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock


@requires(Permission.SCOPE_ENTER, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def scope_assign(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, _cadre = kept(request, code)
    today = clock.today()
    form = AssignForm(
        posted(request),
        people=assignable(dossier, on=today),
        today=today,
        initial={"from_on": today},
    )
    if form.is_valid():
        try:
            made = assign(dossier, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已指派给{made.user.display_name}，起始日当天即可查看。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_assign.html", form)


@requires(Permission.SCOPE_ENTER, reads=Verb.SCOPE_READ)
@require_POST
def scope_assign_end(request: SignedInRequest, code: str, assignment: str) -> HttpResponse:
    dossier, _cadre = kept(request, code)
    found = get_object_or_404(dossier.assignments.select_related("user"), code=assignment)
    try:
        end_assignment(found, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"对{found.user.display_name}的指派已结束，立即生效。")
    return see_other("cases:scope", code)


@requires(Permission.SCOPE_ENTER, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def scope_recuse(request: SignedInRequest, code: str) -> HttpResponse:
    """Offered: whoever would find the file by his place. The reader declares his own elsewhere."""
    dossier, cadre = kept(request, code)
    today = clock.today()
    recused = denials_of(cadre, on=today).recused | {request.user.pk}
    anchored = anchored_to(dossier, on=today).items()
    people = [each.user for pk, each in anchored if pk not in recused]
    form = RecuseForm(posted(request), people=people)
    if form.is_valid():
        user, told = form.cleaned_data["user"], form.cleaned_data
        ground = RecusalGround(told["ground"])
        try:
            recuse(
                cadre, user=user, ground=ground, note=told["note"], from_on=today,
                by=request.user, on=today,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记{user.display_name}回避，立即生效。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_recuse.html", form)


@requires(Permission.SCOPE_ENTER, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def scope_handler(request: SignedInRequest, code: str) -> HttpResponse:
    """Somebody else for the handler who has stepped back."""
    dossier, _cadre = kept(request, code)
    today = clock.today()
    able = handlers_for(dossier, on=today)
    people = [each.user for each in able if each.user.pk != dossier.handler_id]
    form = PersonForm(posted(request), people=people, label="新的承办人")
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            replace_handler(dossier, handler=user, by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"承办人已改为{user.display_name}。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_handler.html", form)


@requires(Permission.SCOPE_ENTER, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def scope_recuse_end(request: SignedInRequest, code: str, recusal: str) -> HttpResponse:
    dossier, cadre = kept(request, code)
    today = clock.today()
    standing = cadre.recusals.holding(on=today).select_related("user__unit", "entered_by")
    found = get_object_or_404(standing, code=recusal)
    form = EndRecusalForm(posted(request))
    if form.is_valid():
        try:
            end_recusal(found, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.user.display_name}的回避已解除，立即生效。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_recuse_end.html", form, recusal=found)
