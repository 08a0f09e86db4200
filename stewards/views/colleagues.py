"""人员和分工: what each of one's own organ has in hand, and passing it on."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from columns.refusal import Refused
from stewards.actions import pass_on
from stewards.facts.current import in_hand
from stewards.forms.passing import PassOnForm
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422


@requires(Permission.WORK_PASS_ON)
@require_http_methods(["GET", "POST"])
def colleagues(request: SignedInRequest) -> HttpResponse:
    """The organ's own accounts, those without rights too: their work is what must be passed on."""
    people = User.objects.filter(unit=request.user.unit_id, is_active=True).order_by("pk")
    form = PassOnForm(request.POST or None, people=people)
    if form.is_valid():
        giver, to = form.chosen()
        try:
            passed = pass_on(giver, to=to, by=request.user, on=clock.today(), **form.besides())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            left = f"本人没有同意转交的草稿{passed.kept}份留在原处。" if passed.kept else ""
            messages.success(request, f"已转交{passed.total}件给{to.display_name}。{left}")
            return see_other("stewards:colleagues")
    context = {
        "form": form,
        "rows": [(each, in_hand(each)) for each in people if not each.is_steward],
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "stewards/colleagues.html", context, status=status)
