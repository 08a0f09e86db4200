"""A draft's sheets as they would print, made by a worker for one reader."""

from datetime import datetime

from accounts.acting import act
from accounts.models import User
from audit.record import record
from jobs.actions import submit
from jobs.models import Job
from reports.actions.issuing import Paper
from reports.models import Letter, LetterPreview

TASK = "reports.tasks.make_preview"


@act
def request_preview(letter: Letter, *, by: User) -> Job:
    return submit(
        TASK,
        key=f"{letter.code}:{letter.version}:{by.pk}",
        params={"letter": letter.pk, "by": by.pk},
        by=by,
        dossier_id=letter.dossier_id,
    )


@act
def store_preview(letter: Letter, *, paper: Paper, by: User, at: datetime) -> None:
    """The newest takes the place of the one before."""
    LetterPreview.objects.update_or_create(
        letter=letter,
        reader=by,
        defaults={
            "dossier": letter.dossier,
            "of_version": letter.version,
            "content": paper.content,
            "made_at": at,
        },
    )
    record("letter.previewed", letter, by=by, cadre_id=letter.dossier.cadre_id)
