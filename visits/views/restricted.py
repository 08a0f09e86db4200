"""限知内容: relatives' words and restricted notes, after a reason, on a page that nothing keeps."""

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_as
from cases.forms.reveal import RevealForm
from cases.models import Dossier
from cases.views import header_of
from signin.stepup import confirmed_recently
from visits.actions.restricted import Restricted, open_restricted
from visits.models import AssessmentFamilyTalk, AssessmentNote, FamilyTalk
from visits.views.pages import UNPROCESSABLE, dossier_or_404, may_read_restricted
from workdays import clock


@requires(Permission.ASSESS, reads=Verb.PERSON_OPEN)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def restricted(request: SignedInRequest, code: str) -> HttpResponse:
    """Not there for whoever is not one of the few, and not where nothing was written."""
    dossier = dossier_or_404(request, code)
    if not may_read_restricted(request, dossier) or not is_any(dossier):
        raise Http404
    form = RevealForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _page(request, dossier, form=form)
    found = open_restricted(dossier, by=request.user, at=clock.now(), **form.cleaned_data)
    saw_as(Verb.RESTRICTED_READ)
    return _page(request, dossier, found=found)


def is_any(dossier: Dossier) -> bool:
    talks = FamilyTalk.objects.filter(dossier=dossier, visit__voided_at__isnull=True)
    return (
        talks.exists()
        or AssessmentNote.objects.filter(dossier=dossier).exists()
        or AssessmentFamilyTalk.objects.filter(dossier=dossier).exists()
    )


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    *,
    form: RevealForm | None = None,
    found: Restricted | None = None,
) -> HttpResponse:
    context = {
        "header": header_of(dossier, clock.today(), request.user),
        "dossier": dossier,
        "form": form,
        "found": found,
    }
    status = UNPROCESSABLE if form is not None and form.errors else 200
    response = TemplateResponse(request, "visits/restricted.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
