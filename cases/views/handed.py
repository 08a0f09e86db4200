"""交办事项: what was handed to 组织部门, without any fact of the case; its replies and reports."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw, saw_rows
from cases.actions import issues as acts
from cases.facts.handed import Handed, handed, handed_whole
from cases.forms.issues import ActForm, ReplyForm, ReportForm
from cases.models import ExecutionIssue
from cases.views.execution_lines import STATE_TONES
from columns.refusal import Refused
from web.pages import keyset_page, see_other
from workdays import clock

UNPROCESSABLE = 422
STATES = {"open": "在办", "all": "全部"}
FORMS: dict[str, type[ActForm]] = {"report": ReportForm, "reply": ReplyForm}


@dataclass(frozen=True)
class HandedLine:
    what: Handed
    tone: str
    is_late: bool
    asked_on: date | None


@requires(Permission.EXECUTION_PART, reads=Verb.LIST_VIEW)
@require_safe
def handed_list(request: SignedInRequest) -> HttpResponse:
    today, state = clock.today(), request.GET.get("state", "open")
    found = ExecutionIssue.objects.visible_to(request.user)
    if state != "all":
        found = found.open()
    page = keyset_page(found, order=("-found_on", "-pk"), params=request.GET)
    saw_rows(each.dossier_id for each in page)
    context = {
        "page": page,
        "lines": [_line(each, today=today) for each in handed(page)],
        "states": [(key, label, key == state) for key, label in STATES.items()],
        "today": today,
    }
    return TemplateResponse(request, "cases/handed_list.html", context)


@requires(Permission.EXECUTION_PART, reads=Verb.ISSUE_READ)
@require_http_methods(["GET", "POST"])
def handed_item(request: SignedInRequest, code: str) -> HttpResponse:
    found = get_object_or_404(ExecutionIssue.objects.visible_to(request.user), code=code)
    saw(found, cadre_id=found.cadre_id, dossier_id=found.dossier_id)
    name, today = request.POST.get("do", ""), clock.today()
    forms = {
        key: form(request.POST if key == name else None, prefix=key, issue=found, today=today)
        for key, form in FORMS.items()
    }
    if name in forms and forms[name].is_valid():
        done = _act(request, found, name, forms[name])
        if done is not None:
            return done
    posted = forms.get(name)
    context = {
        "line": _line(handed_whole(found, request.user), today=today),
        "today": today,
        "forms": forms if found.is_with_the_unit else {},
        "form": posted,
    }
    status = UNPROCESSABLE if posted is not None else 200
    return TemplateResponse(request, "cases/handed_item.html", context, status=status)


def _act(
    request: SignedInRequest, found: ExecutionIssue, name: str, form: ActForm
) -> HttpResponse | None:
    verb = acts.report_issue if name == "report" else acts.reply_issue
    try:
        verb(found, by=request.user, on=form.today, **form.given())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    said = "已报告办结，等待交办机关核实。" if name == "report" else "办理进展已登记。"
    messages.success(request, said)
    return see_other("cases:handed_item", found.code)


def _line(what: Handed, *, today: date) -> HandedLine:
    issue = what.issue
    asked_on = issue.due_on if issue.is_with_the_unit else None
    return HandedLine(
        what=what,
        tone=STATE_TONES[issue.state],
        is_late=asked_on is not None and asked_on < today,
        asked_on=asked_on,
    )
