"""One round: open it, look at it, change whom it asks, close, compute, reopen, void."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from columns.refusal import Refused
from evaluation.actions import (
    change_groups,
    close_round,
    compute_result,
    open_round,
    reopen_round,
    void_round,
)
from evaluation.actions.rounds import groups_below_minimum, received_by_group
from evaluation.choices import RoundKind
from evaluation.forms.rounds import (
    CloseRoundForm,
    GroupsForm,
    OpenRoundForm,
    ReasonForm,
    groups_of,
)
from evaluation.models import Instrument, Round
from evaluation.rules.ballots import suspicions
from evaluation.views.frame import (
    UNPROCESSABLE,
    done,
    dossier_page,
    found_dossier,
    found_round,
    round_page,
)
from web.pages import see_other
from workdays import clock

COLLECTING = timedelta(days=14)


@requires(Permission.RATING_MANAGE, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    code = request.GET.get("person", "")
    if not code:
        messages.info(request, "请先选择回访对象，再从档案的“评价”页发起评价。")
        return see_other("cases:list")
    dossier = found_dossier(request, code)
    instrument = Instrument.objects.current()
    if instrument is None:
        messages.error(request, "还没有已发布的评价表，请先由审理室发布一个版本。")
        return see_other(dossier)
    today = clock.today()
    form = OpenRoundForm(
        request.POST or None,
        instrument=instrument.value,
        today=today,
        initial={"due_on": today + COLLECTING},
    )
    if form.is_valid():
        try:
            opened = open_round(
                dossier,
                kind=RoundKind(form.cleaned_data["kind"]),
                groups=form.plans(),
                due_on=form.cleaned_data["due_on"],
                early_reason=form.cleaned_data["early_reason"],
                by=request.user,
                on=today,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已发起{opened}。可以打印空白评价票，收回后逐份录入。")
            return see_other(opened)
    status = UNPROCESSABLE if form.errors else 200
    return dossier_page(
        request, "round_new.html", dossier, form=form, instrument=instrument, status=status
    )


@requires(Permission.RATING_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def page(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    instrument = round_.instrument.value
    received = received_by_group(round_)
    groups = [
        (instrument.group[row.group], row, received.get(row.group, 0))
        for row in round_.groups.all()
    ]
    ballots = [
        (ballot, [reason.label for reason in suspicions(ballot.value, instrument)])
        for ballot in round_.ballots.select_related("entered_by", "void_asked_by", "voided_by")
    ]
    manages = request.user.may(Permission.RATING_MANAGE)
    enters = request.user.may(Permission.BALLOT_ENTER)
    return round_page(
        request,
        "round.html",
        round_,
        groups=groups,
        sent=sum(row.expected for _, row, _ in groups),
        received=sum(received.values()),
        ballots=ballots if enters else [],
        suspects=sum(bool(reasons) for ballot, reasons in ballots if not ballot.is_void),
        manages=manages,
        enters=enters,
        concludes=request.user.may(Permission.CONCLUSION_CONFIRM),
        may_reopen=manages and _may_reopen(round_),
    )


def _may_reopen(round_: Round) -> bool:
    return round_.is_closed or (round_.is_computed and not round_.result.sufficient)


@requires(Permission.RATING_MANAGE, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def groups(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    form = GroupsForm(
        request.POST or None,
        instrument=round_.instrument.value,
        received=received_by_group(round_),
        initial=groups_of(round_),
    )
    if form.is_valid():
        try:
            change_groups(round_, groups=form.plans(), by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "发出份数已调整。")
            return see_other(round_)
    status = UNPROCESSABLE if form.errors else 200
    return round_page(request, "round_groups.html", round_, form=form, status=status)


@requires(Permission.RATING_MANAGE, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    known = round_.instrument.value.group
    form = CloseRoundForm(
        request.POST if request.method == "POST" else None,
        missing=[known[code] for code in groups_below_minimum(round_)],
        reasons={row.group: row.missing_reason for row in round_.groups.all()},
    )
    if form.is_valid():
        try:
            close_round(round_, missing_reasons=form.reasons(), by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已截止。请核对可疑评价票，再计算结果。")
            return see_other(round_)
    status = UNPROCESSABLE if form.errors else 200
    return round_page(request, "round_close.html", round_, form=form, status=status)


@requires(Permission.RATING_MANAGE)
@require_POST
def compute(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    try:
        compute_result(round_, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(round_)
    messages.success(request, "结果已计算。测算仅供研判参考，结论由人撰写并由另一人确认。")
    return see_other("evaluation:results", round_.code)


@requires(Permission.RATING_MANAGE)
@require_POST
def reopen(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    return done(
        request,
        lambda: reopen_round(round_, by=request.user, on=clock.today()),
        said="本轮已重新开放，可以补充录入评价票。",
        back=round_,
    )


@requires(Permission.RATING_MANAGE, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def void(request: SignedInRequest, code: str) -> HttpResponse:
    round_ = found_round(request, code)
    form = ReasonForm(
        request.POST or None,
        label="作废原因",
        hint="例如发现有人代填、干预评价，需要重做",
        missing="请填写作废原因，例如发现有人代填。",
    )
    if form.is_valid():
        try:
            void_round(
                round_,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
                on=clock.today(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "本轮评价已作废，记录保留备查。")
            return see_other("evaluation:dossier", round_.dossier.code)
    status = UNPROCESSABLE if form.errors else 200
    return round_page(request, "round_void.html", round_, form=form, status=status)
