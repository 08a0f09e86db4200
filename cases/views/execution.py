"""执行: the list of a dossier with its issues; one item; confirming what others entered."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.execution import enter_check, verify_checks
from cases.facts.execution import CheckLine, checks_of, judged_of, line_of
from cases.forms.execution import CheckForm, IssueForm, check_initial, issue_initial
from cases.models import Dossier, ExecutionCheck, ExecutionIssue
from cases.rules.appraisal import years_of
from cases.views.execution_lines import People, decision_blocks, issue_card
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.telling import tell_duties
from clocks.appraisal import RULES, SOURCE
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
PICKED = "picked"


@requires(Permission.EXECUTION_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def execution(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, today = _dossier(request, code), clock.today()
    checks = checks_of(dossier, viewer=request.user)
    decisions = [each.decision for each in checks]
    issues = (
        ExecutionIssue.objects.visible_to(request.user)
        .live()
        .filter(decision__in=decisions)
        .select_related("dossier", "assigned_to")
    )
    cards = [issue_card(each, today=today) for each in issues]
    blocks = decision_blocks(checks, dossier=dossier, viewer=request.user, today=today)
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "execution",
        "today": today,
        "blocks": blocks,
        "open_issues": [card for card in cards if not card.is_closed],
        "closed_issues": [card for card in cards if card.is_closed],
        "years": years_of(judged_of(decisions)),
        "year_rules": RULES,
        "year_source": SOURCE,
        "picked": PICKED,
        "may_pick": any(line.pick for block in blocks for line in block.lines),
    }
    return TemplateResponse(request, "cases/execution.html", context)


@requires(Permission.EXECUTION_VERIFY)
@require_POST
def execution_verify(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = _dossier(request, code)
    try:
        read = _picked(request)
        verify_checks(read, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"已核实{len(read)}项。")
    return see_other("cases:execution", dossier.code)


@dataclass(frozen=True)
class Sheet:
    """The page of one item: its line, its two forms, and the item after it."""

    dossier: Dossier
    line: CheckLine
    form: CheckForm
    issue: IssueForm
    standing: ExecutionIssue | None
    following: CheckLine | None
    today: date

    @property
    def needs_issue(self) -> bool:
        return self.form.says_not_done and self.standing is None

    def is_valid(self) -> bool:
        told = self.form.is_valid()
        return (self.issue.is_valid() and told) if self.needs_issue else told


@requires(Permission.EXECUTION_ENTER, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def execution_item(request: SignedInRequest, code: str, decision: str, item: str) -> HttpResponse:
    sheet = _sheet(request, _dossier(request, code), decision, item)
    if request.method == "GET":
        return _page(request, sheet)
    if not sheet.is_valid():
        return _page(request, sheet, status=UNPROCESSABLE)
    try:
        enter_check(
            sheet.line,
            facts=sheet.form.facts(),
            version=sheet.form.cleaned_data["version"],
            issue=sheet.issue.facts() if sheet.needs_issue else None,
            by=request.user,
            on=sheet.today,
        )
    except Refused as refusal:
        sheet.form.add_error(None, str(refusal))
        return _page(request, sheet, status=UNPROCESSABLE)
    return _done(request, sheet)


def _done(request: SignedInRequest, sheet: Sheet) -> HttpResponse:
    tell_duties(sheet.dossier.pk)
    label = sheet.line.item.label
    opened = "，已登记执行问题" if sheet.needs_issue else ""
    messages.success(request, f"“{label}”已登记{opened}。")
    if "next" in request.POST and sheet.following is not None:
        after = sheet.following
        return see_other(
            "cases:execution_item", sheet.dossier.code, after.decision.code, after.item
        )
    return see_other("cases:execution", sheet.dossier.code)


def _sheet(request: SignedInRequest, dossier: Dossier, decision: str, item: str) -> Sheet:
    found = line_of(dossier, viewer=request.user, decision=decision, item=item)
    if found is None:
        raise Http404
    line, every = found
    today, data = clock.today(), request.POST if request.method == "POST" else None
    # 未落实 beside an issue that is being worked on: nothing new is opened.
    standing = ExecutionIssue.objects.open().filter(decision=line.decision, item=line.item)
    return Sheet(
        dossier=dossier,
        line=line,
        form=CheckForm(data, line=line, today=today, initial=check_initial(line)),
        issue=IssueForm(
            data,
            prefix="issue",
            today=today,
            initial=issue_initial(line.item, unit=line.decision.cadre.unit),
        ),
        standing=standing.select_related("dossier").first(),
        following=_following(line, every),
        today=today,
    )


def _following(line: CheckLine, every: list[CheckLine]) -> CheckLine | None:
    """The next item nobody has entered, from here down and then from the top."""
    at = every.index(line)
    return next((each for each in every[at + 1 :] + every[:at] if each.check is None), None)


def _page(request: SignedInRequest, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    context = {
        "header": header_of(sheet.dossier, sheet.today, request.user),
        "tab": "execution",
        "form": sheet.form,
        "issue": sheet.issue,
        "wrong_issue": [sheet.issue] if sheet.needs_issue else [],
        "asks_issue": sheet.standing is None,
        "opens_issue": sheet.needs_issue,
        "standing": sheet.standing,
        "line": sheet.line,
        "title": sheet.line.item.label,
        "following": sheet.following.item.label if sheet.following is not None else "",
        "entered": People.of(sheet.line.check),
        "back": reverse("cases:execution", args=[sheet.dossier.code]),
    }
    return TemplateResponse(request, "cases/execution_item.html", context, status=status)


def _dossier(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code)


def _picked(request: SignedInRequest) -> list[tuple[ExecutionCheck, int]]:
    """「key:version」 of every box that was ticked, as far as the rows may be seen."""
    pairs = (value.partition(":") for value in request.POST.getlist(PICKED))
    versions = {int(key): int(version) for key, _, version in pairs if _is_number(key, version)}
    checks = ExecutionCheck.objects.visible_to(request.user).filter(pk__in=versions)
    return [(check, versions[check.pk]) for check in checks.order_by("pk")]


def _is_number(*texts: str) -> bool:
    return all(text.isdecimal() and len(text) < 16 for text in texts)
