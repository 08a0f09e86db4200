"""变动: the person's decisions with what happened to them, what waits, and what was changed."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened
from corrections.facts.papers import papers_to_correct
from corrections.models import Correction
from corrections.views.lines import decision_lines, further_links
from workdays import clock


@requires(Permission.CORRECTION_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def changes(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = opened(request, code)
    today = clock.today()
    of_person = Correction.objects.visible_to(request.user).for_page()
    corrections = list(of_person.of(dossier.cadre)) if dossier.cadre is not None else []
    may_enter = request.user.may(Permission.CORRECTION_ENTER) and dossier.cadre is not None
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "changes",
        "decisions": decision_lines(dossier, viewer=request.user),
        "further": further_links(dossier, typed=request.GET.dict()) if may_enter else [],
        "waiting": [each for each in corrections if each.is_waiting or each.is_returned],
        "past": [each for each in corrections if not (each.is_waiting or each.is_returned)],
        "led_to": [each for each in corrections if leads_on(each, dossier)],
        "papers": papers_to_correct([dossier], today=today),
        "born_of": _born_of(dossier, request),
    }
    return TemplateResponse(request, "corrections/changes.html", context)


def leads_on(correction: Correction, dossier: Dossier) -> bool:
    """Whether the person is visited on in another dossier since this one was cleared."""
    opened = correction.opened
    return opened is not None and opened.voided_at is None and correction.dossier_id == dossier.pk


def _born_of(dossier: Dossier, request: SignedInRequest) -> Correction | None:
    """The annulment in whose place this 澄清 dossier was opened."""
    made = Correction.objects.visible_to(request.user).for_page().filter(opened=dossier)
    return made.order_by("pk").first()
