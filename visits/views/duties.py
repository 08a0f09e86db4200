"""Two answers to something owed: it is not owed (免除), or it was done on paper (办结)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from columns.refusal import Refused
from visits.actions import exempt, meet
from visits.forms import ExemptForm, MeetForm
from visits.models import Obligation
from visits.views.pages import dossier_or_404, name_of, page, sent
from web.forms import Form
from web.pages import see_other
from workdays import clock


@requires(Permission.PLAN_APPROVE, reads=Verb.PERSON_OPEN)
def exempt_duty(request: SignedInRequest, code: str, kind: str, period: str) -> HttpResponse:
    """免除: the director says why."""

    def free(duty: Obligation) -> str:
        exempt(duty, by=request.user, on=clock.today(), **form.cleaned_data)
        return f"{duty.words}已免除。"

    form = ExemptForm(sent(request))
    return _answered(request, code, (kind, period), form=form, settle=free)


@requires(Permission.PLAN_EDIT, reads=Verb.PERSON_OPEN)
def meet_duty(request: SignedInRequest, code: str, kind: str, period: str) -> HttpResponse:
    """办结 of what no record of the program shows."""

    def done(duty: Obligation) -> str:
        meet(duty, by=request.user, on=clock.today(), **form.cleaned_data)
        return f"{duty.words}已办结。"

    form = MeetForm(sent(request), today=clock.today())
    return _answered(request, code, (kind, period), form=form, settle=done)


def _answered(
    request: SignedInRequest,
    code: str,
    key: tuple[str, str],
    *,
    form: Form,
    settle: Callable[[Obligation], str],
) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    duties = Obligation.objects.visible_to(request.user).filter(dossier=dossier)
    duty = get_object_or_404(duties, kind=key[0], period=key[1])
    if request.method == "POST" and form.is_valid():
        try:
            told = settle(duty)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return see_other("visits:list", code)
    template = "visits/exempt.html" if isinstance(form, ExemptForm) else "visits/meet.html"
    context = {"form": form, "duty": duty, "name": name_of(dossier), "dossier": dossier}
    return page(request, template, context, has_errors=bool(form.errors))
