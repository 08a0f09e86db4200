"""查看完整号码: a reason first, then the number on a page that nothing keeps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_as
from cases.actions.revealing import reveal as reveal_number
from cases.facts.sealed_facts import sealed_facts
from cases.forms.reveal import RevealForm
from cases.models import Dossier
from cases.rules.fields import LABELS, OF_PERSON, may_reveal
from cases.views.finding import opened
from cases.views.header import header_of
from columns.masks import MASKS
from columns.refusal import Refused
from signin.stepup import confirmed_recently
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.FIELD_REVEAL, reads=Verb.PERSON_OPEN)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def reveal(request: SignedInRequest, code: str, field: str) -> HttpResponse:
    if field not in OF_PERSON:
        raise Http404
    if not may_reveal(request.user.role, field):
        raise PermissionDenied
    dossier = opened(request, code, of_person=True)
    if not _has(request, dossier, field):
        raise Http404
    form = RevealForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, dossier, field, form=form)
    try:
        text = reveal_number(dossier, field, by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, dossier, field, form=form)
    saw_as(Verb.FIELD_REVEAL)
    return _page(request, dossier, field, text=text)


def _has(request: SignedInRequest, dossier: Dossier, field: str) -> bool:
    cadre = dossier.cadre
    return cadre is not None and any(
        each.field == field for each in sealed_facts(cadre, viewer=request.user)
    )


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    field: str,
    *,
    form: RevealForm | None = None,
    text: str = "",
) -> HttpResponse:
    """The answer to what was sent, not an address: going back or forward does not show it."""
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "dossier": dossier,
        "label": LABELS[field],
        "masked": MASKS[field](getattr(dossier.cadre, field)),
        "form": form,
        "text": text,
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    response = TemplateResponse(request, "cases/reveal.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
