"""指定帮扶人: one page, one act."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from cases.actions import designate_helper
from cases.forms.helper import HelperForm
from cases.views.finding import opened
from cases.views.header import header_of
from cases.views.telling import tell_duties
from columns.refusal import Refused
from workdays import clock


@requires(Permission.HELPER_DESIGNATE, reads=Verb.PERSON_OPEN)
def helper(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = opened(request, code)
    today = clock.today()
    form = HelperForm(
        request.POST or None, dossier=dossier, today=today, initial={"from_on": today}
    )
    if request.method == "POST" and form.is_valid():
        try:
            designate_helper(dossier, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            tell_duties(dossier.pk)
            messages.success(request, f"已指定{form.cleaned_data['name']}为帮扶人。")
            return redirect(dossier)
    context = {
        "form": form,
        "header": header_of(dossier, today, request.user),
        "tab": "overview",
        "current": next((each for each in dossier.helpers.all() if each.to_on is None), None),
        "former": [each for each in dossier.helpers.all() if each.to_on is not None],
    }
    return TemplateResponse(request, "cases/helper.html", context)
