"""Accounts: the list, a new one, and the card of one."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.record import record
from columns.refusal import Refused
from stewards.actions import create_account
from stewards.choices import AT_ONCE, ChangeKind
from stewards.facts.cards import card_of, state_of
from stewards.facts.current import in_hand
from stewards.forms.accounts import AccountForm, AccountsFilter
from stewards.models import RightsChange
from stewards.querysets import (
    accounts_of,
    in_care_of,
    running_delegations,
    sleeping,
    with_waiting,
    without_rights,
)
from stewards.rules import NEARLY_ASLEEP, Standing, may_propose, open_kinds
from web.pages import keyset_page
from workdays import clock

UNPROCESSABLE = 422
SUGGESTIONS = 8


@dataclass(frozen=True)
class Door:
    """Something that can be done with the account, and its page."""

    label: str
    url: str
    at_once: bool


@requires(Permission.ACCOUNT_VIEW, reads=Verb.RIGHTS_READ)
@require_safe
def users(request: SignedInRequest) -> HttpResponse:
    form = AccountsFilter(request.GET)
    found = accounts_of(request.user)
    if form.is_valid():
        found = filtered(found, form.cleaned_data)
    changes = RightsChange.objects.visible_to(request.user)
    found = with_waiting(found, changes).select_related("unit")
    page = keyset_page(found, order=("display_name", "pk"), params=request.GET)
    at = clock.now()
    context = {
        "form": form,
        "page": page,
        "is_filtered": any(value for value in form.cleaned_data.values()),
        "rows": [(each, state_of(each, is_waiting=each.is_waiting, at=at)) for each in page],
        "may_create": request.user.may(Permission.ACCOUNT_MANAGE),
    }
    return TemplateResponse(request, "stewards/users.html", context)


def filtered(accounts: QuerySet[User], asked: dict[str, str]) -> QuerySet[User]:
    if term := asked["q"].strip():
        accounts = accounts.filter(
            Q(display_name__contains=term) | Q(username__startswith=term) | Q(staff_no=term)
        )
    if asked["role"]:
        accounts = accounts.filter(role=asked["role"])
    if asked["unit"].strip():
        accounts = accounts.filter(unit__full_name__contains="".join(asked["unit"].split()))
    return _in_state(accounts, asked["state"])


def _in_state(accounts: QuerySet[User], state: str) -> QuerySet[User]:
    if state == "sleeping":
        return sleeping(accounts, days=NEARLY_ASLEEP, at=clock.now())
    if state == "empty":
        return without_rights(accounts)
    if state == "waiting":
        return accounts.filter(pk__in=RightsChange.objects.waiting().values("user"))
    if state:
        return accounts.filter(is_active=state == "active")
    return accounts


@requires(Permission.ACCOUNT_MANAGE)
@require_http_methods(["GET", "POST"])
def user_new(request: SignedInRequest) -> HttpResponse:
    form = AccountForm(request.POST or None, steward=request.user)
    if form.is_valid():
        try:
            made, secret = create_account(form.person(), by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return secret_page(request, made, secret)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "suggest": reverse("stewards:suggest")}
    return TemplateResponse(request, "stewards/user_new.html", context, status=status)


def secret_page(request: SignedInRequest, user: User, secret: str) -> HttpResponse:
    """Answered to the POST itself: an address could be opened again, and a message is stored."""
    context = {"account": user, "secret": secret}
    return TemplateResponse(request, "stewards/secret.html", context)


@requires(Permission.ACCOUNT_VIEW, reads=Verb.RIGHTS_READ)
@require_safe
def user(request: SignedInRequest, code: str) -> HttpResponse:
    found = found_account(request, code)
    record("rights.read", found, by=request.user)
    context = {
        "card": card_of(found, at=clock.now(), on=clock.today()),
        "doors": doors_of(found, request.user),
        "in_hand": in_hand(found) if found.is_active else [],
    }
    return TemplateResponse(request, "stewards/user.html", context)


@requires(Permission.ACCOUNT_VIEW)
@require_safe
def suggest(request: SignedInRequest) -> HttpResponse:
    """Open units in one's care whose full name holds the text; the shortest first."""
    term = "".join(request.GET.get("q", "").split())
    units = in_care_of(request.user).open(on=clock.today())
    names = units.filter(full_name__contains=term).values_list("full_name", flat=True)
    shown = sorted(names if term else [], key=lambda name: (len(name), name))[:SUGGESTIONS]
    return JsonResponse({"items": [{"label": name, "note": "", "value": name} for name in shown]})


def found_account(request: SignedInRequest, code: str) -> User:
    return get_object_or_404(
        accounts_of(request.user).select_related("unit", "created_by"), code=code
    )


def doors_of(account: User, steward: User) -> list[Door]:
    """In the order of the kinds; only what this steward may begin with this account as it is."""
    if account.pk == steward.pk or RightsChange.objects.waiting().filter(user=account).exists():
        return []
    kinds = open_kinds(Standing(account.is_active, account.ended_on is not None, account.role))
    mine = User.objects.filter(pk=account.pk)
    if not running_delegations(mine, on=clock.today()).exists():
        kinds -= {ChangeKind.UNDELEGATE}
    return [
        Door(
            label=kind.label,
            url=reverse("stewards:change_new", args=[account.code, kind.value]),
            at_once=kind in AT_ONCE,
        )
        for kind in ChangeKind
        if kind in kinds and may_propose(steward.role, kind)
    ]
