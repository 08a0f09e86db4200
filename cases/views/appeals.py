"""申诉: until when each remedy is open, what was lodged, what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.appeals import accept_appeal, answer_appeal, lodge_appeal, void_appeal
from cases.choices import EventKind
from cases.choices.rights import MOVING_OUTCOMES, AppealOutcome
from cases.facts.appeals import deciding_of, lodged_of
from cases.forms.appeals import AcceptForm, AnswerForm, LodgeForm, VoidForm
from cases.models import Appeal, Decision, Dossier
from cases.rules.appeals import Option, asked_late, options
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.links import correction_url
from clocks.deadlines import REMEDIES
from columns.refusal import Refused
from web.forms import Form
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
EVENTS = {
    AppealOutcome.CHANGED: EventKind.CHANGED,
    AppealOutcome.ANNULLED: EventKind.ANNULLED,
}


@dataclass(frozen=True)
class AppealLine:
    """`late` is said of the asking; `missing_url` leads to the correction an outcome calls for."""

    appeal: Appeal
    late: str
    is_missing: bool
    missing_url: str


@dataclass(frozen=True)
class DecisionBlock:
    decision: Decision
    lines: list[AppealLine]
    options: list[Option]
    has_remedies: bool


@requires(Permission.APPEAL_VIEW, reads=Verb.PERSON_OPEN)
def appeals(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    may_enter = request.user.may(Permission.APPEAL_ENTER)
    context = {
        "blocks": [_block(each, dossier, request, today) for each in _decisions(dossier)],
        "today": today,
        "may_enter": may_enter,
    }
    return _page(request, dossier, "cases/appeals.html", context)


@requires(Permission.APPEAL_ENTER, reads=Verb.PERSON_OPEN)
def appeal_new(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    form = LodgeForm(request.POST or None, decisions=_decisions(dossier), today=today)
    if request.method == "POST" and form.is_valid():
        decision, lodging = form.chosen
        try:
            lodge_appeal(decision, lodging=lodging, by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, f"{lodging.kind.label}已登记。申诉期间不停止执行，影响期不变。"
            )
            return see_other("cases:appeals", code)
    return _form_page(request, dossier, "cases/appeal_new.html", form=form)


@requires(Permission.APPEAL_ENTER, reads=Verb.PERSON_OPEN)
def appeal_accept(request: SignedInRequest, code: str, appeal: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    found = _open_or_404(request, dossier, appeal)
    form = AcceptForm(request.POST or None, appeal=found, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            accept_appeal(found, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "受理日期已登记，办理期限自这一天起算。")
            return see_other("cases:appeals", code)
    return _form_page(request, dossier, "cases/appeal_accept.html", form=form, appeal=found)


@requires(Permission.APPEAL_ENTER, reads=Verb.PERSON_OPEN)
def appeal_answer(request: SignedInRequest, code: str, appeal: str) -> HttpResponse:
    dossier, today = _dossier_or_404(request, code), clock.today()
    found = _open_or_404(request, dossier, appeal)
    form = AnswerForm(request.POST or None, appeal=found, today=today)
    if request.method == "POST" and form.is_valid():
        answer, version = form.answer, form.cleaned_data["version"]
        try:
            answer_appeal(found, answer=answer, version=version, by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found}的结果已登记：{answer.outcome.label}。")
            return see_other("cases:appeals", code)
    return _form_page(request, dossier, "cases/appeal_answer.html", form=form, appeal=found)


@requires(Permission.APPEAL_ENTER, reads=Verb.PERSON_OPEN)
def appeal_void(request: SignedInRequest, code: str, appeal: str) -> HttpResponse:
    """Decided ones too: an outcome typed wrong is voided and entered anew."""
    dossier = _dossier_or_404(request, code)
    entered = Appeal.objects.visible_to(request.user).of(dossier).live()
    found = get_object_or_404(entered.select_related("decision__measure"), code=appeal)
    form = VoidForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            void_appeal(
                found,
                reason=told["reason"],
                version=told["version"] or 0,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found}的登记已作废，记录保留备查。")
            return see_other("cases:appeals", code)
    return _form_page(request, dossier, "cases/appeal_void.html", form=form, appeal=found)


def _dossier_or_404(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code, of_person=True)


def _decisions(dossier: Dossier) -> list[Decision]:
    live = Decision.objects.live().filter(dossier=dossier).order_by("-decided_on", "-pk")
    related = live.select_related("measure", "document")
    return list(related.prefetch_related("events", "appeals__entered_by"))


def _open_or_404(request: SignedInRequest, dossier: Dossier, code: str) -> Appeal:
    mine = Appeal.objects.visible_to(request.user).of(dossier).open()
    return get_object_or_404(mine.select_related("decision__measure"), code=code)


def _block(
    decision: Decision, dossier: Dossier, request: SignedInRequest, today: date
) -> DecisionBlock:
    deciding = deciding_of(decision)
    live = [each for each in decision.appeals.all() if each.voided_at is None]
    lodged = lodged_of(live)
    lines = [
        AppealLine(
            appeal=each,
            late=asked_late(each.kind, deciding, lodged, lodged_on=each.lodged_on),
            is_missing=_is_missing(decision, each),
            missing_url=_missing_url(decision, each, dossier, request),
        )
        for each in reversed(live)
    ]
    return DecisionBlock(
        decision=decision,
        lines=lines,
        options=list(options(deciding, lodged, today=today)),
        has_remedies=decision.system in {each.system for each in REMEDIES.values()},
    )


def _is_missing(decision: Decision, appeal: Appeal) -> bool:
    """An outcome that changes the decision while no such change is on record."""
    if appeal.outcome not in MOVING_OUTCOMES:
        return False
    kind = EVENTS[AppealOutcome(appeal.outcome)]
    events = (each for each in decision.events.all() if each.voided_at is None)
    return not any(each.kind == kind and each.on >= appeal.lodged_on for each in events)


def _missing_url(
    decision: Decision, appeal: Appeal, dossier: Dossier, request: SignedInRequest
) -> str:
    if not _is_missing(decision, appeal):
        return ""
    kind = EVENTS[AppealOutcome(appeal.outcome)]
    return correction_url(
        dossier,
        decision,
        kind,
        viewer=request.user,
        on=appeal.decided_on.isoformat() if appeal.decided_on else "",
        organ_name=appeal.heard_by,
        number=appeal.document_number,
    )


def _form_page(
    request: SignedInRequest,
    dossier: Dossier,
    template: str,
    *,
    form: Form,
    appeal: Appeal | None = None,
) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "appeal": appeal}
    return _page(request, dossier, template, context, status=status)


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
        {"dossier": dossier, "header": header, "tab": "appeals", **context},
        status=status,
    )
