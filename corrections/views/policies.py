"""Publishing local rules: first what would move, then the button of another person."""

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_figures
from cases.facts.policies import before_of, changes_between
from cases.models import Policy
from columns.refusal import Refused
from corrections.actions.publication import (
    OtherMoves,
    applied,
    ask_preview,
    dossiers_reached,
    is_large,
    preview,
    previewed,
    publish,
)
from corrections.facts.publication import clock_lines, duty_lines, left_lines
from corrections.forms import StepForm
from corrections.rules.publication import MOST_ROWS, Moved
from jobs.models import Job
from signin.stepup import confirmed_recently
from web.pages import see_other
from workdays import clock

CONFLICT = 409
UNPROCESSABLE = 422
SWEEP = "corrections.tasks.sweep"
NOT_YOURS = "请由审理室主任或者分管领导发布。"


@requires(Permission.POLICY_EDIT, Permission.POLICY_PUBLISH, reads=Verb.LIST_VIEW)
@require_http_methods(["GET", "POST"])
@confirmed_recently
def policy_publish(request: SignedInRequest, number: int) -> HttpResponse:
    """The drafter sees what would move too; only another person finds the button."""
    draft = _find(request, number)
    if not draft.is_draft:
        return see_other(draft)
    return _page(request, draft) if request.method == "GET" else _publish(request, draft)


@requires(Permission.POLICY_EDIT, Permission.POLICY_PUBLISH)
@require_POST
def policy_preview(request: SignedInRequest, number: int) -> HttpResponse:
    """So many people that the worker does it while the page shows how far it is."""
    draft = _find(request, number)
    try:
        job = ask_preview(draft, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other(draft)
    _tell(job.kind, job.pk)
    return see_other("dashboard:job", job.code)


@requires(Permission.POLICY_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def policy_moved(request: SignedInRequest, number: int) -> HttpResponse:
    """What publishing it moved on its day, as it was counted then."""
    policy = _find(request, number)
    job = applied(policy)
    if job is None or not job.is_done:
        messages.info(request, _waiting_words(policy, job))
        return see_other(policy)
    context = {"policy": policy, **_shown(request, Moved.read(job.result["moved"]))}
    return TemplateResponse(request, "corrections/policy_moved.html", context)


def _find(request: SignedInRequest, number: int) -> Policy:
    mine = Policy.objects.visible_to(request.user)
    return get_object_or_404(
        mine.select_related("office", "drafted_by", "rolls_back"), number=number
    )


def _publish(request: SignedInRequest, draft: Policy) -> HttpResponse:
    form = StepForm(request.POST)
    if not request.user.may(Permission.POLICY_PUBLISH) or not form.is_valid():
        return _page(request, draft, fault=NOT_YOURS, status=UNPROCESSABLE)
    try:
        job = publish(
            draft,
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["shown"],
            by=request.user,
            on=clock.today(),
            at=clock.now(),
        )
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, OtherMoves) else UNPROCESSABLE
        again = _find(request, draft.number)
        return _page(request, again, fault=str(refusal), status=status)
    return _published(request, draft, job)


def _published(request: SignedInRequest, policy: Policy, job: Job | None) -> HttpResponse:
    if job is None:
        messages.success(
            request, f"第{policy.number}版已发布。到生效日之前，各项期限按原来的版次。"
        )
        return see_other(policy)
    if job.is_open:
        _tell(job.kind, job.pk)
        return see_other("dashboard:job", job.code)
    # Marks and notices follow the clocks; what a lost message leaves, the night brings in line.
    _tell(SWEEP, dossiers_reached(policy))
    messages.success(request, f"第{policy.number}版已发布，期限和应办事项已按此重算。")
    return see_other("corrections:policy_moved", policy.number)


def _tell(task: str, told: int | list[int]) -> None:
    transaction.on_commit(lambda: current_app.send_task(task, [told]), robust=True)


def _waiting_words(policy: Policy, job: Job | None) -> str:
    if job is not None:
        return f"第{policy.number}版正在由后台逐人重算，请稍候再看。"
    return f"第{policy.number}版发布时没有变动期限，从生效日起由系统逐日核对。"


def _page(
    request: SignedInRequest, draft: Policy, *, fault: str = "", status: int = 200
) -> HttpResponse:
    today, moved, job = clock.today(), None, None
    try:
        if is_large(draft.office_id):
            job = previewed(draft, on=today)
            if job is not None and job.is_done:
                moved = Moved.read(job.result["moved"])
        else:
            moved = preview(draft, on=today, at=clock.now())
    except Refused as refusal:
        fault = fault or str(refusal)
    before = before_of(draft, Policy.objects.visible_to(request.user).published())
    context = {
        "policy": draft,
        "before": before,
        "changes": changes_between(draft, before),
        "fault": fault,
        "has_errors": bool(fault),
        "begins_later": draft.valid_from > today,
        "is_large": moved is None and not fault,
        "job": job,
        "is_own": draft.drafted_by_id == request.user.pk,
        "may_publish": request.user.may(Permission.POLICY_PUBLISH),
        **(_shown(request, moved) if moved is not None else {}),
    }
    return TemplateResponse(request, "corrections/policy_publish.html", context, status=status)


def _shown(request: SignedInRequest, moved: Moved) -> dict[str, object]:
    clocks = clock_lines(moved, viewer=request.user)
    duties = duty_lines(moved, viewer=request.user)
    saw_figures(clocks=len(clocks), duties=len(duties))
    return {
        "moved": moved,
        "figures": moved.figures,
        "clocks": clocks,
        "duties": duties,
        "hidden": len(moved.clocks) + len(moved.duties) - len(clocks) - len(duties),
        "left": left_lines(moved, viewer=request.user),
        "most": MOST_ROWS,
    }
