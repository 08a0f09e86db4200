"""月报 and 年报: what an organ owes and is owed, and one report with the figures it tells."""

import re
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.refusal import Refused
from visits.actions.organ_reports import file_report, take_back_report
from visits.choices.reporting import REPORT_PERIODS
from visits.facts.organ_reports import OpenReport, figures_of, open_reports
from visits.forms.organ_reports import FileReportForm, TakeBackForm
from visits.models import OrganReport
from visits.rules.organ_reports import days_of, period_words
from visits.views.pages import page, sent
from web.forms import Form
from web.pages import see_other
from workdays import clock

# Two years of a dozen organs.
MOST = 300


@requires(Permission.YEAR_PLAN_VIEW, reads=Verb.STATS_VIEW)
def reports_due(request: SignedInRequest) -> HttpResponse:
    """One's own first, then those of the organs that report to one's office; late ones on top."""
    user, today = request.user, clock.today()
    waiting = open_reports(user, on=today)
    context = {
        "mine": [each for each in waiting if each.organ.pk == user.unit_id],
        "theirs": [each for each in waiting if each.organ.pk != user.unit_id],
        "filed": list(OrganReport.objects.visible_to(user).for_list()[:MOST]),
        "today": today,
        "may_file": user.may(Permission.VISIT_RECORD),
    }
    return TemplateResponse(request, "visits/reports_due.html", context)


@requires(Permission.YEAR_PLAN_VIEW, reads=Verb.LIST_VIEW)
def organ_report(request: SignedInRequest, organ: str, office: str, period: str) -> HttpResponse:
    """One report: its figures, and whether it was filed; made to be printed."""
    if not any(re.fullmatch(shape, period) for shape in REPORT_PERIODS.values()):
        raise Http404
    user, today = request.user, clock.today()
    filed = _filed(request, organ, office, period).first()
    waiting = None if filed is not None else _waiting(request, organ, office, period)
    of = filed or waiting
    if of is None:
        raise Http404
    is_mine = of.organ.pk == user.unit_id and user.may(Permission.VISIT_RECORD)
    days = days_of(period)
    form = _form(request, filed, last=days[1]) if is_mine else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            told = _settled(request, of, form, period)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return see_other("visits:reports_due")
    figures = figures_of(of.organ, of.office, days, viewer=user)
    saw_rows({each.row.dossier_id for figure in figures for each in figure.rows})
    context = {
        "of": of,
        "words": period_words(period),
        "days": days,
        "due_on": waiting.owed.due_on if waiting is not None else None,
        "is_late": waiting is not None and waiting.owed.is_late(today=today),
        "filed": filed,
        "figures": figures,
        "form": form,
        "is_back": isinstance(form, TakeBackForm),
        "today": today,
    }
    has_errors = form is not None and bool(form.errors)
    return page(request, "visits/organ_report.html", context, has_errors=has_errors)


def _filed(
    request: SignedInRequest, organ: str, office: str, period: str
) -> "QuerySet[OrganReport]":
    rows = OrganReport.objects.visible_to(request.user).for_list()
    return rows.filter(organ__code=organ, office__code=office, period=period)


def _waiting(request: SignedInRequest, organ: str, office: str, period: str) -> OpenReport | None:
    open_ones = open_reports(request.user, on=clock.today())
    wanted = organ, office, period
    return next(
        (
            each
            for each in open_ones
            if (each.organ.code, each.office.code, each.owed.period) == wanted
        ),
        None,
    )


def _form(request: SignedInRequest, filed: OrganReport | None, **days: Any) -> Form:
    """A page sent after a colleague was faster still means what stood on it."""
    asked_back = "reason" in request.POST if request.method == "POST" else filed is not None
    if asked_back:
        return TakeBackForm(sent(request))
    return FileReportForm(sent(request), today=clock.today(), **days)


def _settled(
    request: SignedInRequest, of: OpenReport | OrganReport, form: Form, period: str
) -> str:
    by, on = request.user, clock.today()
    if isinstance(form, TakeBackForm):
        if not isinstance(of, OrganReport):
            raise Refused("这条报送登记已经撤回，请刷新后查看。")
        take_back_report(of, by=by, on=on, **form.cleaned_data)
        return f"{period_words(period)}的报送登记已撤回。"
    file_report(of.organ, office=of.office, period=period, by=by, on=on, **form.cleaned_data)
    return f"{period_words(period)}已登记报送。"
