"""At the addressee: read, downloaded, signed for; and what happens when nobody signs."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import move_dossier
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from reports.actions.steps import step
from reports.choices import LetterStatus
from reports.models import Letter, LetterFile
from visits.actions import reconcile

# Practice E.4: 已反馈 → 使用跟踪 when the receipt is recorded or ten days have passed.
RECEIPT_DAYS = 10


@act
def mark_read(letter: Letter, *, by: User, at: datetime) -> None:
    """The addressee's first look is kept and shown to the office as 已阅 (practice D.3)."""
    first = Letter.objects.filter(pk=letter.pk, read_by__isnull=True)
    if first.update(read_by=by, read_at=at):
        letter.refresh_from_db()
        record("letter.read", letter, by=by, cadre_id=letter.dossier.cadre_id)


@act
def hand_out(letter: Letter, *, by: User) -> LetterFile:
    """The finished paper; each time it leaves is on record."""
    file = LetterFile.objects.filter(letter=letter).first()
    if file is None:
        raise Refused("这份函还没有定稿，定稿后才能下载。")
    if hashlib.sha256(file.content).hexdigest() != file.sha256:
        raise Refused("文件与定稿时的摘要不一致，请不要使用，并联系管理员从备份核对。")
    record(
        "letter.downloaded",
        letter,
        by=by,
        cadre_id=letter.dossier.cadre_id,
        sha256=file.sha256,
    )
    return file


@act
def acknowledge(letter: Letter, *, by: User, at: datetime, on: date) -> None:
    """签收 by the addressee; a second click changes nothing."""
    current = Letter.objects.select_for_update().get(pk=letter.pk)
    if current.received_by_id is not None:
        return
    if current.addressee_id != by.unit_id:
        raise Refused("这份函不是发给本单位的，不能签收。")
    step(
        letter,
        was={LetterStatus.ISSUED},
        status=LetterStatus.RECEIVED,
        received_by=by,
        received_at=at,
    )
    record("letter.received", letter, by=by, cadre_id=letter.dossier.cadre_id, on=on)
    _track(letter.dossier, by=by, on=on)
    reconcile([letter.dossier_id], on=on)


@act
def track_sent(*, today: date, dossier_ids: Sequence[int] | None = None) -> int:
    """Dossiers whose letter was signed for, or lies unsigned for ten days, go on to use tracking;
    how many did. One that rested when the receipt came goes on here when it is resumed."""
    fed_back = Dossier.objects.filter(status=DossierStatus.FED_BACK)
    if dossier_ids is not None:
        fed_back = fed_back.filter(pk__in=list(dossier_ids))
    ready = [
        letter.dossier_id
        for letter in Letter.objects.newest_sent().filter(dossier__in=fed_back)
        if not letter.awaits_receipt or _waited_enough(letter, today)
    ]
    # Locked and read again: the addressee may be signing at this moment.
    held = fed_back.select_for_update(no_key=True).filter(pk__in=ready)
    return sum(_track(dossier, by=None, on=today) for dossier in held.order_by("pk"))


def _waited_enough(letter: Letter, today: date) -> bool:
    limit = today - timedelta(days=RECEIPT_DAYS)
    return letter.issued_on is not None and letter.issued_on <= limit


def _track(dossier: Dossier, *, by: User | None, on: date) -> bool:
    if dossier.status != DossierStatus.FED_BACK:
        return False
    move_dossier(dossier, to=DossierStatus.TRACKING, by=by, on=on)
    return True
