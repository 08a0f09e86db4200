"""The conclusion of a round: one person writes, another confirms or returns."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from columns.refusal import Refused
from evaluation.actions import confirm_conclusion, return_conclusion, write_conclusion
from evaluation.forms.conclusions import ConclusionForm, ReturnForm
from evaluation.models import Conclusion, Round
from evaluation.rules.explain import Explained
from evaluation.views.frame import UNPROCESSABLE, found_round, round_page
from web.pages import see_other
from workdays import clock


@requires(Permission.CONCLUSION_WRITE, Permission.CONCLUSION_CONFIRM, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def conclusion(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    if not round_.has_result:
        return round_page(request, "results_none.html", round_)
    standing = _standing(round_)
    if standing is not None:
        return _reading(request, round_, standing, ReturnForm())
    if not request.user.may(Permission.CONCLUSION_WRITE):
        return _reading(request, round_, None, ReturnForm())
    form = ConclusionForm(request.POST or None, result=round_.result, initial=_returned(round_))
    if form.is_valid():
        try:
            write_conclusion(round_, content=form.content(), by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "结论已保存，请另一人确认。")
            return see_other("evaluation:conclusion", round_.code)
    return round_page(
        request,
        "conclusion_write.html",
        round_,
        form=form,
        result=round_.result,
        explained=Explained(round_.result.data),
        returned=round_.conclusions.order_by("-number").first(),
        status=UNPROCESSABLE if form.errors else 200,
    )


def _standing(round_: Round) -> Conclusion | None:
    drafts = round_.conclusions.select_related("written_by", "decided_by").order_by("-number")
    return next((each for each in drafts if not each.is_returned), None)


def _returned(round_: Round) -> dict[str, str]:
    """A returned conclusion is where the next one starts."""
    last = round_.conclusions.order_by("-number").first()
    if last is None:
        return {}
    names = ("verdict", "text", "split_explanation", "waiver_reason", "departure_reason")
    return {name: getattr(last, name) for name in names}


def _reading(
    request: SignedInRequest,
    round_: Round,
    standing: Conclusion | None,
    form: ReturnForm,
    *,
    status: int = 200,
) -> HttpResponse:
    decides = request.user.may(Permission.CONCLUSION_CONFIRM)
    mine = standing is not None and standing.written_by_id == request.user.pk
    return round_page(
        request,
        "conclusion.html",
        round_,
        conclusion=standing,
        result=round_.result,
        explained=Explained(round_.result.data),
        form=form,
        may_decide=bool(standing and standing.is_waiting and decides and not mine),
        waits_for_another=bool(standing and standing.is_waiting and mine),
        status=status,
    )


@requires(Permission.CONCLUSION_CONFIRM)
@require_POST
def confirm(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    standing = _standing(round_)
    if standing is None:
        messages.error(request, "本轮还没有结论，请先由承办人撰写。")
        return see_other("evaluation:conclusion", round_.code)
    try:
        confirm_conclusion(standing, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "结论已确认。")
    return see_other("evaluation:conclusion", round_.code)


@requires(Permission.CONCLUSION_CONFIRM, reads=Verb.PERSON_OPEN)
@require_POST
def give_back(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    standing = _standing(round_)
    form = ReturnForm(request.POST)
    if standing is None:
        messages.error(request, "本轮没有等待确认的结论，可能刚被退回，请刷新页面。")
        return see_other("evaluation:conclusion", round_.code)
    if form.is_valid():
        try:
            return_conclusion(
                standing, reason=form.cleaned_data["reason"], by=request.user, on=clock.today()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "结论已退回，请撰写人修改。")
            return see_other("evaluation:conclusion", round_.code)
    return _reading(request, round_, standing, form, status=UNPROCESSABLE)
