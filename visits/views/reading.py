"""阅签: the unit's party organisation signs a talk; the helper's own list of talks."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from audit.choices import Verb
from audit.reading import saw_figures
from columns.refusal import Refused
from visits.actions import sign_talk
from visits.forms import ProxySignForm, SignForm
from visits.models import Talk
from visits.views.pages import name_of, page, sent
from visits.views.talks import talk_or_404
from web.pages import see_other
from workdays import clock

# Two pages of a helper's work of many years; older ones are in the dossier.
LATEST = 100


@requires(Permission.TALK_SIGN, reads=Verb.PERSON_OPEN)
def talk_sign(request: SignedInRequest, code: str) -> HttpResponse:
    talk, today, user = talk_or_404(request, code), clock.today(), request.user
    by_unit = user.role == Role.UNIT
    form = (SignForm if by_unit else ProxySignForm)(
        sent(request),
        today=today,
        held_on=talk.held_on,
        initial={"read_on": today, "reader_name": user.display_name if by_unit else ""},
    )
    if request.method == "POST" and form.is_valid():
        try:
            sign_talk(talk, by=user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{talk.period_words}谈心谈话已阅签。")
            return see_other(talk)
    context = {
        "form": form,
        "talk": talk,
        "name": name_of(talk.dossier),
        "dossier": talk.dossier,
        "is_own": talk.entered_by_id == user.pk,
    }
    return page(request, "visits/talk_sign.html", context, has_errors=bool(form.errors))


@requires(Permission.TALK_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def own_talks(request: SignedInRequest) -> HttpResponse:
    """谈话记录: of the people this reader works with, newest first."""
    rows = Talk.objects.visible_to(request.user).live().for_list()
    talks = list(rows.select_related("entered_by", "dossier__row")[:LATEST])
    saw_figures(scope="me", part="talks", codes=sorted({each.dossier.code for each in talks}))
    return TemplateResponse(request, "visits/own_talks.html", {"talks": talks})
