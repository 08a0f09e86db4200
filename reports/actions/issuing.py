"""An approved letter gets its number and its file, once each, however often it is tried."""

import hashlib
from datetime import date, datetime
from typing import Protocol

from django.db.models import Max

from accounts.acting import act
from accounts.models import User
from audit.record import record
from cases.actions import keep_policies, move_dossier
from cases.choices import DossierStatus
from columns.refusal import Refused
from jobs.actions import submit
from jobs.models import Job
from reports.actions.steps import step
from reports.choices import LetterStatus
from reports.models import Letter, LetterFile, Letterhead, LetterNumber
from visits.actions import reconcile

TASK = "reports.tasks.make_letter"


class Paper(Protocol):
    """What the renderer hands over: the finished bytes and how many pages they are."""

    @property
    def content(self) -> bytes: ...

    @property
    def pages(self) -> int: ...


@act
def request_issue(letter: Letter, *, by: User) -> Job:
    """Put the making on the list. Two clicks, or a retry after a failure, lead to one paper."""
    asked = Letter.objects.select_for_update().get(pk=letter.pk)
    if asked.is_approved:
        step(letter, was={LetterStatus.APPROVED}, status=LetterStatus.ISSUING)
        record("letter.issue_asked", letter, by=by, cadre_id=letter.dossier.cadre_id)
    elif not asked.is_issuing:
        raise Refused(f"这份函现在是“{asked.get_status_display()}”，签发以后才能编号制作。")
    return submit(
        TASK,
        key=letter.code,
        params={"letter": letter.pk, "by": by.pk},
        by=by,
        dossier_id=letter.dossier_id,
    )


@act
def allot_number(letter: Letter, *, by: User | None) -> LetterNumber:
    """The letter's number; given now if it has none. Offices wait for each other's row, so that
    numbers follow one another without a gap (GB/T 9704 7.2.5)."""
    head = Letterhead.objects.select_for_update().filter(office=letter.dossier.owner).first()
    if head is None:
        raise Refused("本机关还没有设置机关代字，不能编号。请先填写发文信息。")
    given = LetterNumber.objects.filter(letter=letter).first()
    if given is not None:
        return given
    current = Letter.objects.get(pk=letter.pk)
    if not current.is_issuing or current.approved_on is None:
        raise Refused("签发以后才能编号。")
    # The year of the paper's own date: a letter approved on 31 December is numbered in that year.
    series = {"office": head.office, "word": head.word, "year": current.approved_on.year}
    newest = LetterNumber.objects.filter(**series).aggregate(seq=Max("seq"))["seq"] or 0
    number = LetterNumber.objects.create(
        letter=letter, dossier=letter.dossier, seq=newest + 1, **series
    )
    record("letter.numbered", letter, by=by, cadre_id=letter.dossier.cadre_id, number=str(number))
    return number


@act
def store_file(
    letter: Letter, *, paper: Paper, by: User | None, at: datetime, on: date
) -> LetterFile:
    """Freeze the paper and send it: the addressee sees it from this commit on."""
    step(
        letter,
        was={LetterStatus.ISSUING},
        status=LetterStatus.ISSUED,
        issued_on=on,
        sender=letter.dossier.owner,
    )
    file = LetterFile.objects.create(
        letter=letter,
        dossier=letter.dossier,
        content=paper.content,
        sha256=hashlib.sha256(paper.content).hexdigest(),
        size=len(paper.content),
        pages=paper.pages,
        made_at=at,
    )
    dossier = letter.dossier
    if dossier.cadre is not None:
        # The days it quotes stay what they are, whatever the office publishes later.
        keep_policies(dossier.cadre)
    if dossier.status == DossierStatus.CONCLUDED:
        move_dossier(dossier, to=DossierStatus.FED_BACK, by=by, on=on)
    reconcile([dossier.pk], on=on)
    record(
        "letter.issued",
        letter,
        by=by,
        cadre_id=dossier.cadre_id,
        number=str(letter.number),
        sha256=file.sha256,
    )
    return file
