"""One correction: as it was saved, or, while it waits, what it would move today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import seen as noted
from columns.refusal import Refused
from corrections.actions import (
    Differs,
    Hand,
    WhatIf,
    confirm_correction,
    return_correction,
    what_if,
    withdraw_correction,
)
from corrections.forms import ReturnForm, StepForm
from corrections.models import Correction
from corrections.rules.moves import digest_of
from corrections.views.shown import again_url, groups_of, override_url
from corrections.views.words import entered_of
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
CONFLICT = 409


@requires(Permission.CORRECTION_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def correction(request: SignedInRequest, code: str, correction: str) -> HttpResponse:
    found = _find(request, code, correction)
    return _page(request, found)


@requires(Permission.CORRECTION_CONFIRM, reads=Verb.PERSON_OPEN)
@require_POST
def confirm(request: SignedInRequest, code: str, correction: str) -> HttpResponse:
    found, form = _find(request, code, correction), StepForm(request.POST)
    if not form.is_valid():
        return see_other(found)
    try:
        confirm_correction(found, second=_hand(request), **form.cleaned_data)
    except Differs as differs:
        return _page(request, found, seen=differs.seen, fault=str(differs), status=CONFLICT)
    except Refused as refusal:
        return _page(request, found, fault=str(refusal), status=UNPROCESSABLE)
    messages.success(request, f"“{found}”已复核生效，影响期和有关事项已按此重算。")
    return see_other(found)


@requires(Permission.CORRECTION_CONFIRM, reads=Verb.PERSON_OPEN)
@require_POST
def give_back(request: SignedInRequest, code: str, correction: str) -> HttpResponse:
    found, form = _find(request, code, correction), ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, returning=form, status=UNPROCESSABLE)
    try:
        return_correction(
            found,
            version=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=request.user,
            on=clock.today(),
        )
    except Refused as refusal:
        return _page(request, found, fault=str(refusal), status=UNPROCESSABLE)
    messages.success(request, f"“{found}”已退回登记人。")
    return see_other(found)


@requires(Permission.CORRECTION_ENTER, reads=Verb.PERSON_OPEN)
@require_POST
def withdraw(request: SignedInRequest, code: str, correction: str) -> HttpResponse:
    found, form = _find(request, code, correction), StepForm(request.POST)
    if not form.is_valid():
        return see_other(found)
    try:
        withdraw_correction(
            found, version=form.cleaned_data["version"], by=request.user, on=clock.today()
        )
    except Refused as refusal:
        return _page(request, found, fault=str(refusal), status=UNPROCESSABLE)
    messages.success(request, f"“{found}”已撤回，什么都没有变。")
    return see_other(found)


def _find(request: SignedInRequest, code: str, correction: str) -> Correction:
    visible = Correction.objects.visible_to(request.user).for_page()
    return get_object_or_404(visible, code=correction, dossier__code=code)


def _hand(request: SignedInRequest) -> Hand:
    return Hand(by=request.user, on=clock.today(), at=clock.now())


def _today(request: SignedInRequest, found: Correction) -> WhatIf:
    """What it would move now, as the second person would see it saved."""
    mine = _hand(request)
    own = found.proposed_by_id == request.user.pk
    hand = Hand(by=found.proposed_by, on=mine.on, at=mine.at, second=None if own else request.user)
    return what_if(found.dossier, found.act, hand, seen_by=request.user)


def _page(
    request: SignedInRequest,
    found: Correction,
    *,
    seen: WhatIf | None = None,
    fault: str = "",
    returning: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, today = request.user, clock.today()
    if found.is_waiting and seen is None and not fault:
        try:
            seen = _today(request, found)
        except Refused as refusal:
            fault = f"按今天的情况，这项变动不能生效：{refusal}"
    own = found.proposed_by_id == user.pk
    dossier = Dossier.objects.visible_to(user).for_page().get(pk=found.dossier_id)
    noted(request, dossier, found)
    context = {
        "correction": found,
        "entered": entered_of(found),
        "seen": seen,
        "groups": groups_of(seen.moves if seen is not None else found.told),
        "has_moved_on": seen is not None and seen.digest != digest_of(found.told),
        "fault": fault,
        "form": StepForm(initial={"version": found.version, "shown": seen.digest if seen else ""}),
        "returning": returning or ReturnForm(initial={"version": found.version}),
        "may_confirm": found.is_waiting and not own and user.may(Permission.CORRECTION_CONFIRM),
        "may_withdraw": own and (found.is_waiting or found.is_returned),
        "may_try_again": own and found.is_returned,
        "again_url": again_url(found),
        "override_url": override_url(dossier, found.decision, found.kind),
        "header": header_of(dossier, today, user),
        "tab": "changes",
    }
    return TemplateResponse(request, "corrections/correction.html", context, status=status)
