"""人员和分工: what each of one's own organ has in hand, and passing it on."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.refusal import Refused
from stewards.actions import Passed, pass_on
from stewards.facts.current import in_hand
from stewards.facts.passing import bundles_of
from stewards.forms.passing import PassOnForm
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.WORK_PASS_ON)
@require_safe
def colleagues(request: SignedInRequest) -> HttpResponse:
    people = [each for each in _people(request) if not each.is_steward]
    context = {"rows": [(each, in_hand(each)) for each in people]}
    return TemplateResponse(request, "stewards/colleagues.html", context)


@requires(Permission.WORK_PASS_ON, reads=Verb.LIST_VIEW)
@require_http_methods(["GET", "POST"])
def pass_on_from(request: SignedInRequest, code: str) -> HttpResponse:
    """Everything one person has in hand, on one page."""
    giver = get_object_or_404(_people(request), code=code)
    bundles = bundles_of(giver, by=request.user)
    others = [each for each in _people(request) if each.pk != giver.pk]
    form = PassOnForm(
        request.POST if request.method == "POST" else None, people=others, bundles=bundles
    )
    if form.is_valid():
        try:
            passed = pass_on(
                giver,
                to=form.receiver(),
                hands=form.hands(),
                by=request.user,
                on=clock.today(),
                with_drafts=form.cleaned_data["with_drafts"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(passed))
            return see_other("stewards:colleagues")
    saw_rows(each.dossier.pk for each in bundles if each.name)
    status = UNPROCESSABLE if form.errors else 200
    context = {"giver": giver, "form": form}
    return TemplateResponse(request, "stewards/pass_on.html", context, status=status)


def _people(request: SignedInRequest) -> QuerySet[User]:
    """The organ's own accounts, those without rights too: their work is what must be passed on."""
    return User.objects.filter(unit=request.user.unit_id, is_active=True).order_by("pk")


def _said(passed: Passed) -> str:
    kinds = (
        ("档案", passed.dossiers, "份"), ("方案", passed.plans, "件"),
        ("文书", passed.letters, "件"), ("诉求", passed.needs, "件"),
        ("回访安排", passed.visits, "次"), ("草稿", passed.drafts, "份"),
    )  # fmt: skip
    words = "、".join(f"{label}{count}{unit}" for label, count, unit in kinds if count)
    left = f"本人没有同意转交的草稿{passed.kept}份留在原处。" if passed.kept else ""
    return f"已转交{words}。{left}"
