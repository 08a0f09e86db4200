"""单位: the tree one level at a time; open, rename, check, and close with a successor."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.actions import check_unit, open_unit
from accounts.choices import UnitKind
from accounts.models import Unit
from accounts.querysets import UnitQuerySet
from accounts.roles import Permission
from columns.refusal import Refused
from stewards.actions import close_unit, rename_unit
from stewards.forms.units import CloseForm, RenameForm, UnitForm
from stewards.querysets import in_care_of
from web.forms import Form
from web.pages import keyset_page, see_other
from workdays import clock

UNPROCESSABLE = 422
STATES = (("", "在用"), ("unchecked", "待核对"), ("closed", "已停用"))


@requires(Permission.UNIT_MANAGE)
@require_safe
def units(request: SignedInRequest) -> HttpResponse:
    mine = in_care_of(request.user)
    state, term = request.GET.get("state", ""), "".join(request.GET.get("q", "").split())
    found = _in_state(mine, state)
    if term:
        found = found.filter(full_name__contains=term)
    elif not state:
        found = found.filter(parent=None) | found.exclude(parent__in=mine)
    page = keyset_page(
        found.select_related("successor"), order=("full_name", "pk"), params=request.GET
    )
    context = {
        "page": page,
        "q": term,
        "states": [(key, label, key == state) for key, label in STATES],
        "is_tree": not (term or state),
    }
    return TemplateResponse(request, "stewards/units.html", context)


def _in_state(units: UnitQuerySet, state: str) -> UnitQuerySet:
    today = clock.today()
    if state == "closed":
        return units.filter(closed_on__lte=today)
    found = units.open(on=today)
    return found.unchecked() if state == "unchecked" else found


@requires(Permission.UNIT_MANAGE)
@require_http_methods(["GET", "POST"])
def unit_new(request: SignedInRequest, code: str) -> HttpResponse:
    """Under the unit of the address."""
    parent = _unit(request, code)
    form = UnitForm(
        request.POST or None,
        initial={"kind": UnitKind.WORK},
        may_stand_beside=_may_stand_beside(request, parent),
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = open_unit(
                name="".join(given["name"].split()),
                full_name="".join(given["full_name"].split()),
                kind=UnitKind(given["kind"]),
                parent=parent.parent if given.get("beside") else parent,
                opened_on=clock.today(),
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"已登记“{made.full_name}”。")
            return see_other("stewards:unit", parent.code)
    status = UNPROCESSABLE if form.errors else 200
    context = {"parent": parent, "form": form}
    return TemplateResponse(request, "stewards/unit_new.html", context, status=status)


@requires(Permission.UNIT_MANAGE)
@require_safe
def unit(request: SignedInRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    return _page(request, found, RenameForm(initial={"name": found.name}), _close_form(request))


@requires(Permission.UNIT_MANAGE)
@require_POST
def unit_rename(request: SignedInRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            changed = rename_unit(found, name=form.cleaned_data["name"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            also = f"，下级{changed - 1}个单位的全称随之改变" if changed > 1 else ""
            messages.success(request, f"已更名为“{found.full_name}”{also}。")
            return see_other("stewards:unit", found.code)
    return _page(request, found, form, _close_form(request), status=UNPROCESSABLE)


@requires(Permission.UNIT_MANAGE)
@require_POST
def unit_check(request: SignedInRequest, code: str) -> HttpResponse:
    found = _unit(request, code)
    check_unit(found, by=request.user)
    messages.success(request, f"“{found.full_name}”已核对。")
    return see_other("stewards:unit", found.code)


@requires(Permission.UNIT_MANAGE)
@require_POST
def unit_close(request: SignedInRequest, code: str) -> HttpResponse:
    found, form = _unit(request, code), _close_form(request)
    if form.is_valid():
        successor = form.cleaned_data["successor"]
        try:
            close_unit(found, successor=successor, by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"“{found.full_name}”已停用，过去的登记不变。")
            return see_other("stewards:unit", found.code)
    rename = RenameForm(initial={"name": found.name})
    return _page(request, found, rename, form, status=UNPROCESSABLE)


def _may_stand_beside(request: SignedInRequest, unit: Unit) -> bool:
    """A new unit may be the neighbour of this one where its parent is in the same care: a county's
    bureaus are not below the organ that was installed first."""
    if unit.parent is None:
        return request.user.unit.parent is None
    return in_care_of(request.user).filter(children=unit).exists()


def _close_form(request: SignedInRequest) -> CloseForm:
    sent = request.POST if request.path.endswith("/close/") else None
    return CloseForm(sent, steward=request.user)


def _unit(request: SignedInRequest, code: str) -> Unit:
    return get_object_or_404(
        in_care_of(request.user).select_related("parent", "successor"), code=code
    )


def _page(
    request: SignedInRequest, found: Unit, rename: Form, close: Form, *, status: int = 200
) -> HttpResponse:
    mine, today = in_care_of(request.user), clock.today()
    above = Unit.objects.filter(pk__in=[int(key) for key in found.path.split("/") if key])
    below = found.children.all()
    context = {
        "unit": found,
        "is_open": found.closed_on is None or found.closed_on > today,
        "above": list((above & mine).exclude(pk=found.pk).order_by("path")),
        "below": list(below.filter(closed_on__isnull=True).order_by("full_name")),
        "accounts": found.users.filter(is_active=True).count(),
        "rename": rename,
        "close": close,
        "form": close if close.is_bound else rename,
        "suggest": reverse("stewards:suggest"),
    }
    return TemplateResponse(request, "stewards/unit.html", context, status=status)
