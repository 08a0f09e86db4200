"""提醒: what lies with this user; it empties itself when the duty is done."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.refusal import Refused
from reminders.actions import look, set_address
from reminders.facts import counts_of, items_of
from reminders.forms import AddressForm
from reminders.models import Mailbox
from reminders.rules.words import lines
from reminders.views.news import keep_news
from web.pages import see_other
from workdays import clock

MOST = 200


@requires(Permission.DESK_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    return _page(request, _form(request))


@requires(Permission.DESK_VIEW, reads=Verb.LIST_VIEW)
@require_POST
def address(request: SignedInRequest) -> HttpResponse:
    if not settings.MAIL_IS_ON:
        raise Http404
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        set_address(
            request.user,
            address=form.cleaned_data["address"],
            domains=settings.MAIL_DOMAINS,
            by=request.user,
        )
    except Refused as refusal:
        form.add_error("address", str(refusal))
        return _page(request, form)
    messages.success(request, "邮箱已保存。")
    return see_other("reminders:inbox")


def _page(request: SignedInRequest, form: AddressForm | None) -> HttpResponse:
    """What is new is marked once; with this look it has been seen."""
    user, today = request.user, clock.today()
    counts = counts_of(user, today=today)
    items = items_of(user, today=today, most=MOST)
    saw_rows(item.dossier_id for item in items)
    look(user, by=user, at=clock.now())
    keep_news(request, 0)
    context = {
        "counts": counts,
        "told": list(lines(counts)),
        "items": items,
        "more": counts.total - len(items),
        "form": form,
        "may_write": user.may(Permission.REMIND),
    }
    return TemplateResponse(request, "reminders/inbox.html", context)


def _form(request: SignedInRequest) -> AddressForm | None:
    if not settings.MAIL_IS_ON:
        return None
    mine = Mailbox.objects.filter(user=request.user).first()
    return AddressForm(initial={"address": mine.address if mine is not None else ""})
