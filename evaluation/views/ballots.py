"""Ballots: print blank ones, type filled ones in, look at one, void one with two people."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from columns.refusal import Refused
from evaluation.actions import ask_to_void_ballot, enter_paper_ballot, keep_ballot, void_ballot
from evaluation.actions.rounds import received_by_group
from evaluation.choices import GroupCode
from evaluation.forms.ballots import BallotForm, choices_of
from evaluation.forms.rounds import ReasonForm
from evaluation.models import Ballot, Round
from evaluation.rules.ballots import NEGATIVE_LABELS, NOT_APPLICABLE, POSITIVE_LABELS, suspicions
from evaluation.rules.instrument import Group, Item
from evaluation.views.frame import UNPROCESSABLE, done, found_round, round_page
from web.pages import see_other
from workdays import clock


@requires(Permission.BALLOT_ENTER, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def entry(request: SignedInRequest, code: str) -> HttpResponse:
    """One page per ballot; after 「保存，下一份」 the next empty one of the same group."""
    round_ = found_round(request, code)
    received = received_by_group(round_)
    open_groups = [
        (GroupCode(row.group), row.expected, received.get(row.group, 0))
        for row in round_.groups.all()
        if row.expected
    ]
    group = _asked_group(round_, request.GET.get("group", ""))
    if group is None:
        return round_page(request, "entry_group.html", round_, groups=open_groups)
    form = BallotForm(request.POST or None, instrument=round_.instrument.value, group=group)
    if form.is_valid():
        try:
            ballot = _save(request, round_, group, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _onward(request, round_, group, ballot)
    status = UNPROCESSABLE if form.errors else 200
    sent = {code: (expected, came) for code, expected, came in open_groups}
    return round_page(
        request,
        "entry.html",
        round_,
        form=form,
        group=group,
        counts=sent.get(GroupCode(group.code), (0, 0)),
        status=status,
    )


def _asked_group(round_: Round, code: str) -> Group | None:
    if not code:
        return None
    found = round_.instrument.value.group.get(code)
    if found is None:
        raise Http404
    return found


def _save(request: SignedInRequest, round_: Round, group: Group, form: BallotForm) -> Ballot:
    return enter_paper_ballot(
        round_,
        group=GroupCode(group.code),
        answers=form.answers(),
        examples=form.examples(),
        entry_key=form.key,
        by=request.user,
        on=clock.today(),
    )


def _onward(request: SignedInRequest, round_: Round, group: Group, ballot: Ballot) -> HttpResponse:
    expected = next(row.expected for row in round_.groups.all() if row.group == group.code)
    received = received_by_group(round_)[group.code]
    messages.success(
        request, f"第{ballot.number}号票已保存：{group.name}第{received}份，共发出{expected}份。"
    )
    if received < expected:
        address = see_other("evaluation:paper_entry", round_.code)
        address["Location"] += f"?group={group.code}"
        return address
    return see_other(round_)


@requires(Permission.RATING_MANAGE, reads=Verb.BALLOT_BLANK)
@require_safe
def blank(request: SignedInRequest, code: str, group: str) -> HttpResponse:
    """A paper ballot to print: neutral words outside the organisation, no rater, no sanction."""
    round_ = found_round(request, code)
    found = _asked_group(round_, group)
    if found is None:
        raise Http404
    instrument = round_.instrument.value
    sections = [
        (
            dimension.name_for(found),
            [
                (item, item.text_for(found), [label for _, label in choices_of(item)])
                for item in instrument.items_for(found.code)
                if item.dim == dimension.code
            ],
        )
        for dimension in instrument.dimensions
    ]
    return round_page(
        request,
        "blank.html",
        round_,
        group=found,
        public_name=instrument.public_name,
        sections=[(dimension, rows) for dimension, rows in sections if rows],
    )


def _found_ballot(request: SignedInRequest, code: str) -> Ballot:
    ballots = Ballot.objects.visible_to(request.user).select_related(
        "round__instrument", "entered_by", "void_asked_by", "voided_by"
    )
    return get_object_or_404(ballots.prefetch_related("examples"), code=code)


@requires(Permission.BALLOT_ENTER, reads=Verb.BALLOT_READ)
@require_http_methods(["GET", "POST"])
def ballot(request: SignedInRequest, code: str) -> HttpResponse:
    """The answers of one unnamed rater, for checking only; each look is recorded."""
    found = _found_ballot(request, code)
    form = ReasonForm(
        request.POST or None,
        label="作废原因",
        hint="提出后由另一人确认；确认前这份票仍然计入",
        missing="请填写作废原因，例如正反指标全部选同一档。",
    )
    if form.is_valid():
        try:
            ask_to_void_ballot(
                found, reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已提出作废，请另一人确认。")
            return see_other(found.round)
    answer = _ballot_page(request, found, form)
    saw(found)
    return answer


def _ballot_page(request: SignedInRequest, found: Ballot, form: ReasonForm) -> HttpResponse:
    instrument = found.round.instrument.value
    group = instrument.group[found.group]
    examples = {example.item: example.text for example in found.examples.all()}
    rows = [
        (item, item.text_for(group), _answer(found, item), examples.get(item.code, ""))
        for item in instrument.items_for(found.group)
    ]
    return round_page(
        request,
        "ballot.html",
        found.round,
        ballot=found,
        rows=rows,
        reasons=[reason.label for reason in suspicions(found.value, instrument)],
        form=form,
        may_void=found.round.is_open or found.round.is_closed,
        asked_by_me=found.void_asked_by_id == request.user.pk,
        status=UNPROCESSABLE if form.errors else 200,
    )


def _answer(found: Ballot, item: Item) -> str:
    raw = found.answers[item.seq - 1]
    if raw is None:
        return "不了解"
    if raw == NOT_APPLICABLE:
        return "不适用"
    return (POSITIVE_LABELS if item.positive else NEGATIVE_LABELS)[raw]


@requires(Permission.BALLOT_ENTER)
@require_POST
def ballot_void(request: SignedInRequest, code: str) -> HttpResponse:
    found = _found_ballot(request, code)
    return done(
        request,
        lambda: void_ballot(found, by=request.user, at=clock.now()),
        said=f"第{found.number}号票已作废，不再计入。",
        back=found.round,
    )


@requires(Permission.BALLOT_ENTER)
@require_POST
def ballot_keep(request: SignedInRequest, code: str) -> HttpResponse:
    found = _found_ballot(request, code)
    return done(
        request,
        lambda: keep_ballot(found, by=request.user),
        said=f"第{found.number}号票予以保留，照常计入。",
        back=found.round,
    )
