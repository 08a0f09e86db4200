"""执行问题: one issue with what may be done next; the list that every figure opens."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions import issues as acts
from cases.forms import issues as forms
from cases.forms.issues import ActForm
from cases.models import Dossier, ExecutionIssue
from cases.views.execution_lines import issue_card
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.telling import tell_duties
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
P = Permission
Offered = Callable[[ExecutionIssue, User], bool]


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: its button, who may, when, its form, and the act behind it."""

    label: str
    permission: Permission
    form: type[ActForm]
    act: Callable[..., None]
    said: str
    is_offered: Offered

    def is_open_to(self, issue: ExecutionIssue, user: User) -> bool:
        return user.may(self.permission) and self.is_offered(issue, user)


def _is_new(issue: ExecutionIssue, user: User) -> bool:
    return issue.is_new


def _is_worked_on(issue: ExecutionIssue, user: User) -> bool:
    return issue.is_with_the_unit


def _is_unreported(issue: ExecutionIssue, user: User) -> bool:
    return issue.is_new or issue.is_with_the_unit


def _is_anothers_report(issue: ExecutionIssue, user: User) -> bool:
    return issue.awaits_verification and issue.reported_by_id != user.pk


def _is_anothers_find(issue: ExecutionIssue, user: User) -> bool:
    return _is_unreported(issue, user) and issue.found_by_id != user.pk


def _void(issue: ExecutionIssue, **given: Any) -> None:
    acts.void_issue(issue, at=clock.now(), **given)


# In the order of the page: the first that is open to the reader is his main one.
VERBS: dict[str, Deed] = {
    "assign": Deed(
        "交办", P.EXECUTION_ENTER, forms.AssignForm, acts.assign_issue, "已交办。", _is_new
    ),
    "report": Deed(
        "报告整改完成",
        P.EXECUTION_REPLY,
        forms.ReportForm,
        acts.report_issue,
        "已报告整改完成，等待另一位同志核实。",
        _is_worked_on,
    ),
    "reply": Deed(
        "登记整改进展",
        P.EXECUTION_REPLY,
        forms.ReplyForm,
        acts.reply_issue,
        "整改进展已登记。",
        _is_worked_on,
    ),
    "close": Deed(
        "核实销号",
        P.EXECUTION_VERIFY,
        forms.CloseForm,
        acts.close_issue,
        "已核实销号。",
        _is_anothers_report,
    ),
    "return": Deed(
        "退回继续整改",
        P.EXECUTION_VERIFY,
        forms.ReturnForm,
        acts.return_issue,
        "已退回继续整改。",
        _is_anothers_report,
    ),
    "restate": Deed(
        "更正登记",
        P.EXECUTION_ENTER,
        forms.RestateForm,
        acts.restate_issue,
        "登记已更正，原来的内容留在办理经过里。",
        _is_unreported,
    ),
    "void": Deed("作废", P.EXECUTION_VERIFY, forms.VoidForm, _void, "已作废。", _is_anothers_find),
}


@dataclass(frozen=True)
class Door:
    """A verb as the page offers it: its form, and whether it stands open."""

    name: str
    label: str
    form: ActForm
    is_first: bool
    is_open: bool


@requires(Permission.EXECUTION_VIEW, reads=Verb.PERSON_OPEN)
@require_http_methods(["GET", "POST"])
def issue(request: SignedInRequest, code: str, issue: str) -> HttpResponse:
    dossier = opened(request, code)
    found = get_object_or_404(
        ExecutionIssue.objects.visible_to(request.user)
        .live()
        .select_related("dossier", "cadre__unit", "assigned_to"),
        code=issue,
        dossier=dossier,
    )
    if request.method == "GET":
        return _page(request, dossier, found)
    name = request.POST.get("do", "")
    verb = VERBS.get(name)
    if verb is None or not verb.is_open_to(found, request.user):
        messages.error(request, acts.READ_AGAIN)
        return see_other(found)
    form = verb.form(request.POST, prefix=name, issue=found, today=clock.today())
    return _act(request, found, verb, form) or _page(request, dossier, found, posted=(name, form))


def _act(
    request: SignedInRequest, found: ExecutionIssue, verb: Deed, form: ActForm
) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        verb.act(found, by=request.user, on=form.today, **form.given())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        found.refresh_from_db()
        return None
    tell_duties(found.dossier_id)
    messages.success(request, verb.said)
    if found.voided_at is not None or found.is_closed:
        return see_other("cases:execution", found.dossier.code)
    return see_other(found)


def _page(
    request: SignedInRequest,
    dossier: Dossier,
    found: ExecutionIssue,
    *,
    posted: tuple[str, ActForm] | None = None,
) -> HttpResponse:
    today = clock.today()
    context = {
        "header": header_of(dossier, today, request.user),
        "tab": "execution",
        "today": today,
        "issue": issue_card(found, today=today),
        "steps": list(found.steps.select_related("by")),
        "doors": list(_doors(found, request.user, posted)),
        "form": posted[1] if posted is not None else None,
        "waits_for_another": found.awaits_verification and found.reported_by_id == request.user.pk,
    }
    status = UNPROCESSABLE if posted is not None else 200
    return TemplateResponse(request, "cases/execution_issue.html", context, status=status)


def _doors(found: ExecutionIssue, user: User, posted: tuple[str, ActForm] | None) -> Iterator[Door]:
    today, is_first = clock.today(), True
    for name, verb in VERBS.items():
        if verb.is_open_to(found, user):
            is_posted = posted is not None and posted[0] == name
            form = posted[1] if posted is not None and is_posted else None
            yield Door(
                name=name,
                label=verb.label,
                form=form or verb.form(prefix=name, issue=found, today=today),
                is_first=is_first,
                is_open=is_first or is_posted,
            )
            is_first = False
