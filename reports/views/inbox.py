"""收到的文书: what the addressee sees, and nothing else."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from columns.refusal import Refused
from reports.actions import acknowledge, mark_notice_read, mark_read
from reports.models import Letter, Notice
from reports.querysets import NoticeQuerySet
from reports.views.letter import find
from reports.views.noticed import paper_of
from reports.views.notices import find as find_notice
from reports.views.show import received_line, view_of
from web.pages import keyset_page, see_other
from workdays import clock


@dataclass(frozen=True)
class IncomingNotice:
    """One 期满通知 in the list of what was received."""

    url: str
    title: str
    sender: str
    released_on: date | None
    is_read: bool


@requires(Permission.LETTER_RECEIVE, reads=Verb.LIST_VIEW)
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    found = Letter.objects.visible_to(request.user).for_addressee()
    page = keyset_page(found, order=("-issued_on", "-pk"), params=request.GET)
    saw_rows(each.dossier_id for each in page)
    lines = [
        received_line(letter, url=reverse("reports:inbox_letter", args=[letter.code]))
        for letter in page
    ]
    context = {"page": page, "lines": lines, "unread": _notices(request).unread().count()}
    return TemplateResponse(request, "reports/inbox.html", context)


@requires(Permission.LETTER_RECEIVE, reads=Verb.LETTER_OPEN)
@require_safe
def inbox_letter(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    mark_read(found, by=request.user, at=clock.now())
    context = {"view": view_of(found, today=clock.today()), "line": received_line(found, url="")}
    return TemplateResponse(request, "reports/inbox_letter.html", context)


@requires(Permission.LETTER_RECEIVE)
@require_POST
def receive(request: SignedInRequest, code: str) -> HttpResponse:
    found = find(request, code)
    try:
        acknowledge(found, by=request.user, at=clock.now(), on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已签收，来文机关可以看到签收时间。")
    return see_other("reports:inbox_letter", code=code)


@requires(Permission.LETTER_RECEIVE, reads=Verb.LIST_VIEW)
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """期满通知 sent to this organ; nothing else of the people they name."""
    page = keyset_page(
        _notices(request).for_addressee(), order=("-released_on", "-pk"), params=request.GET
    )
    saw_rows(each.dossier_id for each in page)
    lines = [
        IncomingNotice(
            url=reverse("reports:inbox_notice", args=[each.code]),
            title=each.title,
            sender=each.office.office_name,
            released_on=each.released_on,
            is_read=each.read_at is not None,
        )
        for each in page
    ]
    context = {"page": page, "lines": lines, "unread": _notices(request).unread().count()}
    return TemplateResponse(request, "reports/inbox_notices.html", context)


@requires(Permission.LETTER_RECEIVE, reads=Verb.NOTICE_OPEN)
@require_safe
def notice(request: SignedInRequest, code: str) -> HttpResponse:
    """The first look is kept and shown to the office as 已阅."""
    found = find_notice(request, code)
    mark_notice_read(found, by=request.user, at=clock.now())
    context = {
        "paper": paper_of(found, clock.today()),
        "title": found.title,
        "sender": found.office.office_name,
        "released_on": found.released_on,
    }
    return TemplateResponse(request, "reports/inbox_notice.html", context)


def _notices(request: SignedInRequest) -> NoticeQuerySet:
    return Notice.objects.visible_to(request.user)
