"""建档 by hand: the form, the period with its reason before saving, then the dossier."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.record import record
from cases.actions.byhand import register_by_hand
from cases.actions.identity import NeedsSteward
from cases.actions.periods import clock_row
from cases.actions.policies import policy_of
from cases.choices import Slot
from cases.facts.reckoning import catalogue, clocks_of, rules_of, standing_of
from cases.forms.register import RegisterForm
from cases.models import Decision, Dossier, Policy
from cases.views.header import ClockView, clock_view
from cases.views.links import where
from cases.views.telling import tell_duties
from columns.codes import new_code
from columns.refusal import Refused
from web.dates import cn_date
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
# What an address may carry of the form; never what somebody did.
CARRIED_OVER = ("measure", "months", "decided_on", "announced_on", "organ_name", "number")


@dataclass(frozen=True)
class Period:
    """What the form shows before saving; `seen` comes back with the form, so that what is stored
    is what was read."""

    clocks: tuple[ClockView, ...]
    summary: str
    seen: str


@requires(Permission.DOSSIER_EDIT)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    if request.method == "GET":
        first = {"code": new_code(), "organ_name": request.user.unit.full_name}
        return _page(request, RegisterForm(initial=first, viewer=request.user, today=today))
    repeated = _sent_before(request.user, request.POST.get("code", ""))
    if repeated is not None:
        return see_other(repeated)
    form = RegisterForm(request.POST, viewer=request.user, today=today)
    if "preview" in request.POST:
        return _answer_preview(request, form, today)
    return _register(request, form, today)


def _register(request: SignedInRequest, form: RegisterForm, today: date) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, status=UNPROCESSABLE)
    if (further := _further(request, form)) is not None:
        return further
    try:
        period = _period(form, by=request.user, today=today)
        if request.POST.get("seen") != period.seen:
            return _page(request, form, period=period, ask=True)
        decisions = register_by_hand(
            form.existing or form.new_person(),
            decisions=form.decisions(),
            carrier=form.cleaned_data["carrier"],
            by=request.user,
            on=today,
            id_number=form.cleaned_data["id_number"],
        )
    except Refused as refusal:
        is_held = isinstance(refusal, NeedsSteward)
        form.add_error("id_number" if is_held else None, str(refusal))
        if is_held:
            record(Verb.CADRE_HELD, by=request.user, fields=["id_number"])
        return _page(request, form, status=UNPROCESSABLE)
    return _done(request, decisions, name=form.cleaned_data["name"])


def _further(request: SignedInRequest, form: RegisterForm) -> HttpResponse | None:
    """Somebody who has a decision already: another one moves what is there, so it is entered where
    that is shown, with what was typed here."""
    known = form.existing
    if known is None or not Decision.objects.live().filter(cadre=known).exists():
        return None
    dossier = Dossier.objects.visible_to(request.user).filter(cadre=known).order_by("-pk").first()
    url = where("corrections:changes", dossier.code) if dossier is not None else ""
    if not url:
        return None
    typed = {name: request.POST[name] for name in CARRIED_OVER if request.POST.get(name)}
    messages.info(request, f"{known.name}同志已有处分决定，请在下面选择怎样登记这一项。")
    return see_other(f"{url}?{urlencode(typed)}#further")


def _done(request: SignedInRequest, decisions: list[Decision], *, name: str) -> HttpResponse:
    """Whoever is not followed up has no file: his name is the one that was typed."""
    dossier = next((each.dossier for each in decisions if each.dossier is not None), None)
    if dossier is None:
        messages.success(
            request, f"{name}同志的处分决定已登记；已开除党籍、开除公职的不列入回访范围。"
        )
        return see_other("cases:list")
    tell_duties(dossier.pk)
    messages.success(request, f"{name}同志的处分决定已登记，档案编号{dossier.number}。")
    return see_other(dossier)


def _sent_before(user: User, code: str) -> Dossier | None:
    """The form carries the person's future code: sent twice, it leads to what the first made."""
    found = Dossier.objects.visible_to(user).filter(cadre__code=code)
    return found.order_by("-pk").first() if code else None


def _answer_preview(request: SignedInRequest, form: RegisterForm, today: date) -> HttpResponse:
    period, refusal = None, ""
    form.full_clean()
    if not form.lacks_for_period():
        try:
            period = _period(form, by=request.user, today=today)
        except Refused as refused:
            refusal = str(refused)
    if "HX-Request" in request.headers:
        context = {
            "form": form,
            "period": period,
            "refusal": refusal or form.wrong_for_period(),
            "measures": "measures" in request.POST,
        }
        form.errors.clear()
        return TemplateResponse(request, "cases/_period_answer.html", context)
    if refusal:
        form.add_error(None, refusal)
    return _page(request, form, period=period, status=200 if period else UNPROCESSABLE)


def _page(
    request: SignedInRequest,
    form: RegisterForm,
    *,
    period: Period | None = None,
    ask: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "period": period, "ask": ask}
    return TemplateResponse(request, "cases/new.html", context, status=status)


def _period(form: RegisterForm, *, by: User, today: date) -> Period:
    """The clocks as they will be: with the decisions the person already has, if he is known."""
    policy = policy_of(by.unit, today=today)
    known = standing_of(form.existing, today=today) if form.existing is not None else []
    rules = {each.told.id: each.rules for each in known}
    person, own = form.person(), rules_of(by.unit, today=today)
    fresh = [replace(each, person=person) for each in form.inputs()]
    rules |= {each.id: own for each in fresh}
    inputs = sorted([*(each.told for each in known), *fresh], key=lambda each: each.decided_on)
    governed = clocks_of(inputs, rules, today=today)
    outcome = governed.outcome
    measures = catalogue().measures
    titles = {each.id: measures[each.measure].name for each in inputs}
    rows = [clock_row(0, each, governed.version_of(each).key) for each in outcome.clocks]
    views = tuple(
        clock_view(row, f"{titles[str(row.decision_id)]} {Slot(row.slot).label}", today)
        for row in rows
    )
    return Period(
        clocks=views,
        summary=_summary(outcome.overall_end, policy, awaiting=bool(outcome.awaiting)),
        seen=",".join(str(row.end) for row in rows) or "none",
    )


def _summary(end: date | None, policy: Policy, *, awaiting: bool) -> str:
    if awaiting:
        return "恢复党员权利的日期还没有登记，影响期的届满日待定。"
    if end is None:
        return f"这项处理没有影响期，按本地规则关心帮助{policy.care_months}个月。"
    return f"影响期至{cn_date(end)}届满。"
