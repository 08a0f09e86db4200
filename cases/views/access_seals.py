"""封存 and 解封: who is named, who asks, who agrees. Each asks again who is at the keyboard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions.seals import ask_to_lift, drop_lift, end_sight, grant_sight, lift, seal
from cases.facts.access import anchored_to, denials_of, readers_of
from cases.forms.access import LiftForm, PersonForm, SealForm
from cases.models import Seal
from cases.views.access import form_page, kept, posted, sealed_or_404
from columns.refusal import Refused
from signin.stepup import confirmed_recently
from web.pages import see_other
from workdays import clock


@requires(Permission.SEAL, reads=Verb.SCOPE_READ)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def scope_seal(request: SignedInRequest, code: str) -> HttpResponse:
    dossier, cadre = kept(request, code)
    today = clock.today()
    readers = readers_of(dossier, on=today)
    people = [each.user for each in readers if each.user.pk != request.user.pk]
    form = SealForm(posted(request), people=people)
    if form.is_valid():
        try:
            seal(cadre, by=request.user, on=today, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "档案已封存，立即生效。名单以外的同志查不到这份档案。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_seal.html", form)


@requires(Permission.SEAL, reads=Verb.SCOPE_READ)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def scope_name(request: SignedInRequest, code: str) -> HttpResponse:
    """One more on the list of a sealed file."""
    dossier, cadre = kept(request, code)
    sealed, today = sealed_or_404(cadre), clock.today()
    denied = denials_of(cadre, on=today)
    out = denied.recused | denied.own | (denied.named or frozenset())
    people = [each.user for pk, each in anchored_to(dossier, on=today).items() if pk not in out]
    form = PersonForm(posted(request), people=people, label="列入名单的同志")
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            grant_sight(sealed, user=user, by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{user.display_name}已列入知悉名单，立即生效。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_name.html", form)


@requires(Permission.SEAL, reads=Verb.SCOPE_READ)
@confirmed_recently
@require_POST
def scope_unname(request: SignedInRequest, code: str, person: str) -> HttpResponse:
    _dossier, cadre = kept(request, code)
    sealed, today = sealed_or_404(cadre), clock.today()
    held = sealed.grants.holding(on=today).select_related("user")
    grant = get_object_or_404(held, user__code=person)
    try:
        end_sight(sealed, user=grant.user, by=request.user, on=today)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{grant.user.display_name}已移出知悉名单，立即生效。")
        if grant.user_id == request.user.pk:
            return see_other("cases:list")
    return see_other("cases:scope", code)


@requires(Permission.SEAL, reads=Verb.SCOPE_READ)
@confirmed_recently
@require_http_methods(["GET", "POST"])
def scope_lift(request: SignedInRequest, code: str) -> HttpResponse:
    """The first asks with a reason; the page then has the second's two buttons."""
    dossier, cadre = kept(request, code)
    sealed, today = sealed_or_404(cadre), clock.today()
    waits = sealed.lift_asked_by_id is not None
    form = LiftForm(None if waits else posted(request))
    if request.method == "POST":
        try:
            said = _settle(request, sealed) if waits else ""
            if not waits and form.is_valid():
                ask_to_lift(sealed, by=request.user, on=today, **form.cleaned_data)
                said = "已提出解封，由名单上的另一位同志办理。"
        except Refused as refusal:
            messages.error(request, str(refusal))
            return see_other("cases:scope_lift", code)
        if said:
            messages.success(request, said)
            return see_other("cases:scope", code)
    is_mine = sealed.lift_asked_by_id == request.user.pk
    return form_page(
        request, dossier, "cases/access_lift.html", form, seal=sealed, waits=waits, is_mine=is_mine
    )


def _settle(request: SignedInRequest, sealed: Seal) -> str:
    """同意 or not, by the button that was pressed. Whoever has just written a reason of his own has
    agreed to nobody else's."""
    done = request.POST.get("do")
    if done == "drop":
        drop_lift(sealed, by=request.user, on=clock.today())
        return "解封没有办理，档案仍然封存。"
    if done != "lift":
        raise Refused("已有同志提出解封，请看过原因以后再同意或不同意。")
    lift(sealed, by=request.user, on=clock.today())
    return "档案已解封，原来能查看的同志都能查看了。"
