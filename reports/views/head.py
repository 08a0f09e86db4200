"""发文信息 of the user's own office."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.choices import UnitKind
from accounts.models import Unit
from accounts.roles import Permission
from columns.refusal import Refused
from reports.actions import save_letterhead
from reports.facts import letterhead_of
from reports.forms import LetterheadForm
from web.pages import see_other
from workdays import clock


@requires(Permission.LETTER_DRAFT)
def letterhead(request: SignedInRequest) -> HttpResponse:
    office = request.user.unit
    units = Unit.objects.open(on=clock.today()).filter(kind=UnitKind.PERSONNEL)
    form = LetterheadForm(
        request.POST or None,
        head=letterhead_of(office),
        addressees=units.order_by("full_name"),
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_letterhead(office, version=version, by=request.user, **form.facts())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已保存发文信息，以后制作的函按这里印。")
            return see_other("reports:list")
    return TemplateResponse(request, "reports/letterhead.html", {"form": form})
