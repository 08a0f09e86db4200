"""The question before a dossier that is not one's own work, asked once for half an hour."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.facts import PURPOSE_MINUTES
from audit.reading import saw
from audit.stating import state_purpose
from cases.forms.purpose import PurposeForm
from cases.models import Dossier
from cases.views.finding import visible_dossier
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.DOSSIER_VIEW, reads=Verb.PURPOSE_ASKED)
@require_http_methods(["GET", "POST"])
def purpose(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = visible_dossier(request, code, of_person=True)
    saw(dossier, cadre_id=dossier.cadre_id)
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        assert dossier.cadre_id is not None
        state_purpose(
            by=request.user,
            cadre_id=dossier.cadre_id,
            dossier_id=dossier.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return HttpResponseRedirect(_back(request, dossier), status=303)
    context = {
        "form": form,
        "name": dossier.cadre.name if dossier.cadre is not None else "",
        "number": dossier.number,
        "minutes": PURPOSE_MINUTES,
        "back": request.GET.get("next", ""),
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "cases/purpose.html", context, status=status)


def _back(request: SignedInRequest, dossier: Dossier) -> str:
    """To the page that was asked for, never to another house."""
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()})
    return asked if safe else reverse("dashboard:dossier", args=[dossier.code])
