"""Files arrive: each is judged by itself, and each gets its own sentence."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, requires
from attachments.actions import Given, Marked, take_in
from attachments.choices import ADDING
from attachments.facts import Beside, beside_of, may_add
from attachments.forms import UploadForm
from attachments.rules.limits import MAX_FILE_BYTES, MAX_FILES
from attachments.rules.names import plain_name
from attachments.views.beside import Line, line_of
from audit.choices import Verb
from cases.models import Dossier
from cases.views.finding import opened
from columns.refusal import Refused
from web.pages import see_other
from workdays import clock

UNPROCESSABLE = 422
# Sent by files.js, one file at a time; the answer is the row and no page.
BY_SCRIPT = "X-One-File"


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `asks`: it carries a marking that wants an answer."""

    name: str
    words: str
    line: Line | None = None
    asks: bool = False


@requires(*ADDING, reads=Verb.PAGE_OPEN)
@require_POST
def add(request: SignedInRequest, code: str, kind: str, of: str) -> HttpResponse:
    dossier = opened(request, code)
    beside = beside_of(dossier, kind, of, by=request.user)
    if beside is None or not may_add(request.user, kind):
        raise Http404
    outcomes = _outcomes(request, dossier, beside)
    if request.headers.get(BY_SCRIPT):
        return _row(request, outcomes[0])
    _tell(request, outcomes)
    return see_other(f"{beside.url}#files")


def _outcomes(request: SignedInRequest, dossier: Dossier, beside: Beside) -> list[Outcome]:
    form, sent = UploadForm(request.POST), request.FILES.getlist("upload")
    form.fields.pop("upload")  # judged one by one below
    if not form.is_valid():
        return [Outcome("", str(each)) for every in form.errors.values() for each in every]
    if not sent:
        return [Outcome("", "没有收到文件，请选择文件后再点“上传”。")]
    late = f"一次最多 {MAX_FILES} 个，这个没有上传，请另传一次。"
    return [_taken(request, dossier, beside, _given(each, form)) for each in sent[:MAX_FILES]] + [
        Outcome(each.name or "", late) for each in sent[MAX_FILES:]
    ]


def _given(file: "UploadedFile[bytes]", form: UploadForm) -> Given:
    """One byte more than allowed is enough to be refused."""
    told = form.cleaned_data
    body = file.read(MAX_FILE_BYTES + 1)
    return Given(file.name or "附件", body, told["note"], told["marking_answer"])


def _taken(request: SignedInRequest, dossier: Dossier, beside: Beside, given: Given) -> Outcome:
    try:
        row, is_new = take_in(
            dossier,
            kind=beside.kind,
            code=beside.code,
            given=given,
            by=request.user,
            at=clock.now(),
        )
    except Refused as refusal:
        return Outcome(plain_name(given.name), str(refusal), asks=isinstance(refusal, Marked))
    words = "已上传。" if is_new else "同一个文件已在附件里，没有重复保存。"
    return Outcome(row.name, words, line_of(row))


def _tell(request: SignedInRequest, outcomes: list[Outcome]) -> None:
    for each in outcomes:
        say = messages.success if each.line else messages.error
        say(request, f"“{each.name}”{each.words}" if each.name else each.words)


def _row(request: SignedInRequest, outcome: Outcome) -> HttpResponse:
    status = 200 if outcome.line else UNPROCESSABLE
    return TemplateResponse(
        request, "attachments/_outcome.html", {"outcome": outcome}, status=status
    )
