"""take_in() keeps a checked file beside a record; void_attachment() takes it from sight."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.acting import act
from accounts.models import User
from attachments.actions.storing import write
from attachments.models import Attachment
from attachments.rules.limits import MAX_FILES, Unfit
from attachments.rules.markings import marking_of, marking_question
from attachments.rules.names import shown_name
from attachments.rules.reading.found import Found
from attachments.rules.reading.run import inspect
from audit.choices import Verb
from audit.record import record
from cases.models import Dossier
from columns.codes import new_code
from columns.files import new_file_key
from columns.refusal import Refused


@dataclass(frozen=True)
class Given:
    """One file as it was sent, and what was written beside it."""

    name: str
    data: bytes
    note: str = ""
    marking_answer: str = ""


class Marked(Refused):
    """It carries a marking nobody has answered for yet."""


def take_in(
    dossier: Dossier, *, kind: str, code: str, given: Given, by: User, at: datetime
) -> tuple[Attachment, bool]:
    """The attachment, and whether it is new. What is refused is kept nowhere."""
    try:
        found = inspect(given.data)
    except Unfit as refusal:
        raise Refused(str(refusal)) from None
    marking = marking_of(given.name, found.text)
    if marking and not given.marking_answer.strip():
        raise Marked(marking_question(marking))
    return keep(dossier, kind=kind, code=code, given=given, found=found, marking=marking,
                by=by, at=at)  # fmt: skip


@act
def keep(
    dossier: Dossier,
    *,
    kind: str,
    code: str,
    given: Given,
    found: Found,
    marking: str,
    by: User,
    at: datetime,
) -> tuple[Attachment, bool]:
    _one_after_another(f"attach:{kind}:{code}")
    beside = Attachment.objects.filter(dossier=dossier).live().beside(kind, code)
    digest = hashlib.sha256(given.data).hexdigest()
    if same := beside.filter(sha256=digest).first():
        return same, False
    if (count := beside.count()) >= MAX_FILES:
        raise Refused(f"每条记录最多 {MAX_FILES} 个附件，已有 {count} 个。请先移除不需要的。")
    row = Attachment(
        dossier=dossier,
        of_kind=kind,
        of_code=code,
        sha256=digest,
        marking=marking,
        marking_answer=given.marking_answer.strip()[:200] if marking else "",
        note=given.note.strip()[:200],
        uploaded_by=by,
        uploaded_at=at,
        **_as_found(given, found),
    )
    write(row, found.content, found.picture)
    row.save()
    told: dict[str, Any] = {"kind": row.kind, "part": kind, "sha256": digest}
    record(Verb.ATTACHMENT_ADDED, row, by=by, cadre_id=dossier.cadre_id, **told)
    return row, True


def _one_after_another(name: str) -> None:
    """Two files sent at once are counted in turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


@act
def void_attachment(row: Attachment, *, reason: str, by: User, at: datetime) -> None:
    """Row and bytes stay; nobody is shown them any more."""
    if not reason.strip():
        raise Refused("请写明移除的原因，例如“传错了文件”。")
    voided = Attachment.objects.filter(pk=row.pk, voided_at__isnull=True).update(
        voided_at=at, voided_by=by, void_reason=reason.strip()[:200]
    )
    if not voided:
        raise Refused("这个附件已经移除，不用再办。")
    record(
        Verb.ATTACHMENT_VOIDED,
        row,
        by=by,
        cadre_id=row.dossier.cadre_id,
        dossier_id=row.dossier_id,
        reason=reason,
    )


def _as_found(given: Given, found: Found) -> dict[str, Any]:
    """What the inspection says of the file, and its own place and key."""
    return {
        "code": new_code(),
        "name": shown_name(given.name, found.kind),
        "kind": found.kind,
        "detail": found.detail[:60],
        "size": len(found.content),
        "stored_as": secrets.token_hex(16),
        "has_picture": bool(found.picture),
        "file_key": new_file_key(),
    }
