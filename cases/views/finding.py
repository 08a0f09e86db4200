"""The one door to a dossier: found behind the walls, noted for the record, and, where it is not
the reader's own work, opened only after he has said what for."""

from urllib.parse import urlencode

from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import SAFE, AnswerInstead, SignedInRequest
from accounts.roles import Role
from accounts.scope import scope_of
from audit.facts import purpose_of
from audit.reading import saw, with_purpose
from cases.models import Dossier
from cases.querysets import DossierQuerySet
from cases.rules.purpose import Keeping, Reading, is_own_work
from workdays import clock


def visible_dossier(
    request: SignedInRequest,
    code: str,
    *,
    rows: DossierQuerySet | None = None,
    of_person: bool = False,
) -> Dossier:
    """With everything its head shows; 404 for whoever may not know of it."""
    visible = Dossier.objects.visible_to(request.user).for_page() if rows is None else rows
    if of_person:
        visible = visible.filter(cadre__isnull=False)
    return get_object_or_404(visible, code=code)


def opened(
    request: SignedInRequest,
    code: str,
    *,
    rows: DossierQuerySet | None = None,
    of_person: bool = False,
) -> Dossier:
    """The dossier a page is about to show."""
    return seen(request, visible_dossier(request, code, rows=rows, of_person=of_person))


def seen(request: SignedInRequest, dossier: Dossier, target: models.Model | None = None) -> Dossier:
    """For pages that find a visit, a round, a letter first: whose it is, and what was shown."""
    saw(target or dossier, cadre_id=dossier.cadre_id, dossier_id=dossier.pk)
    if dossier.cadre_id is not None and not is_work_of(request, dossier):
        _ask_purpose(request, dossier, dossier.cadre_id)
    return dossier


def is_work_of(request: SignedInRequest, dossier: Dossier) -> bool:
    user = request.user
    keeping = Keeping(dossier.pk, dossier.owner_id, dossier.carrier_id, dossier.handler_id)
    reading = Reading(
        user_id=user.pk,
        unit_id=user.unit_id,
        keeps=user.is_office or user.role == Role.INSPECTOR,
        is_discipline=user.is_discipline,
        assigned=scope_of(user).assigned if user.is_discipline else (),
    )
    # Whoever was on a visit knows the person; asked last, because it costs a query.
    return is_own_work(keeping, reading) or dossier.visits.filter(team__user=user).exists()


def _ask_purpose(request: SignedInRequest, dossier: Dossier, cadre_id: int) -> None:
    """Once for a person and half an hour. What was typed is never lost to the question: a form
    that is sent goes through, its act is recorded anyway."""
    given = purpose_of(user_id=request.user.pk, cadre_id=cadre_id, at=clock.now())
    if given:
        with_purpose(given)
    elif request.method in SAFE:
        raise AnswerInstead(_question(request, dossier))


def _question(request: SignedInRequest, dossier: Dossier) -> HttpResponse:
    back = urlencode({"next": request.get_full_path()})
    address = f"{reverse('cases:purpose', args=[dossier.code])}?{back}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
