"""Doors of the worker: commit a batch, undo a batch; progress is seen while it goes on."""

from concurrent.futures import ThreadPoolExecutor
from types import TracebackType

from celery import current_app, shared_task
from django.db import connection
from django.urls import reverse

from accounts.acting import acting_as
from accounts.models import User
from columns.refusal import Refused
from intake.actions.answers import give_back
from intake.actions.batches import commit_file, desk_of, judge_file
from intake.actions.undo import undo_batch
from intake.choices import BatchState
from intake.models import ImportBatch
from intake.rules.collector import collector_paused
from intake.rules.reading.limits import Unreadable
from jobs.actions import Lost, advance, fail, finish
from jobs.models import Job
from jobs.running import holding
from workdays.clock import now, today

RECONCILE = "visits.tasks.reconcile"
STEP = 200


@shared_task(acks_late=True)
def commit_batch(job_id: int) -> None:
    """The good rows go in, in one transaction; called twice is the same as once."""
    with holding(job_id, clock=now) as job:
        if job is None:
            return
        try:
            _commit(job)
        except (Refused, Unreadable) as refusal:
            with acting_as(_asker(job)):
                give_back(job.params["batch"])
            fail(job, at=now(), error=str(refusal))
            return
    current_app.send_task(RECONCILE)


@shared_task(acks_late=True, name="intake.tasks.undo_batch")
def undo(job_id: int) -> None:
    with holding(job_id, clock=now) as job:
        if job is None:
            return
        try:
            _undo(job)
        except Refused as refusal:
            fail(job, at=now(), error=str(refusal))
            return
    current_app.send_task(RECONCILE)


def _commit(job: Job) -> None:
    user = _asker(job)
    with collector_paused(), acting_as(user), Progress(job) as progress:
        batch = _batch(job, user)
        if batch.state == BatchState.COMMITTING:
            progress.say(0, batch.rows, "正在核对各行")
            day = today()
            desk = desk_of(batch.office, by=user, on=day, at=now())
            checked, notices = judge_file(batch, by=user, today=day)
            total = len(checked.people)
            commit_file(
                batch,
                checked,
                desk=desk,
                notices=notices,
                tell=lambda done: progress.say(done, total, "正在写入人员和影响期"),
            )
        progress.stop()
        finish(job, at=now(), url=reverse("intake:result", args=[batch.code]))


def _undo(job: Job) -> None:
    user = _asker(job)
    with acting_as(user):
        batch = _batch(job, user)
        if batch.state == BatchState.COMMITTED:
            undo_batch(batch, by=user, on=today(), at=now())
        finish(job, at=now(), url=reverse("intake:result", args=[batch.code]))


def _batch(job: Job, user: User | None) -> ImportBatch:
    """Behind the walls of whoever asked, as they stand at this moment."""
    batch = None
    if user is not None:
        mine = ImportBatch.objects.visible_to(user).select_related("office")
        batch = mine.filter(pk=job.params["batch"]).first()
    if batch is None:
        raise Refused("提出这次导入的账号现在不能办理它，没有继续。请由导入机关的同志重新提出。")
    return batch


def _asker(job: Job) -> User | None:
    if job.asked_by_id is None:
        return None
    return User.objects.select_related("unit").get(pk=job.asked_by_id)


class Progress:
    """Tells how far the work is over a connection of its own: what is written inside the
    import's transaction, nobody could see before its end."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.last = -STEP
        self.thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="progress")
        self.is_over = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def say(self, done: int, total: int, note: str) -> None:
        if done - self.last >= STEP or done == total:
            self.last = done
            self.thread.submit(self._write, min(done, total), total, note)

    def stop(self) -> None:
        """Before the transaction touches the job's row itself, so that the two never wait."""
        if not self.is_over:
            self.is_over = True
            # A lambda: which connection is meant is known only inside the thread.
            self.thread.submit(lambda: connection.close())
            self.thread.shutdown(wait=True)

    def _write(self, done: int, total: int, note: str) -> None:
        try:
            advance(self.job, done=done, total=total, note=note)
        except Lost:
            # The main thread meets the lost lease at its own next write.
            return
