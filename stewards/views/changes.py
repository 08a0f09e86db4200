"""A change of rights: proposed on one page, confirmed or declined on another."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Outcome, Verb
from audit.record import record
from columns.refusal import Refused
from signin.stepup import confirmed_recently
from stewards import actions
from stewards.choices import AT_ONCE, BY_PROGRAM, TWO_PEOPLE, ChangeKind
from stewards.facts.current import in_hand
from stewards.facts.start import waiting_for
from stewards.forms.changes import FORMS, ChangeForm, SettleForm, UndelegateForm
from stewards.models import RightsChange
from stewards.rules import may_confirm
from stewards.views.users import UNPROCESSABLE, doors_of, found_account, secret_page
from web.pages import see_other
from workdays import clock

# What happens, in a sentence above each form.
SAYS: dict[ChangeKind, str] = {
    ChangeKind.GRANT: "提出以后由另一位管理员复核；复核后，对方下一次点击即可使用。",
    ChangeKind.TRANSFER: "换了单位的，提出时原单位的权限立即结束，"
    "新的权限由另一位管理员复核后生效。"
    "单位不变的，复核以前仍用原来的权限。",
    ChangeKind.DELEGATE: "在本人原有权限之外，按期限为另一个机关办事。"
    "由另一位管理员复核后生效，到期自动结束。",
    ChangeKind.UNDELEGATE: "立即结束，当天起不再看到该机关的档案。",
    ChangeKind.WITHDRAW: "立即生效，对方下一次点击就不能再办理。"
    "手头的事项仍列在账号页上，等待转交。",
    ChangeKind.DEACTIVATE: "当天停用，不能再登录。手头还有事项时不能停用，须先转交。",
    ChangeKind.REACTIVATE: "由安全管理员复核后启用。原来的权限不恢复，须重新授权。",
    ChangeKind.SECRET: "由安全管理员复核，复核后显示一次新的初始口令，24小时内有效。"
    "原口令随即失效。",
    ChangeKind.SECOND_FACTOR: "用于手机遗失、更换。由安全管理员复核后解除绑定，"
    "本人下次登录时重新绑定。",
}


@requires(Permission.ACCOUNT_MANAGE, Permission.RIGHTS_GRANT)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def change_new(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    account, wanted = found_account(request, code), _kind(kind)
    offered = {door.url for door in doors_of(account, request.user)}
    if reverse("stewards:change_new", args=[code, kind]) not in offered:
        messages.error(request, f"这个账号现在不能由您办理“{wanted.label}”。")
        return see_other("stewards:user", account.code)
    form = FORMS[wanted](
        request.POST or None, account=account, today=clock.today(), steward=request.user
    )
    if form.is_valid():
        done = _begin(request, account, wanted, form)
        if done is not None:
            return done
    context = {
        "account": account,
        "kind": wanted,
        "says": SAYS[wanted],
        "at_once": wanted in AT_ONCE,
        "form": form,
        "suggest": reverse("stewards:suggest"),
        "in_hand": in_hand(account)
        if wanted in {ChangeKind.DEACTIVATE, ChangeKind.TRANSFER}
        else [],
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "stewards/change_new.html", context, status=status)


def _kind(name: str) -> ChangeKind:
    if name not in ChangeKind.values or ChangeKind(name) in BY_PROGRAM:
        raise Http404
    return ChangeKind(name)


def _begin(
    request: SignedInRequest, account: User, kind: ChangeKind, form: ChangeForm
) -> HttpResponse | None:
    """None when it was refused; the form says why, and the record keeps that it was tried."""
    given: dict[str, Any] = {"asked": form.asked(), "by": request.user, "at": clock.now()}
    try:
        if kind in TWO_PEOPLE:
            actions.propose(account, kind=kind, on=form.today, **given)
        elif isinstance(form, UndelegateForm):
            actions.end_delegation(form.chosen(), on=form.today, **given)
        else:
            AT_ONCE_ACTS[kind](account, on=form.today, **given)
    except Refused as refusal:
        record("rights.refused", account, by=request.user, outcome=Outcome.REFUSED, kind=kind)
        form.add_error(None, str(refusal))
        return None
    said = f"“{kind.label}”已提出，等待复核。" if kind in TWO_PEOPLE else f"“{kind.label}”已生效。"
    messages.success(request, said)
    return see_other("stewards:user", account.code)


AT_ONCE_ACTS: dict[ChangeKind, Callable[..., RightsChange]] = {
    ChangeKind.WITHDRAW: actions.withdraw,
    ChangeKind.DEACTIVATE: actions.deactivate,
}


@requires(Permission.RIGHTS_CONFIRM, reads=Verb.RIGHTS_READ)
@require_safe
def changes(request: SignedInRequest) -> HttpResponse:
    """等待复核: what this steward may confirm, and what of his own still waits."""
    waiting = RightsChange.objects.visible_to(request.user).waiting().for_page()
    context = {
        "mine": waiting_for(request.user).order_by("proposed_at"),
        "own": waiting.filter(proposed_by=request.user).order_by("proposed_at"),
    }
    return TemplateResponse(request, "stewards/changes.html", context)


@requires(Permission.ACCOUNT_VIEW, reads=Verb.RIGHTS_READ)
@require_safe
def change(request: SignedInRequest, code: str) -> HttpResponse:
    return _page(request, _change(request, code), SettleForm())


@requires(Permission.RIGHTS_CONFIRM)
@confirmed_recently
@require_POST
def settle(request: SignedInRequest, code: str) -> HttpResponse:
    """同意 or 不同意, by the button that was pressed."""
    found, form = _change(request, code), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=UNPROCESSABLE)
    remark, at = form.cleaned_data["remark"], clock.now()
    try:
        if request.POST.get("do") == "decline":
            actions.decline(found, remark=remark, by=request.user, at=at)
            secret = ""
        else:
            secret = actions.confirm(found, by=request.user, at=at, on=clock.today(), remark=remark)
    except Refused as refusal:
        record("rights.refused", found.user, by=request.user, outcome=Outcome.REFUSED)
        form.add_error(None, str(refusal))
        return _page(request, found, form, status=UNPROCESSABLE)
    if secret:
        return secret_page(request, found.user, secret)
    messages.success(request, f"“{found.get_kind_display()}”{found.get_state_display()}。")
    return see_other("stewards:user", found.user.code)


@requires(Permission.ACCOUNT_MANAGE, Permission.RIGHTS_GRANT)
@require_POST
def take_back(request: SignedInRequest, code: str) -> HttpResponse:
    found = _change(request, code)
    try:
        actions.take_back(found, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{found.get_kind_display()}”已撤回。")
    return see_other("stewards:user", found.user.code)


def _change(request: SignedInRequest, code: str) -> RightsChange:
    found = RightsChange.objects.visible_to(request.user).for_page()
    return get_object_or_404(found.select_related("user__unit"), code=code)


def _page(
    request: SignedInRequest, found: RightsChange, form: SettleForm, *, status: int = 200
) -> HttpResponse:
    user = request.user
    is_anothers = user.pk not in {found.proposed_by_id, found.user_id}
    context = {
        "change": found,
        "form": form,
        "says": SAYS.get(ChangeKind(found.kind), ""),
        "may_settle": found.is_waiting
        and is_anothers
        and may_confirm(user.role, ChangeKind(found.kind)),
        "may_take_back": found.is_waiting and found.proposed_by_id == user.pk,
    }
    return TemplateResponse(request, "stewards/change.html", context, status=status)
