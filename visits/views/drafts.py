"""The autosave endpoint, and letting a draft go."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from visits.actions import StaleDraft, discard_draft, save_draft
from visits.choices import FormKind
from visits.views.conflicts import chosen, draft_of, keep_aside, store_merged, words_of
from visits.views.pages import base_version_of, dossier_or_404, fields_of, key_of
from web.pages import see_other
from workdays import clock

CONFLICT, TOO_LARGE = 409, 413
MOST_BYTES = 256 * 1024
WRITERS = (
    Permission.PLAN_EDIT,
    Permission.VISIT_RECORD,
    Permission.TALK_RECORD,
    Permission.UNIT_NOTE_WRITE,
)
FORMS: dict[str, tuple[Permission, str]] = {
    FormKind.PLAN: (Permission.PLAN_EDIT, "visits:plan_edit"),
    FormKind.VISIT: (Permission.VISIT_RECORD, "visits:visit_new"),
    FormKind.TALK: (Permission.TALK_RECORD, "visits:talk_new"),
    FormKind.NOTE: (Permission.UNIT_NOTE_WRITE, "visits:note_new"),
}


@requires(*WRITERS)
@require_POST
def autosave(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """The whole form → {version, saved_at}; 409 when another page saved this draft since."""
    dossier = dossier_or_404(request, code)
    _form_of(request, kind)
    if len(request.body) > MOST_BYTES:
        return JsonResponse({}, status=TOO_LARGE)
    at = clock.now()
    try:
        version = save_draft(
            dossier,
            kind=FormKind(kind),
            key=key_of(request.POST),
            data=fields_of(request.POST),
            base_version=base_version_of(request.POST),
            by=request.user,
            at=at,
        )
    except StaleDraft:
        return JsonResponse({}, status=CONFLICT)
    return JsonResponse({"version": version, "saved_at": _clock_words(at)})


@requires(*WRITERS)
@require_POST
def discard(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    name = _form_of(request, kind)
    discard_draft(dossier, kind=FormKind(kind), key=key_of(request.POST), by=request.user)
    messages.success(request, "草稿已放弃。")
    return see_other(name, code)


@requires(*WRITERS)
@require_POST
def merge(request: SignedInRequest, code: str, kind: str) -> HttpResponse:
    """The answer of the page of comparison: one draft made of two."""
    dossier = dossier_or_404(request, code)
    name = _form_of(request, kind)
    draft = draft_of(request, dossier, FormKind(kind), key_of(request.POST))
    if draft is None:
        # Recorded or let go from the other page in the meantime.
        keep_aside(request, dossier, FormKind(kind), words_of(request))
    else:
        version = base_version_of(request.POST)
        store_merged(request, dossier, draft, data=chosen(request, draft), base_version=version)
    return see_other(f"{reverse(name, args=[code])}?key={key_of(request.POST)}")


def _form_of(request: SignedInRequest, kind: str) -> str:
    permission, name = FORMS.get(kind, (None, ""))
    if permission is None or not request.user.may(permission):
        raise Http404
    return name


def _clock_words(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"
