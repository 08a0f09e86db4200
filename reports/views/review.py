"""签发: the leader reads the paper with the reason of each date beside it, and decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from columns.refusal import Refused
from reports.actions import approve_letter, return_letter
from reports.forms import ReasonForm, StepForm
from reports.views.letter import find
from reports.views.show import may_review, sources_of, view_of
from signin.stepup import confirmed_recently
from web.pages import see_other
from workdays import clock


@requires(Permission.LETTER_APPROVE, reads=Verb.LETTER_OPEN)
@confirmed_recently
def review(request: SignedInRequest, code: str) -> HttpResponse:
    """GET shows, POST approves; returning has an address of its own."""
    found = find(request, code)
    form = StepForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            approve_letter(found, by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "已签发，可以编号制作。")
        return see_other(found)
    return _page(request, code, form=form)


@requires(Permission.LETTER_APPROVE, reads=Verb.LETTER_OPEN)
@require_POST
def send_back(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    form = ReasonForm(request.POST, asks_for="退回意见")
    if not form.is_valid():
        return _page(request, code, returning=form)
    try:
        return_letter(found, by=request.user, on=clock.today(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已退回拟稿人修改。")
    return see_other(found)


def _page(
    request: SignedInRequest,
    code: str,
    *,
    form: StepForm | None = None,
    returning: ReasonForm | None = None,
) -> HttpResponse:
    found, today = find(request, code), clock.today()
    shown = {"version": found.version}
    context = {
        "view": view_of(found, today=today),
        "sources": sources_of(found.dossier, today=today),
        "form": returning or ReasonForm(asks_for="退回意见", initial=shown),
        "step": form or StepForm(initial=shown),
        "may_review": may_review(found, request.user),
    }
    return TemplateResponse(request, "reports/letter_review.html", context)
