"""All letters of the office, the letters of one dossier, and a new draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.reading import saw_rows
from cases.models import Dossier
from cases.views import header_of
from cases.views.finding import opened
from columns.refusal import Refused
from reports.actions import draft_letter
from reports.choices import LetterStatus
from reports.models import Letter, Notice
from reports.views.show import line_of
from web.pages import keyset_page, see_other
from workdays import clock


@requires(Permission.LETTER_VIEW, reads=Verb.LIST_VIEW)
@require_safe
def letters(request: SignedInRequest) -> HttpResponse:
    """The state of the list is its address: ?status=submitted."""
    status = request.GET.get("status", "")
    status = status if status in LetterStatus else ""
    found = Letter.objects.visible_to(request.user).in_status(status).for_list()
    page = keyset_page(found, order=("-created_at", "-pk"), params=request.GET)
    saw_rows(each.dossier_id for each in page)
    context = {
        "page": page,
        "lines": [line_of(letter, url=letter.get_absolute_url()) for letter in page],
        "statuses": LetterStatus.choices,
        "status": status,
        "may_set_head": request.user.may(Permission.LETTER_DRAFT),
    }
    return TemplateResponse(request, "reports/list.html", context)


@requires(Permission.LETTER_VIEW, reads=Verb.PERSON_OPEN)
@require_safe
def dossier(request: SignedInRequest, code: str) -> HttpResponse:
    found = opened(request, code)
    rows = Letter.objects.visible_to(request.user).of(found).for_list()
    own = [line_of(letter, url=letter.get_absolute_url()) for letter in rows]
    context = {
        "header": header_of(found, clock.today(), request.user),
        "tab": "letters",
        "dossier": found,
        "lines": own,
        "notices_words": _notices_words(request, found),
        "may_draft": request.user.may(Permission.LETTER_DRAFT),
    }
    return TemplateResponse(request, "reports/dossier.html", context)


@requires(Permission.LETTER_DRAFT)
@require_POST
def new(request: SignedInRequest, code: str) -> HttpResponse:
    """Draft by hand; the unfinished letter that is there comes back instead of a second one."""
    found = opened(request, code)
    try:
        letter = draft_letter(found, by=request.user, on=clock.today())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("reports:dossier", code=code)
    return see_other("reports:letter_edit" if letter.is_editable else letter, *_code(letter))


def _notices_words(request: SignedInRequest, dossier: Dossier) -> str:
    """「待发出3份，已发出3份」."""
    rows = Notice.objects.visible_to(request.user).of(dossier)
    counts = {"待发出": rows.drafted().count(), "已发出": rows.released().count()}
    told = [f"{words}{number}份" for words, number in counts.items() if number]
    return f"{'，'.join(told)}。" if told else "还没有起草。系统在影响期届满前7日自动起草。"


def _code(letter: Letter) -> tuple[str, ...]:
    return (letter.code,) if letter.is_editable else ()
