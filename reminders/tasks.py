"""Beat's door to reminders: sweep, write the digests of the day, send those that go by e-mail."""

import os
import smtplib
import socket
import uuid

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from accounts.acting import acting_as
from accounts.models import User
from columns.refusal import Refused
from jobs.actions import advance, fail, finish
from jobs.models import Job
from jobs.running import holding
from reminders.actions import (
    Letter,
    claim_digest,
    digest_not_sent,
    digest_sent,
    digests_to_send,
    remind_all,
    store_letters,
    write_digests,
)
from reminders.facts import sheet_of_letter
from reminders.models import LetterBatch, ReminderLetter
from reminders.rules.words import letter, subject
from reports.render.page import page_of
from reports.render.pdf import pdf_of_all
from workdays import clock

UNREACHED = "邮件服务器连接不上，已停止尝试"
UNCLEAR = "发送时连接中断，不知是否已送出，没有再发"
REFUSED = "邮件服务器没有接收，请核对邮箱地址和发件设置"


@shared_task
def remind(dossier_ids: list[int] | None = None) -> None:
    """07:30, hourly through the working day, and at start-up; twice is the same as once."""
    at, on = clock.now(), clock.today()
    remind_all(on=on, at=at, dossier_ids=dossier_ids)
    if dossier_ids is None:
        write_digests(on=on, mails=settings.MAIL_IS_ON)
        for digest_id in digests_to_send(on=on, at=at):
            send_digest.delay(digest_id)


@shared_task
def send_digest(digest_id: int) -> None:
    """At most once: claimed before, marked after; a worker killed between leaves it unsent."""
    holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    taken = claim_digest(digest_id, holder=holder, at=clock.now())
    if taken is None:
        return
    if not taken.address:
        digest_not_sent(taken, error="收件人没有设置邮箱", may_try_again=False)
        return
    post = get_connection()
    try:
        post.open()
    except (OSError, smtplib.SMTPException):
        digest_not_sent(taken, error=UNREACHED, may_try_again=True)
        return
    try:
        _message(taken, post).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError):
        digest_not_sent(taken, error=REFUSED, may_try_again=False)
    except (OSError, smtplib.SMTPException):
        digest_not_sent(taken, error=UNCLEAR, may_try_again=False)
    else:
        digest_sent(taken, at=clock.now())
    finally:
        post.close()


def _message(taken: Letter, post: BaseEmailBackend) -> EmailMessage:
    url = f"{settings.SITE_URL.rstrip('/')}/reminders/"
    return EmailMessage(
        subject(taken.day),
        letter(taken.counts, url=url),
        from_email=settings.MAIL_FROM,
        to=[taken.address],
        connection=post,
        # No out-of-office answer comes back to a machine.
        headers={"Auto-Submitted": "auto-generated"},
    )


@shared_task
def make_letters(job_id: int) -> None:
    """One file of all letters of a batch; run again, the first file stays."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        try:
            _make(job)
        except Refused as refusal:
            fail(job, at=clock.now(), error=str(refusal))


def _make(job: Job) -> None:
    by = User.objects.get(pk=job.params["by"])
    with acting_as(by):
        batch = LetterBatch.objects.visible_to(by).select_related("office")
        found = batch.filter(pk=job.params["batch"]).first()
        if found is None:
            raise Refused(f"{by.display_name}现在不能查看其中的对象，没有继续制作。")
        papers = ReminderLetter.objects.visible_to(by).filter(batch=found).order_by("pk")
        sheets = [sheet_of_letter(paper, found) for paper in papers]
    advance(job, done=0, total=1, note=f"正在排版{len(sheets)}份")
    file = pdf_of_all([page_of(sheet) for sheet in sheets])
    with acting_as(by):
        at = clock.now()
        store_letters(found, paper=file, at=at)
        finish(job, at=at, url=found.get_absolute_url())
