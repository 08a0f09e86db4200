"""登记变动: the form of a kind, what it would move, then saved or handed to a second person."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Decision, Dossier
from cases.views import header_of
from cases.views.finding import opened
from columns.codes import new_code
from columns.refusal import Refused
from corrections.actions import (
    Differs,
    Hand,
    WhatIf,
    propose_correction,
    save_correction,
    what_if,
)
from corrections.choices import FURTHER, TWO_PEOPLE, CorrectionKind
from corrections.facts.picture import decisions_of
from corrections.forms import FORMS, ActForm
from corrections.models import Correction
from corrections.rules.possible import WHEN
from corrections.views.shown import groups_of, override_url
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
CONFLICT = 409


@requires(Permission.CORRECTION_ENTER, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """GET and 「返回修改」 show the form; a POST shows what it moves; a POST with `save` saves."""
    dossier = opened(request, code, of_person=True)
    form = _form(request, dossier, kind)
    if request.method == "GET" or "back" in request.POST:
        return _ask(request, dossier, form)
    if not form.is_valid():
        return _ask(request, dossier, form, status=UNPROCESSABLE)
    # A form sent twice leads to what the first click made.
    made = Correction.objects.filter(code=form.cleaned_data["code"], dossier=dossier).first()
    return see_other(made) if made is not None else _answer(request, dossier, form)


def _answer(request: SignedInRequest, dossier: Dossier, form: ActForm) -> HttpResponse:
    try:
        if "save" in request.POST:
            return _save(request, dossier, form)
        seen = what_if(dossier, form.act(), _hand(request))
    except Differs as differs:
        form.add_error(None, str(differs))
        return _show(request, dossier, form, differs.seen, status=CONFLICT)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, dossier, form, status=UNPROCESSABLE)
    return _show(request, dossier, form, seen)


def _form(request: SignedInRequest, dossier: Dossier, kind: str) -> ActForm:
    if kind not in FORMS or dossier.cadre is None:
        raise Http404
    decision = None if kind in FURTHER else _decision(dossier, request.GET.get("decision", ""))
    data = request.POST if request.method == "POST" else None
    again = _returned(request, dossier, kind)
    initial = {"code": new_code(), **(again.facts | {"basis": again.basis} if again else {})}
    if kind in FURTHER:
        initial.setdefault("organ_name", request.user.unit.full_name)
    return FORMS[kind](
        data,
        kind=kind,
        cadre=dossier.cadre,
        decision=decision,
        today=clock.today(),
        told=request.GET,
        initial=initial,
    )


def _decision(dossier: Dossier, code: str) -> Decision:
    assert dossier.cadre is not None
    found = next((each for each in decisions_of(dossier.cadre) if each.code == code), None)
    if found is None:
        raise Http404
    return found


def _returned(request: SignedInRequest, dossier: Dossier, kind: str) -> Correction | None:
    """What was returned to this person opens the form again with what was entered."""
    returned = Correction.objects.visible_to(request.user).returned_to(request.user)
    return returned.filter(dossier=dossier, kind=kind, code=request.GET.get("again", "")).first()


def _hand(request: SignedInRequest) -> Hand:
    return Hand(by=request.user, on=clock.today(), at=clock.now())


def _save(request: SignedInRequest, dossier: Dossier, form: ActForm) -> HttpResponse:
    takes_two = form.kind in TWO_PEOPLE
    verb = propose_correction if takes_two else save_correction
    saved = verb(
        dossier,
        form.act(),
        _hand(request),
        code=form.cleaned_data["code"],
        shown=request.POST.get("shown", ""),
    )
    if takes_two:
        messages.success(request, f"“{saved}”已提交，请另一位同志复核。复核以前什么都不变。")
    else:
        messages.success(request, f"“{saved}”已登记，影响期和有关事项已按此重算。")
    return see_other(saved)


def _ask(
    request: SignedInRequest, dossier: Dossier, form: ActForm, *, status: int = 200
) -> HttpResponse:
    if "back" in request.POST:
        form.errors.clear()
    context = {
        **_common(request, dossier, form),
        "when": WHEN[form.kind],
        "takes_two": form.kind in TWO_PEOPLE,
    }
    return TemplateResponse(request, "corrections/new.html", context, status=status)


def _show(
    request: SignedInRequest, dossier: Dossier, form: ActForm, seen: WhatIf, *, status: int = 200
) -> HttpResponse:
    context = {
        **_common(request, dossier, form),
        "seen": seen,
        "groups": groups_of(seen.moves),
        "override_url": override_url(dossier, form.decision, form.kind),
    }
    return TemplateResponse(request, "corrections/what_if.html", context, status=status)


def _common(request: SignedInRequest, dossier: Dossier, form: ActForm) -> dict[str, object]:
    return {
        "form": form,
        "header": header_of(dossier, clock.today(), request.user),
        "tab": "changes",
        "kind": CorrectionKind(form.kind).label,
        "decision": form.decision,
    }
