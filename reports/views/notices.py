"""期满通知: the list of the office, the papers of one dossier with their release, one paper."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw, saw_rows
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened
from columns.refusal import Refused
from reports.actions import (
    Moved,
    decline_notices,
    draft_notices,
    hand_out_notice,
    release_notices,
)
from reports.forms import DeclineForm, NoticesForm
from reports.models import Notice
from reports.querysets import NoticeQuerySet
from reports.views.letter import PRIVATE, send
from reports.views.noticed import ending_of, line_of, paper_of
from signin.stepup import confirmed_recently
from web.pages import keyset_page, see_other
from workdays import clock

# The address → (what the tab says, its rows).
STATES: dict[str, tuple[str, Callable[[NoticeQuerySet, date], NoticeQuerySet]]] = {
    "": ("待发出", lambda rows, today: rows.to_be_released(today=today)),
    "coming": ("即将届满", lambda rows, today: rows.coming(today=today)),
    "released": ("已发出", lambda rows, today: rows.released()),
    "withdrawn": ("已撤回", lambda rows, today: rows.withdrawn()),
}


@requires(Permission.LETTER_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """The state of the list is its address: ?state=released."""
    today = clock.today()
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in STATES else ""
    rows = STATES[chosen][1](Notice.objects.visible_to(request.user), today).for_list()
    page = keyset_page(rows, order=("-end", "-pk"), params=request.GET)
    saw_rows(each.dossier_id for each in page)
    context = {
        "page": page,
        "lines": [line_of(notice, today) for notice in page],
        "states": [(key, label, key == chosen) for key, (label, _) in STATES.items()],
        "chosen": STATES[chosen][0],
    }
    return TemplateResponse(request, "reports/notices.html", context)


@requires(Permission.LETTER_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    return _page(request, _dossier(request, code))


@requires(Permission.NOTICE_RELEASE, reads=Verb.PERSON_OPEN)
@require_POST
@confirmed_recently
def release(request: SignedInRequest, code: str) -> HttpResponse:
    """All that were chosen, or none. A draft whose clock moved is replaced, not sent."""
    found, today = _dossier(request, code), clock.today()
    form = NoticesForm(request.POST, drafts=_drafts(request, found))
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        jobs = release_notices(
            found, codes=form.cleaned_data["codes"], by=request.user, at=clock.now(), on=today
        )
    except Moved as moved:
        draft_notices([found.pk], on=today)
        messages.error(request, str(moved))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        for job in jobs:
            send(job)
        messages.success(request, f"已发出{len(jobs)}份通知，定稿正在后台排版，稍候可以下载打印。")
    return see_other("reports:dossier_notices", code=code)


@requires(Permission.NOTICE_RELEASE, reads=Verb.PERSON_OPEN)
@require_POST
def decline(request: SignedInRequest, code: str) -> HttpResponse:
    found = _dossier(request, code)
    form = DeclineForm(request.POST, drafts=_drafts(request, found))
    if not form.is_valid():
        return _page(request, found, declining=form)
    try:
        decline_notices(found, by=request.user, on=clock.today(), **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已撤回，依据没有变动时不再起草。")
    return see_other("reports:dossier_notices", code=code)


@requires(Permission.LETTER_VIEW, reads=Verb.NOTICE_OPEN)
@require_safe
def notice(request: SignedInRequest, code: str) -> HttpResponse:
    """One paper by itself; finished jobs lead here."""
    found = find(request, code)
    return TemplateResponse(
        request,
        "reports/notice.html",
        {"paper": paper_of(found, clock.today()), "dossier": found.dossier},
    )


@requires(Permission.LETTER_VIEW, Permission.LETTER_RECEIVE, reads=Verb.NOTICE_DOWNLOADED)
@require_safe
def notice_file(request: SignedInRequest, code: str) -> HttpResponse:
    """The finished sheet, for the office and for the addressee; each download is on record."""
    found = find(request, code)
    try:
        file = hand_out_notice(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        inside = request.user.may(Permission.LETTER_VIEW)
        return see_other("reports:notice" if inside else "reports:inbox_notice", code=code)
    # No name of a person stands in it.
    name = f"{found.get_kind_display()}-{found.code}.pdf"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {**PRIVATE, "Content-Disposition": disposition}
    return HttpResponse(bytes(file.content), content_type="application/pdf", headers=headers)


def find(request: SignedInRequest, code: str) -> Notice:
    mine = Notice.objects.visible_to(request.user).for_reader(request.user)
    found = get_object_or_404(mine, code=code)
    saw(found, dossier_id=found.dossier_id)
    return found


def _dossier(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code)


def _drafts(request: SignedInRequest, dossier: Dossier) -> list[Notice]:
    rows = Notice.objects.visible_to(request.user).of(dossier).drafted()
    return list(rows.for_list().order_by("pk"))


def _page(
    request: SignedInRequest,
    found: Dossier,
    *,
    form: NoticesForm | None = None,
    declining: DeclineForm | None = None,
) -> HttpResponse:
    today = clock.today()
    rows = list(Notice.objects.visible_to(request.user).of(found).for_list().order_by("-end", "pk"))
    drafts = [notice for notice in rows if notice.is_drafted]
    ready = [notice for notice in drafts if notice.may_go_out(today=today)]
    may_send = request.user.may(Permission.NOTICE_RELEASE) and not found.is_paused
    refusing = (declining or DeclineForm(drafts=drafts)) if may_send and drafts else None
    context = {
        "header": header_of(found, today, request.user),
        "tab": "letters",
        "dossier": found,
        "ending": ending_of(found, request.user, today=today),
        "papers": [paper_of(notice, today) for notice in rows if not notice.withdrawal],
        "withdrawn": [line_of(notice, today) for notice in rows if notice.withdrawal],
        "form": (form or NoticesForm(drafts=ready)) if may_send and ready else None,
        "declining": refusing,
        "declining_forms": [refusing],
    }
    return TemplateResponse(request, "reports/dossier_notices.html", context)
