"""提醒函 leave under the name of a person (decisions 1.12); many at once, a page each."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record, record_many
from columns.refusal import Refused
from jobs.actions import submit
from jobs.models import Job
from reminders.facts.letters import Candidate, candidates_among
from reminders.models import LetterBatch, LetterBatchFile, ReminderLetter
from reports.actions.issuing import Paper
from visits.models import Obligation

TASK = "reminders.tasks.make_letters"


@act
def release_letters(
    office: Unit, *, token: str, duties: Sequence[int], by: User, at: datetime, on: date
) -> Job:
    """All or none. Whatever was met, moved or written to meanwhile is not written to again; the
    same page sent twice is one batch."""
    if not duties:
        raise Refused("请至少选一份要发出的提醒函。")
    kept = LetterBatch.objects.filter(token=token, released_by=by).first()
    if kept is not None:
        return _ask_for_sheets(kept, by=by)
    # Two people at once: the second waits here, and finds the letters of the first.
    list(Obligation.objects.select_for_update(no_key=True).filter(pk__in=duties).order_by("pk"))
    ready = [each for each in candidates_among(duties, office, today=on) if each.is_ready]
    if len(ready) != len(set(duties)):
        raise Refused(
            "所选的谈话有变动：可能已办结、改期，或刚发过提醒函。请按下面现在的名单重新选择。"
        )
    batch = LetterBatch.objects.create(
        token=token,
        office=office,
        letters=len(ready),
        released_by=by,
        released_at=at,
        released_on=on,
    )
    ReminderLetter.objects.bulk_create([_letter(each, batch) for each in ready])
    anchors = [(each.row.cadre_id, each.duty.dossier_id) for each in ready]
    record_many("reminder_letters.released", by=by, anchors=anchors, batch=batch.code, on=on)
    return _ask_for_sheets(batch, by=by)


def _letter(each: Candidate, batch: LetterBatch) -> ReminderLetter:
    cadre = each.duty.dossier.cadre
    return ReminderLetter(
        batch=batch,
        dossier_id=each.duty.dossier_id,
        obligation=each.duty,
        number=each.number,
        due_on=each.duty.due_on,
        addressee_id=each.row.unit_id,
        salutation=each.words.salutation,
        title=each.words.title,
        text=each.words.text,
        is_demo=cadre is not None and cadre.is_demo,
    )


def _ask_for_sheets(batch: LetterBatch, *, by: User) -> Job:
    done = Job.objects.filter(kind=TASK, key=batch.code).order_by("-pk").first()
    if done is not None:
        return done
    return submit(TASK, key=batch.code, params={"batch": batch.pk, "by": by.pk}, by=by)


@act
def store_letters(batch: LetterBatch, *, paper: Paper, at: datetime) -> None:
    """Once: made a second time after a crash, the first file stays."""
    made = LetterBatchFile(
        batch=batch,
        content=paper.content,
        sha256=hashlib.sha256(paper.content).hexdigest(),
        pages=paper.pages,
        made_at=at,
    )
    LetterBatchFile.objects.bulk_create([made], ignore_conflicts=True)


@act
def hand_out_letters(batch: LetterBatch, *, by: User) -> LetterBatchFile:
    """The finished file; each time it leaves is on record, with every person in it."""
    file = LetterBatchFile.objects.filter(batch=batch).first()
    if file is None:
        raise Refused("提醒函正在排版，请稍候再下载。")
    if hashlib.sha256(file.content).hexdigest() != file.sha256:
        raise Refused("文件与定稿时的摘要不一致，请不要使用，并联系管理员从备份核对。")
    record("reminder_letters.downloaded", by=by, batch=batch.code, sha256=file.sha256)
    return file
