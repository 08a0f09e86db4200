"""修改基本情况: with the version the form was opened with, and the trace of earlier changes."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.record import record
from cases.actions.cadres import edit_cadre
from cases.actions.identity import NeedsSteward
from cases.forms.edit import EditForm
from cases.models import Cadre, Dossier
from cases.rules.identity import NEEDS_STEWARD
from cases.views.finding import opened
from cases.views.header import header_of
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

CONFLICT = 409
UNPROCESSABLE = 422


@requires(Permission.DOSSIER_EDIT, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = opened(request, code, of_person=True)
    cadre = dossier.cadre
    assert cadre is not None
    if request.method == "GET":
        return _page(request, dossier, EditForm(cadre=cadre, today=clock.today()))
    form = EditForm(request.POST, cadre=cadre, today=clock.today())
    if not form.is_valid():
        return _page(request, dossier, form, status=UNPROCESSABLE)
    return _save(request, dossier, cadre, form)


def _save(request: SignedInRequest, dossier: Dossier, cadre: Cadre, form: EditForm) -> HttpResponse:
    version = form.cleaned_data["version"]
    try:
        with transaction.atomic():
            edit_cadre(cadre, version=version, by=request.user, on=clock.today(), **form.changes())
    except (NeedsSteward, IntegrityError):
        # The constraint answers when two people register one number at the same moment.
        form.add_error("id_number", NEEDS_STEWARD)
        record(Verb.CADRE_HELD, cadre, by=request.user, dossier_id=dossier.pk, fields=["id_number"])
        return _page(request, dossier, form, status=UNPROCESSABLE)
    except Refused as refusal:
        return _compare(request, dossier, form, str(refusal))
    messages.success(request, "基本情况已保存，改动已留痕。")
    return see_other(dossier)


def _compare(
    request: SignedInRequest, dossier: Dossier, form: EditForm, sentence: str
) -> HttpResponse:
    """Somebody else saved meanwhile: both versions side by side, what was typed stays typed."""
    stored = Cadre.objects.visible_to(request.user).get(pk=form.cadre.pk)
    data = request.POST.copy()
    data["version"] = str(stored.version)
    again = EditForm(data, cadre=stored, today=clock.today())
    again.add_error(None, sentence)
    return _page(request, dossier, again, status=CONFLICT, differences=form.differences(stored))


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    form: EditForm,
    *,
    status: int = 200,
    differences: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "dossier": dossier,
        "header": header_of(dossier, clock.today(), request.user),
        "differences": differences or [],
    }
    return TemplateResponse(request, "cases/edit.html", context, status=status)
