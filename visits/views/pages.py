"""What these pages share: finding the dossier, answering with a page, one's own draft."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest
from accounts.roles import Role
from cases.models import Dossier
from cases.views.finding import opened
from columns.codes import CODE_LENGTH, CROCKFORD, new_code
from visits.actions import StaleDraft, save_draft
from visits.choices import FormKind
from visits.forms.fields import Posted, posted
from visits.models import Draft, VisitTeam
from visits.rules.drafts import PAGE, differing, is_of_one_page
from visits.views.conflicts import compared, differences, draft_of, keep_aside
from web.forms import Form
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
KEY = re.compile(rf"[{CROCKFORD}]{{{CODE_LENGTH}}}")
# Of the page, not of the draft.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", "form_key", "key", "base_version", "keep", "more"})


def dossier_or_404(request: SignedInRequest, code: str) -> Dossier:
    return opened(request, code)


def page(
    request: SignedInRequest, template: str, context: dict[str, Any], *, has_errors: bool = False
) -> HttpResponse:
    """422 when the form came back with faults, so that a proxy or a test can tell."""
    status = UNPROCESSABLE if has_errors else 200
    return TemplateResponse(request, template, {**context, "has_errors": has_errors}, status=status)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form is bound to; an empty page that was sent is still a page that was sent."""
    return request.POST if request.method == "POST" else None


def name_of(dossier: Dossier) -> str:
    if dossier.cadre is not None:
        return f"{dossier.cadre.name}同志"
    return str(dossier.subject_unit)


def may_read_restricted(request: SignedInRequest, dossier: Dossier) -> bool:
    """Practice D.2: the director, the handler, and whoever was on a visit of this dossier."""
    user = request.user
    if user.role == Role.DIRECTOR or dossier.handler_id == user.pk:
        return True
    return (
        user.is_discipline
        and VisitTeam.objects.filter(dossier=dossier, user=user, counts=True).exists()
    )


@dataclass(frozen=True)
class Sheet:
    """This page's instance of a form: its key, the draft it knows, what the draft holds."""

    kind: FormKind
    key: str
    version: int
    data: Posted | None = None
    saved_at: datetime | None = None
    page_id: str = field(default_factory=new_code)
    about: str = ""

    def context(self, dossier: Dossier) -> dict[str, Any]:
        return {
            "sheet": self,
            "autosave_url": reverse("visits:autosave", args=[dossier.code, self.kind]),
            "discard_url": reverse("visits:discard", args=[dossier.code, self.kind]),
        }


def sheet_of(
    request: SignedInRequest, dossier: Dossier, kind: FormKind, *, about: str = ""
) -> Sheet:
    """The draft that the address names, else the newest of this form; `about` tells the forms of
    one kind apart: the code of an arranged visit that is being recorded."""
    if request.method == "POST":
        known = Sheet(kind, key_of(request.POST), base_version_of(request.POST))
        page_id = request.POST.get(PAGE, "")
        return replace(known, page_id=page_id) if KEY.fullmatch(page_id) else known
    mine = Draft.objects.visible_to(request.user).filter(dossier=dossier, kind=kind)
    key, drafts = request.GET.get("key", ""), list(mine.order_by("-saved_at"))
    named = [each for each in drafts if each.key == key]
    fitting = (each for each in (*named, *drafts) if each.key == key or each.about == about)
    draft = next(fitting, None)
    if draft is None:
        return Sheet(kind, new_code(), 0)
    found = Sheet(kind, draft.key, draft.version, posted(draft.data), draft.saved_at)
    return replace(found, about=draft.about)


def key_of(data: QueryDict) -> str:
    key = data.get("key", "")
    return key if KEY.fullmatch(key) else new_code()


def base_version_of(data: QueryDict) -> int:
    version = data.get("base_version", "0")
    return int(version) if version.isdecimal() and len(version) < 9 else 0


def fields_of(data: QueryDict) -> dict[str, list[str]]:
    """What a draft keeps of a posted page."""
    return {name: values for name, values in data.lists() if name not in NOT_KEPT}


def keep(
    request: SignedInRequest,
    dossier: Dossier,
    sheet: Sheet,
    *,
    back: str,
    shown: Iterable[Form] = (),
) -> HttpResponse:
    """先存草稿: store and show the page again; both texts when another page saved it since.

    `shown`: the page's forms, for the names of the fields in which the two texts differ.
    """
    told = fields_of(request.POST)
    try:
        _save(request, dossier, sheet, told)
    except StaleDraft:
        draft = draft_of(request, dossier, sheet.kind, sheet.key)
        if draft is None:
            keep_aside(request, dossier, sheet.kind, told)
            return see_other(back)
        if differing(told, draft.data) and not is_of_one_page(told, draft.data):
            return compared(request, dossier, draft, mine=told, shown=shown)
        _save(request, dossier, replace(sheet, version=draft.version), told)
    messages.success(request, "草稿已保存，可以随时接着填写。")
    return see_other(back)


def written_elsewhere(
    request: SignedInRequest, dossier: Dossier, sheet: Sheet, *, shown: Iterable[Form]
) -> HttpResponse | None:
    """Before a form is recorded: the page of comparison, when another page of the same person has
    saved other words into this draft, which the record would sweep away."""
    draft = draft_of(request, dossier, sheet.kind, sheet.key)
    told = fields_of(request.POST)
    if draft is None or draft.version == sheet.version or is_of_one_page(told, draft.data):
        return None
    if not differences(told, draft.data, forms := list(shown)):
        return None
    return compared(request, dossier, draft, mine=told, shown=forms)


def _save(
    request: SignedInRequest, dossier: Dossier, sheet: Sheet, told: dict[str, list[str]]
) -> None:
    save_draft(
        dossier,
        kind=sheet.kind,
        key=sheet.key,
        data=told,
        base_version=sheet.version,
        by=request.user,
        at=clock.now(),
    )
