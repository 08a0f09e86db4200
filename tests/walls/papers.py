"""Builders of papers and of what is typed or asked for on the way to one."""

import hashlib
import json
from datetime import date, datetime, timedelta
from uuid import uuid4

from attachments.actions.storing import write
from attachments.models import Attachment
from audit.models import StatedPurpose
from columns.codes import new_code
from columns.files import new_file_key
from jobs.models import Job
from reminders.choices import Desk, Level
from reminders.models import LetterBatch, Reminder, ReminderLetter
from reports.choices import NoticeKind, NoticeStatus
from reports.models import Letter, LetterPreview, Notice, NoticeFile, Printout
from signin.choices import KeptFor
from signin.models import KeptForm
from tests.factories import NOON
from tests.walls.canaries import paper
from tests.walls.lives import Life
from visits.models import Draft, Obligation, Visit


def draft(life: Life) -> None:
    """Typed and not submitted: the officer's of a visit, the helper's of a talk."""
    authors = {"visit": life.officer}
    if life.part.helper:
        authors["talk"] = life.stage.users[life.part.helper]
    for kind, author in authors.items():
        name = "opinion" if kind == "visit" else "note"
        Draft.objects.create(
            author=author,
            dossier=life.dossier,
            kind=kind,
            key=uuid4().hex[:12].upper(),
            sealed=json.dumps({name: [life.word()]}),
            saved_at=NOON,
        )


def preview(life: Life) -> None:
    letter = Letter.objects.filter(dossier=life.dossier).first()
    LetterPreview.objects.create(
        letter=letter,
        dossier=life.dossier,
        reader=life.officer,
        of_version=letter.version,
        content=paper(life.word()),
        made_at=NOON,
    )


def attachment(life: Life) -> None:
    """Beside the visit, with its bytes on the disk."""
    row = Attachment(
        code=new_code(),
        dossier=life.dossier,
        of_kind="visit",
        of_code=Visit.objects.filter(dossier=life.dossier).order_by("pk").first().code,
        name=life.word(),
        kind="pdf",
        size=9,
        sha256=hashlib.sha256(uuid4().bytes).hexdigest(),
        stored_as=uuid4().hex,
        has_picture=True,
        file_key=new_file_key(),
        note=life.word(),
        uploaded_by=life.officer,
        uploaded_at=NOON,
    )
    write(row, paper(life.word()), b"\xff\xd8\xff picture")
    row.save()


def printout(life: Life) -> None:
    Printout.objects.create(
        dossier=life.dossier,
        reader=life.officer,
        form="register",
        of_code=life.dossier.code,
        content=paper(life.word()),
        pages=1,
        made_at=NOON,
    )


def notice(life: Life) -> None:
    """One sent to the personnel department, one still a draft."""
    addressee = life.stage.units[f"personnel_{life.side}"]
    common = {"dossier": life.dossier, "end": date(2026, 9, 1), "drafted_on": date(2026, 8, 25),
              "facts": {"end": "2026-09-01", "name": life.word(), "post": life.word()},
              "digest": "0" * 64}  # fmt: skip
    Notice.objects.create(
        kind=NoticeKind.PERSONNEL,
        status=NoticeStatus.RELEASED,
        addressee=addressee,
        sender=life.stage.units[life.part.owner],
        title=life.word(),
        text=life.word(),
        released_by=life.director,
        released_at=datetime(2026, 9, 2, 9, tzinfo=NOON.tzinfo),
        released_on=date(2026, 9, 2),
        **common,
    )
    Notice.objects.create(kind=NoticeKind.PERSON, title=life.word(), text=life.word(), **common)


def notice_file(life: Life) -> None:
    sent = Notice.objects.get(dossier=life.dossier, status=NoticeStatus.RELEASED)
    content = paper(life.word())
    NoticeFile.objects.create(
        notice=sent,
        dossier=life.dossier,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=NOON,
    )


def reminder(life: Life) -> None:
    """On the desk of the office that keeps the file."""
    Reminder.objects.create(
        dossier=life.dossier,
        obligation=Obligation.objects.filter(dossier=life.dossier).order_by("pk").first(),
        due_on=date(2026, 9, 30),
        step=15,
        level=Level.OFFICE,
        desk=Desk.OFFICE,
        to_unit=life.stage.units[life.part.owner],
        made_on=date(2026, 10, 15),
        reached_at=NOON,
    )


def reminder_letter(life: Life) -> None:
    """A batch of one, which bears the letter's code, so that its address names the letter."""
    code = new_code()
    batch = LetterBatch.objects.create(
        code=code,
        token=new_code(),
        office=life.stage.units[life.part.owner],
        letters=1,
        released_by=life.officer,
        released_at=NOON,
        released_on=NOON.date(),
    )
    ReminderLetter.objects.create(
        code=code,
        batch=batch,
        dossier=life.dossier,
        obligation=Obligation.objects.filter(dossier=life.dossier).order_by("pk").first(),
        number=1,
        due_on=date(2026, 9, 30),
        addressee=life.dossier.owner,
        salutation=life.word(),
        title=life.word(),
        text=life.word(),
    )


def purpose(life: Life) -> None:
    """Why somebody looked, in his own words."""
    StatedPurpose.objects.create(
        at=NOON,
        user_id=life.officer.pk,
        cadre_id=life.dossier.cadre_id,
        dossier_id=life.dossier.pk,
        purpose="other",
        note=life.word(),
    )


def kept_form(life: Life) -> None:
    """Typed into a form of this object when the session ended."""
    row = KeptForm.objects.create(
        user=life.officer,
        purpose=KeptFor.CONFIRM,
        sealed=json.dumps(
            {
                "address": f"/people/{life.dossier.code}/visits/new/",
                "page": f"/people/{life.dossier.code}/visits/new/",
                "fields": {"opinion": [life.word()]},
                "files": [],
                "is_part": False,
            }
        ),
        kept_at=NOON,
        until=NOON + timedelta(days=36_500),
    )
    life.more["signin.KeptForm"] = [(row.pk, row.code)]


def job(life: Life) -> None:
    Job.objects.create(
        kind="reports.tasks.make_preview",
        key=f"walls:{life.part.key}",
        state="failed",
        error=life.word(),
        note=life.word(),
        dossier_id=life.dossier.pk,
        asked_by_id=life.officer.pk,
    )
