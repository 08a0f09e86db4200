"""谁能做什么: the matrix as practice D.2 prints it; 现在谁有: the accounts behind each role."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Delegation, User
from accounts.roles import Permission, Role
from audit.choices import Verb
from stewards.facts import matrix
from stewards.facts.cards import given_to
from stewards.models import RightsChange
from stewards.querysets import accounts_of, running_delegations
from web.pages import keyset_page
from workdays import clock


@dataclass(frozen=True)
class Holder:
    """An account with rights; `given` is empty for what a command or the demo has made."""

    user: User
    scope: str
    given: RightsChange | None
    delegations: tuple[Delegation, ...]


@requires(Permission.RIGHTS_VIEW, reads=Verb.RIGHTS_READ)
@require_safe
def rights(request: SignedInRequest) -> HttpResponse:
    context = {
        "lines": matrix.printed(),
        "heads": matrix.heads(),
        "letters": matrix.letters(),
        "others": matrix.others(),
    }
    return TemplateResponse(request, "stewards/rights.html", context)


@requires(Permission.RIGHTS_VIEW, reads=Verb.RIGHTS_READ)
@require_safe
def holders(request: SignedInRequest) -> HttpResponse:
    """Every active account with rights: role, organ, how far, until when, by whose two hands."""
    today, chosen = clock.today(), request.GET.get("role", "")
    mine = accounts_of(request.user)
    delegations = running_delegations(mine, on=today)
    accounts = mine.filter(is_active=True).exclude(role="")
    if chosen in Role.values:
        accounts = accounts.filter(role=chosen)
    if request.GET.get("delegated"):
        accounts = accounts.filter(pk__in=delegations.values("user"))
    page = keyset_page(
        accounts.select_related("unit"), order=("role", "display_name", "pk"), params=request.GET
    )
    context = {
        "page": page,
        "rows": _rows(list(page), delegations),
        "holdings": list(matrix.holdings(mine)),
        "chosen": Role(chosen) if chosen in Role.values else None,
        "delegated": bool(request.GET.get("delegated")),
    }
    return TemplateResponse(request, "stewards/holders.html", context)


def _rows(users: list[User], delegations: QuerySet[Delegation]) -> list[Holder]:
    given, lent = given_to(users), dict[int, list[Delegation]]()
    for each in delegations.filter(user__in=users).select_related(
        "unit", "granted_by", "confirmed_by"
    ):
        lent.setdefault(each.user_id, []).append(each)
    return [
        Holder(
            user=user,
            scope=matrix.scope_words(user.role),
            given=given.get(user.pk),
            delegations=tuple(lent.get(user.pk, ())),
        )
        for user in users
    ]
