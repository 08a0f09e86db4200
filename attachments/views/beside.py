"""files_of(): the files beside one record as plain values.

In a view of an app above:      context["files"] = files_of(request, dossier, "visit", visit.code)
In its template:                {% include "attachments/_files.html" %}
"""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.access import SignedInRequest
from attachments.choices import READING, Holder
from attachments.facts import may_add
from attachments.forms import UploadForm
from attachments.models import Attachment
from attachments.rules.limits import MAX_FILES, MB
from cases.models import Dossier


@dataclass(frozen=True)
class Line:
    url: str
    name: str
    kind: str
    detail: str
    size: str
    note: str
    marking: str
    by: str
    at: datetime
    holder: str

    @property
    def facts(self) -> str:
        return "，".join(filter(None, (self.kind, self.detail, self.size)))


@dataclass(frozen=True)
class Files:
    """`add_url` is empty for whoever may not add."""

    lines: tuple[Line, ...]
    add_url: str = ""
    form: UploadForm | None = None

    @property
    def is_full(self) -> bool:
        return len(self.lines) >= MAX_FILES


def files_of(request: SignedInRequest, dossier: Dossier, kind: str, code: str) -> Files:
    rows = Attachment.objects.visible_to(request.user).live().of_dossier(dossier)
    lines = tuple(line_of(row) for row in rows.beside(kind, code).for_list())
    if not may_add(request.user, kind):
        return Files(lines)
    address = reverse("attachments:add", args=[dossier.code, kind, code])
    return Files(lines, address, UploadForm(auto_id="file_%s"))


def line_of(row: Attachment) -> Line:
    return Line(
        url=row.get_absolute_url(),
        name=row.name,
        kind=row.get_kind_display(),
        detail=row.detail,
        size=size_words(row.size),
        note=row.note,
        marking=row.marking,
        by=row.uploaded_by.display_name,
        at=row.uploaded_at,
        holder=Holder(row.of_kind).label,
    )


def size_words(size: int) -> str:
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(size // 1024, 1)} KB"


@dataclass(frozen=True)
class Count:
    count: int
    may_read: bool


def count_of(request: SignedInRequest, dossier: Dossier) -> Count:
    """For the dossier's first page: how many there are, for whoever may open that list."""
    rows = Attachment.objects.visible_to(request.user).live().of_dossier(dossier)
    return Count(rows.count(), any(request.user.may(each) for each in READING))
