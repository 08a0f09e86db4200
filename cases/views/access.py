"""知悉范围: who finds this file and why, who does not, and the doors to what changes it."""

from django.http import Http404, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.seals import LIFTERS
from cases.facts.access import is_dormant, keeps, readers_of
from cases.models import Cadre, Dossier, Seal
from cases.views.access_lines import recusal_lines, sight_lines
from cases.views.finding import seen, visible_dossier
from cases.views.header import header_of
from web.forms import Form
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.SCOPE_VIEW, reads=Verb.SCOPE_READ)
@require_safe
def scope(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, cadre = kept(request, code)
    today = clock.today()
    seal = standing_seal(cadre)
    readers = readers_of(dossier, on=today)
    recusals = cadre.recusals.select_related("user__unit", "entered_by", "ended_by")
    assignments = dossier.assignments.select_related("user__unit", "granted_by").order_by("-pk")
    own = cadre.own_files.select_related("user__unit", "first_by", "second_by").order_by("pk")
    context = {
        "header": header_of(dossier, today, request.user),
        "dossier": dossier,
        "today": today,
        "lines": sight_lines(readers, by_name=seal is not None),
        "seal": seal,
        "grants": _grants(seal) if seal is not None else [],
        "too_few": seal is not None and sum(each.may_lift for each in readers) < LIFTERS,
        "is_dormant": is_dormant(dossier, on=today),
        "assignments": assignments.not_over(on=today),
        "past_assignments": assignments.filter(to_on__lt=today),
        "recusals": recusal_lines(recusals.holding(on=today).order_by("-pk"), dossier),
        "past_recusals": recusals.filter(to_on__lt=today).order_by("-pk"),
        "own_files": own,
        "may_enter": request.user.may(Permission.SCOPE_ENTER),
        "may_seal": request.user.may(Permission.SEAL),
        "may_own": request.user.may(Permission.OWN_FILE),
    }
    return TemplateResponse(request, "cases/access.html", context)


def posted(request: SignedInRequest) -> QueryDict | None:
    """What was sent, even where nothing was filled in."""
    return request.POST if request.method == "POST" else None


def kept(request: SignedInRequest, code: str) -> tuple[Dossier, Cadre]:
    """A person's file that the reader's office keeps; to everybody else this page is not there."""
    dossier = visible_dossier(request, code, of_person=True)
    if dossier.cadre is None or not keeps(request.user, dossier):
        raise Http404
    return seen(request, dossier), dossier.cadre


def standing_seal(cadre: Cadre) -> Seal | None:
    related = cadre.seals.select_related("sealed_by", "lift_asked_by")
    found: Seal | None = related.standing().first()
    return found


def sealed_or_404(cadre: Cadre) -> Seal:
    seal = standing_seal(cadre)
    if seal is None:
        raise Http404
    return seal


def form_page(
    request: SignedInRequest, dossier: Dossier, template: str, form: Form, **more: object
) -> HttpResponse:
    """One act on a page of its own, under the head of the file."""
    header = header_of(dossier, clock.today(), request.user)
    context = {"header": header, "dossier": dossier, "form": form, **more}
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, template, context, status=status)


def _grants(seal: Seal) -> list[object]:
    held = seal.grants.holding(on=clock.today())
    return list(held.select_related("user__unit", "granted_by").order_by("pk"))
