"""The first address, the desk, a dossier's first page, and how far a job is."""

from dataclasses import replace

from celery import current_app
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from attachments.views import count_of
from audit.choices import Verb
from audit.reading import saw_as, saw_figures
from cases.facts.reckoning import catalogue
from cases.models import Dossier, Policy
from cases.views import header_of
from cases.views.finding import opened
from columns.refusal import Refused
from dashboard.context import beside
from dashboard.desk.blocks import blocks_of, whole_block
from dashboard.desk.figures import SCOPED, Block, Desk
from dashboard.desk.helping import cards_of
from dashboard.dossier.axis import clock_page_of
from dashboard.dossier.page import overview_of
from dashboard.manual import chapters_for
from dashboard.progress import progress_of
from dashboard.rulebook.page import rulebook_of
from jobs.actions import retry
from jobs.models import Job
from web.pages import see_other
from workdays import clock


@requires(Permission.DESK_VIEW)
@require_safe
def root(request: SignedInRequest) -> HttpResponse:
    user = request.user
    if user.is_steward:
        return redirect("stewards:start")
    return redirect("reports:inbox" if user.is_personnel else "dashboard:desk")


@requires(Permission.DESK_VIEW, reads=Verb.STATS_VIEW)
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    if request.user.is_steward:
        return redirect("stewards:start")
    if request.user.role == Role.HELPER:
        return _helper_desk(request)
    mine = desk_of(request)
    blocks = blocks_of(mine)
    saw_figures(scope="me" if mine.mine else "office", codes=codes_of(*blocks))
    context = {
        "desk": mine,
        "blocks": blocks,
        "scopes": scopes_of(mine),
        "beside": beside(request.user),
    }
    return TemplateResponse(request, "dashboard/desk.html", context)


def _helper_desk(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    cards = cards_of(request.user, today)
    saw_figures(scope="me", codes=sorted({card.code for card in cards}))
    context = {"card": cards[0] if cards else None, "others": cards[1:], "today": today}
    return TemplateResponse(request, "dashboard/helper_desk.html", context)


@requires(Permission.DESK_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def block(request: SignedInRequest, slug: str) -> HttpResponse:
    """One number of the desk as the list it counts."""
    mine = desk_of(request)
    found = whole_block(mine, slug)
    if found is None:
        raise Http404
    saw_figures(scope="me" if mine.mine else "office", part=found.slug, codes=codes_of(found))
    context = {"desk": mine, "shown": found, "scopes": scopes_of(mine)}
    return TemplateResponse(request, "dashboard/block.html", context)


def desk_of(request: SignedInRequest) -> Desk:
    scope = request.GET.get("scope", "me" if request.user.role == Role.OFFICER else "office")
    mine = scope == "me" and request.user.role in SCOPED
    return Desk(user=request.user, today=clock.today(), mine=mine)


def codes_of(*blocks: Block) -> list[str]:
    """Of the dossiers whose names the blocks show, each once."""
    addresses = (line.url.split("/") for block in blocks for line in block.lines)
    return sorted({parts[2] for parts in addresses if len(parts) > 2 and parts[1] == "people"})


def scopes_of(desk: Desk) -> list[tuple[str, str, bool]]:
    """(value, label, chosen) where one may look at one's own or at the whole office."""
    if desk.user.role not in SCOPED:
        return []
    return [("me", "我的", desk.mine), ("office", "全室", not desk.mine)]


@requires(Permission.DOSSIER_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    today = clock.today()
    dossiers = Dossier.objects.visible_to(request.user).for_page()
    with_decisions = dossiers.prefetch_related(
        "decisions__measure", "decisions__document", "decisions__events__measure"
    )
    found = opened(request, code, rows=with_decisions)
    page = overview_of(found, viewer=request.user, today=today, params=request.GET)
    if page.shows_summary:
        saw_as(Verb.PERSON_SUMMARY)
    context = {
        "header": header_of(found, today, request.user),
        "tab": "overview",
        "page": page,
        "today": today,
        "files": count_of(request, found),
    }
    return TemplateResponse(request, "dashboard/dossier.html", context)


@requires(Permission.DOSSIER_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def clocks(request: SignedInRequest, code: str) -> HttpResponse:
    """影响期: all clocks on one line; the head leaves its own bars to this page."""
    today = clock.today()
    found = opened(request, code)
    context = {
        "header": replace(header_of(found, today, request.user), clocks=()),
        "tab": "clocks",
        "page": clock_page_of(found, viewer=request.user, today=today),
    }
    return TemplateResponse(request, "dashboard/clocks.html", context)


@requires(Permission.DESK_VIEW)
@require_safe
def manual(request: SignedInRequest) -> HttpResponse:
    """帮助: what this role does, in the words of docs/manual."""
    context = {"chapters": chapters_for(request.user.role)}
    return TemplateResponse(request, "dashboard/help.html", context)


@requires(Permission.DESK_VIEW)
@require_safe
def rules(request: SignedInRequest) -> HttpResponse:
    """规则与依据: the same for everyone, and what the reader's own office has chosen."""
    user, policy = request.user, None
    if user.may(Permission.POLICY_VIEW):
        policy = Policy.objects.governing(user.unit, on=clock.today())
    context = {"sections": rulebook_of(catalogue(), policy)}
    return TemplateResponse(request, "dashboard/rules.html", context)


@requires(Permission.DESK_VIEW)
@require_safe
def job(request: SignedInRequest, code: str) -> HttpResponse:
    """Only who asked for the work sees how far it is."""
    progress = progress_of(_own_job(request, code))
    return TemplateResponse(request, "dashboard/job.html", {"progress": progress})


@requires(Permission.DESK_VIEW)
@require_POST
def job_retry(request: SignedInRequest, code: str) -> HttpResponse:
    failed = _own_job(request, code)
    try:
        retry(failed)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        # A lost message costs seconds, not the job: the sweep sends it again.
        transaction.on_commit(lambda: current_app.send_task(failed.kind, [failed.pk]))
    return see_other("dashboard:job", code)


def _own_job(request: SignedInRequest, code: str) -> Job:
    """Not that of a file he has lost sight of since: its notes may speak of the person."""
    asked = get_object_or_404(Job, code=code, asked_by_id=request.user.pk)
    if asked.dossier_id is not None:
        get_object_or_404(Dossier.objects.visible_to(request.user), pk=asked.dossier_id)
    return asked
