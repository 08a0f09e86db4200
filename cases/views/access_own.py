"""我的回避申报, for everybody who sees people; 本人账号核对, for the office."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.roles import Permission
from audit.choices import Verb
from audit.facts import moments_of
from audit.reading import saw, saw_rows
from cases.actions.access import recuse
from cases.actions.own_files import propose_own_file, say_own
from cases.choices.access import RecusalGround
from cases.facts.access import anchored_to, denials_of
from cases.forms.access import DeclareForm, OwnFileForm, PersonForm
from cases.models import OwnFile
from cases.querysets.access import OwnFileQuerySet, kept_by
from cases.views.access import form_page, kept, posted
from cases.views.access_lines import place
from cases.views.finding import visible_dossier
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
# One's own declarations are remembered by the record: their rows are the office's.
SHOWN = 50


@requires(Permission.RECUSAL_DECLARE)
@require_http_methods(["GET", "POST"])
def recusals_mine(request: SignedInRequest) -> HttpResponse:
    """With ?person= from the button of a file: the form; without, what one has declared."""
    code = request.GET.get("person", "")
    if code:
        return _declare(request, code)
    # Days only: whose file it was is exactly what is no longer shown.
    declared = moments_of(Verb.RECUSAL_DECLARED, of=request.user.pk, most=SHOWN)
    return TemplateResponse(request, "cases/access_mine.html", {"declared": declared})


def _declare(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = visible_dossier(request, code, of_person=True)
    cadre = dossier.cadre
    assert cadre is not None  # asked for with of_person
    form = DeclareForm(posted(request))
    if form.is_valid():
        today, told = clock.today(), form.cleaned_data
        try:
            recuse(
                cadre, user=request.user, ground=RecusalGround(told["ground"]), note=told["note"],
                from_on=today, by=request.user, on=today,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记，今后您看不到这份档案。")
            return see_other("cases:list")
    saw(dossier, cadre_id=cadre.pk, dossier_id=dossier.pk)
    context = {"form": form, "name": cadre.name, "unit": cadre.unit, "dossier": dossier}
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "cases/access_declare.html", context, status=status)


@dataclass(frozen=True)
class OwnLine:
    """`is_first`: nobody has said anything yet; `may_say`: the word is not this reader's own."""

    own_file: OwnFile
    code: str
    place: str
    is_first: bool
    may_say: bool


@requires(Permission.OWN_FILE, reads=Verb.LIST_VIEW)
@require_safe
def own_files(request: SignedInRequest) -> HttpResponse:
    rows = list(_rows(request).order_by("proposed_on", "pk"))
    saw_rows(each.cadre_id for each in rows)
    lines = [
        OwnLine(
            own_file=each,
            code=each.code,
            place=place(each.user),
            is_first=each.first_by_id is None,
            may_say=each.first_by_id != request.user.pk,
        )
        for each in rows
    ]
    return TemplateResponse(request, "cases/access_own_files.html", {"lines": lines})


@requires(Permission.OWN_FILE, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def own_file(request: SignedInRequest, code: str) -> HttpResponse:
    """One pair beside each other: the person, the account, and the word to be said."""
    found = get_object_or_404(_rows(request), code=code)
    form = OwnFileForm(posted(request))
    if form.is_valid():
        try:
            said = say_own(found, is_own=form.is_own, by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _words(said))
            return see_other("access:own_files")
    saw(found, cadre_id=found.cadre_id)
    context = {"form": form, "own_file": found, "place": place(found.user)}
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "cases/access_own_file.html", context, status=status)


@requires(Permission.OWN_FILE, reads=Verb.SCOPE_READ)
@require_http_methods(["GET", "POST"])
def scope_own(request: SignedInRequest, code: str) -> HttpResponse:
    """By hand, where name or unit differ."""
    dossier, cadre = kept(request, code)
    today = clock.today()
    out = denials_of(cadre, on=today).own | {request.user.pk}
    people = [each.user for pk, each in anchored_to(dossier, on=today).items() if pk not in out]
    form = PersonForm(posted(request), people=people, label="可能是本人的账号")
    if form.is_valid():
        try:
            propose_own_file(cadre, user=form.cleaned_data["user"], by=request.user, on=today)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已提出核对。核对完以前，这个账号看不到这份档案。")
            return see_other("cases:scope", code)
    return form_page(request, dossier, "cases/access_own.html", form)


def _rows(request: SignedInRequest) -> OwnFileQuerySet:
    """Waiting, of people whose file the reader's own office keeps."""
    rows = OwnFile.objects.visible_to(request.user).waiting().filter(kept_by(request.user))
    return rows.select_related("cadre__unit", "user__unit", "first_by").distinct()


def _words(said: OwnFile) -> str:
    if said.settled_on is not None:
        return "已核定是本人的账号。" if said.is_own else "已核定不是本人，这个账号恢复查看。"
    if said.first_by_id is None:
        return "与初核意见不一致，已退回重新核对。核对完以前，这个账号看不到这份档案。"
    return "已初核，等待另一位同志复核。"
