"""The record's own pages: 我的操作记录, 谁看过这份档案, 审计日志; each look at them is recorded."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission, Role
from audit.choices import Verb
from audit.models import Entry
from audit.querysets import EntryQuerySet
from audit.reading import saw_figures
from cases.views import header_of
from cases.views.finding import opened
from stewards.facts.log import auditors_in_numbers, dossiers_numbered, log_rows, staff_named
from stewards.facts.readers import reading_days
from stewards.facts.trail import days_of
from stewards.forms.trail import LogFilter, SpanForm, TrailFilter
from web.pages import keyset_page
from workdays import clock

NEWEST = ("-at", "-id")
# What 谁看过 shows at first; the fields above it reach further back.
FIRST_DAYS = 30


@requires(Permission.TRAIL_OWN, reads=Verb.TRAIL_OWN)
@require_safe
def my_trail(request: SignedInRequest) -> HttpResponse:
    form = TrailFilter(request.GET)
    entries = Entry.objects.visible_to(request.user).by(request.user)
    if form.is_valid():
        entries = entries.between(*form.span)
        if form.cleaned_data["kind"]:
            entries = entries.of_kind(form.cleaned_data["kind"])
    page = keyset_page(entries, order=NEWEST, params=request.GET)
    context = {
        "form": form,
        "page": page,
        "days": days_of(page, viewer=request.user),
        "is_filtered": any(form.cleaned_data.values()),
    }
    return TemplateResponse(request, "stewards/trail_own.html", context)


@requires(Permission.TRAIL_DOSSIER, reads=Verb.TRAIL_DOSSIER)
@require_safe
def dossier_access(request: SignedInRequest, code: str) -> HttpResponse:
    """For the office that keeps the dossier; the organ that only visits it is not told."""
    dossier, today = opened(request, code), clock.today()
    if not (request.user.is_office and dossier.owner_id == request.user.unit_id):
        raise Http404
    start = {"first": today - timedelta(days=FIRST_DAYS), "last": today}
    form = SpanForm(request.GET if {"first", "last"} & set(request.GET) else start)
    span = form.span if form.is_valid() else (None, None)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "access",
        "dossier": dossier,
        "form": form,
        "days": reading_days(dossier, first=span[0], last=span[1]) if form.is_valid() else [],
    }
    return TemplateResponse(request, "stewards/trail_dossier.html", context)


@requires(Permission.AUDIT_READ, reads=Verb.TRAIL_LIST)
@require_safe
def log(request: SignedInRequest) -> HttpResponse:
    form = LogFilter(request.GET)
    entries = Entry.objects.visible_to(request.user)
    if form.is_valid():
        entries = _filtered(entries, form)
    page = keyset_page(entries, order=NEWEST, params=request.GET)
    saw_figures(rows=len(page))
    is_security = request.user.role == Role.SECURITY
    context = {
        "form": form,
        "page": page,
        "rows": log_rows(page),
        "is_filtered": any(form.cleaned_data.values()),
        "is_security": is_security,
        "auditors": auditors_in_numbers(at=clock.now()) if is_security else [],
    }
    return TemplateResponse(request, "stewards/trail_log.html", context)


def _filtered(entries: EntryQuerySet, form: LogFilter) -> EntryQuerySet:
    asked = form.cleaned_data
    entries = entries.between(*form.span)
    if asked["actor"].strip():
        entries = entries.filter(actor_id__in=staff_named(asked["actor"].strip()))
    if asked["number"].strip():
        entries = entries.filter(dossier_id__in=dossiers_numbered(asked["number"].strip()))
    if asked["kind"]:
        entries = entries.of_kind(asked["kind"])
    return entries.filter(outcome=asked["outcome"]) if asked["outcome"] else entries
