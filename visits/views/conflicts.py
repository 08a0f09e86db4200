"""Two pages have written one draft: both texts side by side, and the choice between them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.access import SignedInRequest
from cases.models import Dossier
from columns.codes import new_code
from visits.actions import StaleDraft, save_draft
from visits.choices import FormKind
from visits.forms.fields import Line, Lines, posted
from visits.models import Draft
from visits.rules.drafts import Data, Difference, differing, merged
from web.forms import Form
from workdays import clock

CONFLICT = 409
MINE_PREFIX, PICK_PREFIX = "mine.", "pick."
# Longer ones are shown to this length; both stay whole.
SHOWN = 4000
# Two texts can stand one below the other; two dates or names cannot.
TEXTS = frozenset({Line, Lines})


def draft_of(request: SignedInRequest, dossier: Dossier, kind: FormKind, key: str) -> Draft | None:
    mine = Draft.objects.visible_to(request.user)
    return mine.filter(author=request.user, dossier=dossier, kind=kind, key=key).first()


def compared(
    request: SignedInRequest,
    dossier: Dossier,
    draft: Draft,
    *,
    mine: Data,
    shown: Iterable[Form] = (),
) -> HttpResponse:
    """409: what this page holds beside what another page of the same user saved meanwhile.

    `shown`: the forms of the page, for the names of its fields; the words come from the data.
    """
    context = {
        "dossier": dossier,
        "draft": draft,
        "differences": differences(mine, draft.data, shown),
        "mine": [
            (f"{MINE_PREFIX}{name}", each) for name, values in mine.items() for each in values
        ],
        "merge_url": reverse("visits:merge", args=[dossier.code, draft.kind]),
    }
    return TemplateResponse(request, "visits/compare.html", context, status=CONFLICT)


def differences(mine: Data, theirs: Data, shown: Iterable[Form]) -> list[Difference]:
    """Of the fields that a person sees, in the order of the page."""
    names = set(differing(mine, theirs))
    return [
        Difference(
            name=field.html_name,
            label=_label(form, field),
            mine=_spoken(field, mine),
            theirs=_spoken(field, theirs),
            is_text=type(field.field) in TEXTS,
        )
        for form in shown
        for field in form
        if field.html_name in names
    ]


def chosen(request: SignedInRequest, draft: Draft) -> dict[str, list[str]]:
    """The one text made of both, as the page of comparison was answered."""
    return merged(words_of(request), draft.data, _picks(request.POST))


def words_of(request: SignedInRequest) -> dict[str, list[str]]:
    """This page's own words, as the page of comparison carried them along."""
    return {
        name.removeprefix(MINE_PREFIX): values
        for name, values in request.POST.lists()
        if name.startswith(MINE_PREFIX)
    }


def store_merged(
    request: SignedInRequest, dossier: Dossier, draft: Draft, *, data: Data, base_version: int
) -> None:
    """Over what was compared; when it has changed once more, as a draft of its own."""
    common = {"kind": FormKind(draft.kind), "by": request.user, "at": clock.now()}
    facts: dict[str, Any] = {**common, "data": {name: list(each) for name, each in data.items()}}
    try:
        save_draft(dossier, key=draft.key, base_version=base_version, **facts)
    except StaleDraft:
        save_draft(dossier, key=new_code(), base_version=0, **facts)
        messages.info(request, "另一处又保存过一次。您选定的内容已另存为一份草稿，两份都在。")
    else:
        messages.success(request, "已按您的选择合成一份草稿，请核对后提交。")


def keep_aside(request: SignedInRequest, dossier: Dossier, kind: FormKind, data: Data) -> None:
    """The form was recorded from another page; these words become a draft of their own."""
    told = {name: list(each) for name, each in data.items()}
    save_draft(
        dossier,
        kind=kind,
        key=new_code(),
        data=told,
        base_version=0,
        by=request.user,
        at=clock.now(),
    )
    messages.info(
        request,
        "这份记录已在另一处提交。您这里填写的内容另存为一份草稿，可以核对后作为更正附上。",
    )


def _picks(data: QueryDict) -> Mapping[str, str]:
    return {
        name.removeprefix(PICK_PREFIX): value
        for name, value in data.items()
        if name.startswith(PICK_PREFIX) and isinstance(value, str)
    }


def _label(form: Form, field: BoundField) -> str:
    """Rows of a table are numbered as the page numbers them."""
    number = (form.prefix or "").rpartition("-")[2]
    return f"第{int(number) + 1}行·{field.label}" if number.isdecimal() else str(field.label)


def _spoken(field: BoundField, data: Data) -> str:
    """The words of a choice, or the text as typed."""
    value = field.field.widget.value_from_datadict(posted(data), {}, field.html_name)
    if isinstance(field.field, forms.BooleanField):
        return "是" if value else ""
    values = value if isinstance(value, list) else [value]
    if isinstance(field.field, forms.ChoiceField):
        choices: Any = field.field.choices
        labels = {str(key): str(label) for key, label in choices if key != ""}
        values = [labels.get(str(each), "") for each in values]
    return "、".join(str(each) for each in values if each)[:SHOWN]
