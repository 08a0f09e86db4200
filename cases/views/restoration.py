"""恢复党员权利: the chain with its days, what is done, what comes next, and what follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.restoration import enter_step, void_step
from cases.choices import EventKind
from cases.choices.rights import RestorationKind
from cases.facts.restoration import Chain, Link, chain_of, probations
from cases.forms.appeals import VoidForm
from cases.forms.restoration import StepForm, form_for
from cases.models import Decision, Dossier, RestorationStep
from cases.rules.restoration import term_words
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.links import correction_url
from cases.views.telling import tell_duties
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock
from workdays.models import load_calendar

UNPROCESSABLE = 422
K = RestorationKind


@dataclass(frozen=True)
class StepLine:
    link: Link
    term: str
    may_enter: bool
    may_void: bool


@dataclass(frozen=True)
class ChainView:
    """`restore_url`, `extend_url`: the forms of the decision that ends the chain."""

    chain: Chain
    steps: list[StepLine]
    earlier: list[RestorationStep]
    first_free: date
    is_before_end: bool
    is_waiting: bool
    is_assumed: bool
    is_refused: bool
    restore_url: str
    extend_url: str


@requires(Permission.RESTORATION_VIEW, reads=Verb.PERSON_OPEN)
def restoration(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    views = [_view(chain, dossier, request, today) for chain in _chains(dossier)]
    context = {"views": views, "today": today}
    return _page(request, dossier, "cases/restoration.html", context)


@requires(Permission.RESTORATION_ENTER, reads=Verb.PERSON_OPEN)
def restoration_step(request: SignedInRequest, code: str, decision: str, kind: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    chain = _chain_or_404(dossier, decision)
    if kind not in K.values:
        raise Http404
    step = K(kind)
    form = form_for(step)(request.POST or None, chain=chain, kind=step, today=today)
    if request.method == "POST" and form.is_valid() and _entered(request, chain, step, form):
        tell_duties(dossier.pk)
        messages.success(request, f"{step.label}已登记。")
        return see_other("cases:restoration", code)
    context = {"form": form, "step": step.label, "term": term_words(step, chain.terms)}
    status = UNPROCESSABLE if form.errors else 200
    return _page(request, dossier, "cases/restoration_step.html", context, status=status)


@requires(Permission.RESTORATION_ENTER, reads=Verb.PERSON_OPEN)
def restoration_void(request: SignedInRequest, code: str, step: str) -> HttpResponse:
    dossier = _dossier_or_404(request, code)
    entered = RestorationStep.objects.visible_to(request.user).of(dossier).live()
    found = get_object_or_404(entered.select_related("decision"), code=step)
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            void_step(found, reason=reason, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_duties(dossier.pk)
            messages.success(request, f"“{found}”的登记已作废，记录保留备查。")
            return see_other("cases:restoration", code)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "step": found}
    return _page(request, dossier, "cases/restoration_void.html", context, status=status)


def _entered(request: SignedInRequest, chain: Chain, kind: RestorationKind, form: StepForm) -> bool:
    try:
        enter_step(
            chain.decision,
            kind=kind,
            step_on=form.cleaned_data["step_on"],
            evidence=form.cleaned_data["evidence"],
            tally=form.tally,
            by=request.user,
            on=clock.today(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _dossier_or_404(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code, of_person=True)


def _chains(dossier: Dossier) -> list[Chain]:
    """Of this dossier's decisions; newest first."""
    calendar = load_calendar()
    decisions = probations(Decision.objects.filter(dossier=dossier))
    chains = [chain_of(each, calendar=calendar) for each in decisions]
    return [chain for chain in reversed(chains) if chain is not None]


def _chain_or_404(dossier: Dossier, code: str) -> Chain:
    found = next((each for each in _chains(dossier) if each.decision.code == code), None)
    if found is None:
        raise Http404
    return found


def _view(chain: Chain, dossier: Dossier, request: SignedInRequest, today: date) -> ChainView:
    user = request.user
    is_waiting = chain.is_running(today)
    enters = user.may(Permission.RESTORATION_ENTER) and chain.is_undecided
    meeting = chain.meeting
    tally = meeting.tally if meeting is not None else None
    first_free = chain.probation_end + timedelta(days=1)
    return ChainView(
        chain=chain,
        steps=_steps(chain, enters=enters, is_waiting=is_waiting),
        earlier=[
            each
            for each in chain.decision.restoration_steps.all()
            if each.voided_at is None and each.round < chain.round
        ],
        first_free=first_free,
        is_before_end=chain.is_undecided and not is_waiting,
        is_waiting=is_waiting,
        is_assumed=any(link.due is not None and link.due.is_assumed for link in chain.links),
        is_refused=tally is not None and not tally.is_passed,
        restore_url=_restore_url(chain, dossier, request, first_free),
        extend_url=correction_url(dossier, chain.decision, EventKind.EXTENDED, viewer=user)
        if is_waiting and chain.may_be_extended
        else "",
    )


def _restore_url(chain: Chain, dossier: Dossier, request: SignedInRequest, first_free: date) -> str:
    """Rights count from the end of probation even when decided later, so that day is proposed."""
    if not chain.is_undecided or chain.next is not None:
        return ""
    done = chain.done
    return correction_url(
        dossier,
        chain.decision,
        EventKind.RESTORED,
        viewer=request.user,
        on=first_free.isoformat(),
        publicity_from=done[K.PUBLICITY_BEGUN].isoformat(),
        publicity_to=done[K.PUBLICITY_ENDED].isoformat(),
    )


def _steps(chain: Chain, *, enters: bool, is_waiting: bool) -> list[StepLine]:
    done = [link for link in chain.links if link.step is not None]
    last = done[-1] if done else None
    return [
        StepLine(
            link=link,
            term=term_words(link.kind, chain.terms),
            may_enter=enters and is_waiting and link.is_next,
            may_void=enters and link is last,
        )
        for link in chain.links
    ]


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    template: str,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    header = header_of(dossier, clock.today(), request.user)
    return TemplateResponse(
        request,
        template,
        {"dossier": dossier, "header": header, "tab": "restoration", **context},
        status=status,
    )
