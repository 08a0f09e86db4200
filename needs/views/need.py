"""One need: what was asked, what was done, and what may be done next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw
from cases.models import Dossier
from cases.views.finding import seen
from cases.views.header import header_of
from cases.views.telling import tell_duties
from columns.refusal import Refused
from needs import actions as acts
from needs import forms
from needs.actions.steps import READ_AGAIN
from needs.choices import NeedSource, NeedState
from needs.facts.told import cadre_of, lines_of, reads_words, said_of
from needs.forms import ActForm
from needs.models import Need
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
P = Permission


@dataclass(frozen=True)
class Deed:
    """One thing that may be done: its button, who may, when, its form, and the act behind it."""

    label: str
    permission: Permission
    form: type[ActForm]
    act: Callable[..., None]
    said: str
    is_offered: Callable[[Need, User], bool]

    def is_open_to(self, need: Need, user: User) -> bool:
        return need.voided_at is None and user.may(self.permission) and self.is_offered(need, user)


def _waits_for_owner(need: Need, user: User) -> bool:
    return need.is_registered


def _may_be_handed_on(need: Need, user: User) -> bool:
    return need.is_with_the_owner


def _is_worked_on(need: Need, user: User) -> bool:
    """By whom it was handed to; by the office from his signed paper (代录)."""
    is_his = user.is_discipline or need.assigned_to_id == user.unit_id
    return need.is_with_the_owner and is_his


def _is_answered(need: Need, user: User) -> bool:
    return need.is_answered


def _is_to_file(need: Need, user: User) -> bool:
    return need.is_answered and bool(need.view) and need.answered_by_id != user.pk


def _is_open(need: Need, user: User) -> bool:
    return need.is_open


def _void(need: Need, **given: Any) -> None:
    acts.void_need(need, at=clock.now(), **given)


# In the order of the page: the first that is open to the reader is his main one.
DEEDS: dict[str, Deed] = {
    "assign": Deed(
        "交办", P.NEED_ASSIGN, forms.AssignForm, acts.assign_need, "已交办。", _waits_for_owner
    ),
    "archive": Deed(
        "归档", P.NEED_ASSIGN, forms.ArchiveForm, acts.archive_need, "诉求已归档。", _is_to_file
    ),
    "answer": Deed(
        "答复", P.NEED_ANSWER, forms.AnswerForm, acts.answer_need, "已答复。", _is_worked_on
    ),
    "explain": Deed(
        "不能办，说明情况",
        P.NEED_ANSWER,
        forms.ExplainForm,
        acts.explain_need,
        "说明已登记。",
        _is_worked_on,
    ),
    "reply": Deed(
        "登记办理进展",
        P.NEED_ANSWER,
        forms.ReplyForm,
        acts.reply_need,
        "办理进展已登记。",
        _is_worked_on,
    ),
    "view": Deed(
        "登记本人意见",
        P.NEED_ASSIGN,
        forms.ViewForm,
        acts.view_need,
        "本人意见已登记。",
        _is_answered,
    ),
    "return": Deed(
        "退回继续办理",
        P.NEED_ASSIGN,
        forms.ReturnForm,
        acts.return_need,
        "已退回继续办理。",
        _is_answered,
    ),
    "hand_on": Deed(
        "改交另一部门",
        P.NEED_ASSIGN,
        forms.AssignForm,
        acts.assign_need,
        "已改交。",
        _may_be_handed_on,
    ),
    "void": Deed("作废", P.NEED_ASSIGN, forms.VoidForm, _void, "已作废。", _is_open),
}
TONES: dict[str, str] = {
    NeedState.REGISTERED: "grey",
    NeedState.ASSIGNED: "blue",
    NeedState.WORKING: "blue",
    NeedState.ANSWERED: "teal",
    NeedState.CONFIRMED: "green",
    NeedState.EXPLAINED: "teal",
    NeedState.ARCHIVED: "grey",
}


@dataclass(frozen=True)
class Door:
    """A deed as the page offers it: its form, and whether it stands open."""

    name: str
    label: str
    form: ActForm
    is_first: bool
    is_open: bool


@requires(Permission.NEED_VIEW, reads=Verb.NEED_READ)
@require_http_methods(["GET", "POST"])
def need(request: SignedInRequest, code: str) -> HttpResponse:
    found = get_object_or_404(
        Need.objects.visible_to(request.user).select_related("assigned_to", "officer"),
        code=code,
    )
    dossier = _seen(request, found)
    if request.method == "GET":
        return _page(request, found, dossier)
    name = request.POST.get("do", "")
    deed = DEEDS.get(name)
    if deed is None or not deed.is_open_to(found, request.user):
        messages.error(request, READ_AGAIN)
        return see_other(found)
    form = deed.form(request.POST, prefix=name, need=found, today=clock.today())
    done = _act(request, found, deed, form)
    return done or _page(request, found, dossier, posted=(name, form))


def _seen(request: SignedInRequest, found: Need) -> Dossier | None:
    """The dossier, for those who find it; whoever was only handed the need reads no file."""
    dossiers = Dossier.objects.visible_to(request.user).for_page()
    dossier = dossiers.filter(pk=found.dossier_id).first()
    if dossier is None:
        saw(found, cadre_id=cadre_of(found), dossier_id=found.dossier_id)
        return None
    return seen(request, dossier, found)


def _act(request: SignedInRequest, found: Need, deed: Deed, form: ActForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        deed.act(found, by=request.user, on=form.today, **form.given())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        found.refresh_from_db()
        return None
    tell_duties(found.dossier_id)
    messages.success(request, deed.said)
    still = Need.objects.visible_to(request.user).filter(pk=found.pk).exists()
    return see_other(found) if still else see_other("needs:board")


def _page(
    request: SignedInRequest,
    found: Need,
    dossier: Dossier | None,
    *,
    posted: tuple[str, ActForm] | None = None,
) -> HttpResponse:
    today, reader = clock.today(), request.user
    in_full = reads_words(found, reader)
    (line,) = lines_of([found], reader=reader, today=today)
    context: dict[str, Any] = {
        "line": line,
        "need": found,
        "tone": TONES[found.state],
        "in_full": in_full,
        "source_url": _source_url(found) if in_full else "",
        "steps": list(said_of(found, reader=reader, in_full=in_full)),
        "doors": list(_doors(found, reader, posted)),
        "form": posted[1] if posted is not None else None,
        "waits_for_another": found.answered_by_id == reader.pk and bool(found.view),
        "today": today,
    }
    template = "needs/handed.html"
    if dossier is not None:
        template = "needs/need.html"
        context |= {"header": header_of(dossier, today, reader), "tab": "needs"}
    status = UNPROCESSABLE if posted is not None else 200
    return TemplateResponse(request, template, context, status=status)


def _source_url(found: Need) -> str:
    views = {NeedSource.TALK: "visits:talk", NeedSource.VISIT: "visits:visit"}
    view = views.get(NeedSource(found.source))
    return reverse(view, args=[found.source_code]) if view else ""


def _doors(found: Need, user: User, posted: tuple[str, ActForm] | None) -> Iterator[Door]:
    today, is_first = clock.today(), True
    for name, deed in DEEDS.items():
        if deed.is_open_to(found, user):
            is_posted = posted is not None and posted[0] == name
            form = posted[1] if posted is not None and is_posted else None
            yield Door(
                name=name,
                label=deed.label,
                form=form or deed.form(prefix=name, need=found, today=today),
                is_first=is_first,
                is_open=is_first or is_posted,
            )
            is_first = False
