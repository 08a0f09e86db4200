"""Celery's doors to papers: make one, draft what is due."""

from celery import shared_task
from celery.signals import worker_process_init
from django.urls import reverse

from accounts.acting import acting_as, for_system
from accounts.models import User
from cases.models import Dossier
from columns.refusal import Refused
from jobs.actions import advance, fail, finish
from jobs.models import Job
from jobs.running import holding
from reports.actions import (
    allot_number,
    draft_missing,
    must_be_printable,
    store_file,
    store_notice_file,
    store_preview,
    store_printout,
)
from reports.facts import notice_sheet, sheet_of
from reports.facts.forms import form_sheet, record_of
from reports.models import Letter, Notice
from reports.render.form import form_page
from reports.render.page import page_of
from reports.render.pdf import pdf_of, warm
from web.templatetags.web import cn_time
from workdays import clock

STEPS = 4


@worker_process_init.connect
def _warm(**_: object) -> None:
    """Fonts and style are read when the worker starts, not with its first letter."""
    warm()


@shared_task
def make_letter(job_id: int) -> None:
    """Number, file and issue of one approved letter. Killed anywhere and run again, it goes on
    where the rows say it stood: one number, one file."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        try:
            _make(job)
        except Refused as refusal:
            fail(job, at=clock.now(), error=str(refusal))


def _letter(job: Job, by: User) -> Letter:
    """Behind the walls of whoever asked, as they stand at this moment."""
    letters = Letter.objects.visible_to(by).for_making()
    letter = letters.filter(pk=job.params["letter"]).first()
    if letter is None:
        raise Refused(f"{by.display_name}现在不能查看这份文书，没有继续制作。请由经办人重新提出。")
    return letter


def _make(job: Job) -> None:
    by = User.objects.get(pk=job.params["by"])
    with acting_as(by):
        letter = _letter(job, by)
        trial = sheet_of(letter, number=None)
    advance(job, done=1, total=STEPS, note="正在试排版面")
    # A letter that cannot be laid out must not use up a number.
    pdf_of(page_of(trial))
    advance(job, done=2, total=STEPS, note="正在编号")
    with acting_as(by):
        number = allot_number(letter, by=by)
        sheet = sheet_of(letter, number=number)
    advance(job, done=3, total=STEPS, note=f"已编号{number}，正在定稿")
    paper = pdf_of(page_of(sheet))
    with acting_as(by):
        at = clock.now()
        store_file(letter, paper=paper, by=by, at=at, on=clock.today())
        finish(job, at=at, url=letter.get_absolute_url())


@shared_task
def make_preview(job_id: int) -> None:
    """The sheets of a draft as they would print, marked for the one who asked."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        try:
            _preview(job)
        except Refused as refusal:
            fail(job, at=clock.now(), error=str(refusal))


def _preview(job: Job) -> None:
    reader, at = User.objects.get(pk=job.params["by"]), clock.now()
    with acting_as(reader):
        letter = _letter(job, reader)
        sheet = sheet_of(letter, number=None, draft_of=f"{reader.display_name} {cn_time(at)}")
    advance(job, done=0, total=1, note="正在排版")
    paper = pdf_of(page_of(sheet))
    with acting_as(reader):
        store_preview(letter, paper=paper, by=reader, at=at)
        finish(job, at=clock.now(), url=reverse("reports:preview", args=[letter.code]))


@shared_task
def make_notice(job_id: int) -> None:
    """The sheet of one notice that was sent; run again, the first sheet stays."""
    with holding(job_id, clock=clock.now) as job:
        if job is not None:
            _notice(job)


def _notice(job: Job) -> None:
    by = User.objects.get(pk=job.params["by"])
    with acting_as(by):
        notice = Notice.objects.visible_to(by).for_list().get(pk=job.params["notice"])
        sheet = notice_sheet(notice)
    advance(job, done=0, total=1, note="正在定稿")
    paper = pdf_of(page_of(sheet))
    with acting_as(by):
        at = clock.now()
        store_notice_file(notice, paper=paper, at=at)
        finish(job, at=at, url=notice.get_absolute_url())


@shared_task
def make_printout(job_id: int) -> None:
    """One form on paper for the one who asked, of what he may see at this moment."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        try:
            _print(job)
        except Refused as refusal:
            fail(job, at=clock.now(), error=str(refusal))


def _print(job: Job) -> None:
    by, form, code = User.objects.get(pk=job.params["by"]), job.params["form"], job.params["of"]
    with acting_as(by):
        dossiers = Dossier.objects.visible_to(by).for_page()
        dossier = dossiers.filter(pk=job.params["dossier"]).first()
        record = record_of(dossier, form, code, by=by) if dossier else None
        if dossier is None or record is None:
            raise Refused("这份记录现在不能查看，没有继续制作。")
        sheet = form_sheet(dossier, form, record, today=clock.today())
    must_be_printable(sheet)
    advance(job, done=0, total=1, note="正在排版")
    paper = pdf_of(form_page(sheet))
    with acting_as(by):
        at = clock.now()
        row = store_printout(dossier, form=form, code=code, paper=paper, by=by, at=at)
        finish(job, at=at, url=row.get_absolute_url())


@shared_task
def draft_due_letters() -> int:
    """Compares what should be drafted with what is; run twice, the second finds nothing."""
    today = clock.today()
    with for_system("reports.draft_due_letters"):
        drafted = draft_missing(today=today)
    return len(drafted)
