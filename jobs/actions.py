"""Verbs of a job: submit, claim, renew, advance, finish, fail, and the ids a sweep offers again."""

from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import transaction
from django.db.models import F, Q, QuerySet

from columns.refusal import Refused
from jobs.choices import OPEN_STATES, JobState
from jobs.models import Heartbeat, Job

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8


class Asker(Protocol):
    """Whoever asks for the work: a signed-in user."""

    pk: Any


class Lost(Exception):
    """Another worker holds the job now; this one must stop."""


@transaction.atomic
def submit(
    kind: str,
    *,
    key: str,
    params: dict[str, Any],
    by: Asker | None,
    dossier_id: int | None = None,
) -> Job:
    """Put the work on the list; the same open (kind, key) returns the row that is there.

    `kind` is the dotted name of the task that does it. Sending the message is the caller's door's
    business (view or task, on commit); the sweep sends it again if that is lost.
    """
    Job.objects.bulk_create(
        [
            Job(
                kind=kind,
                key=key,
                params=params,
                dossier_id=dossier_id,
                asked_by_id=by.pk if by is not None else None,
            )
        ],
        ignore_conflicts=True,
    )
    return Job.objects.get(kind=kind, key=key, state__in=OPEN_STATES)


@transaction.atomic
def claim(job_id: int, *, holder: str, at: datetime) -> Job | None:
    """Take the job if it waits or its lease ran out; None when someone else was first."""
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=at)
    taken = Job.objects.filter(free, pk=job_id, attempts__lt=MAX_ATTEMPTS).update(
        state=JobState.RUNNING, holder=holder, lease_until=at + LEASE, attempts=F("attempts") + 1
    )
    return Job.objects.get(pk=job_id) if taken else None


def renew(job_id: int, *, holder: str, at: datetime) -> None:
    """Raises Lost when the lease went to another holder."""
    _must_hold(_held(job_id, holder).update(lease_until=at + LEASE), job_id)


def advance(
    job: Job, *, done: int, total: int, note: str = "", result: dict[str, Any] | None = None
) -> None:
    """Show progress. Raises Lost when the lease went to another holder. `result`: how far it is in
    its own words, kept in the transaction of the work, so that another holder goes on there."""
    kept = {} if result is None else {"result": result}
    held = _held(job.pk, job.holder).update(done=done, total=total, note=note[:200], **kept)
    _must_hold(held, job.pk)


def finish(job: Job, *, at: datetime, **result: Any) -> None:
    """Call inside the transaction that stores what the job made; raises Lost likewise."""
    _end(job, at, state=JobState.DONE, done=F("total"), result=result)


def fail(job: Job, *, at: datetime, error: str) -> None:
    """`error` is a Chinese sentence for the screen."""
    _end(job, at, state=JobState.FAILED, error=error[:500])


def release(job: Job) -> None:
    """Give the job back after a passing fault; the sweep offers it again."""
    _held(job.pk, job.holder).update(state=JobState.WAITING, holder=None, lease_until=None)


@transaction.atomic
def retry(job: Job) -> None:
    """A person asks for a failed job once more."""
    moved = Job.objects.filter(pk=job.pk, state=JobState.FAILED).update(
        state=JobState.WAITING, attempts=0, error="", ended_at=None
    )
    if not moved:
        raise Refused("这项任务已在重新处理，请稍候刷新。")


def offered_again(*, at: datetime, waiting_since: datetime) -> list[tuple[int, str]]:
    """(id, kind) of jobs whose message or worker was lost; gives up on the hopeless ones."""
    lost = Q(state=JobState.RUNNING, lease_until__lt=at)
    forgotten = Q(state=JobState.WAITING, asked_at__lt=waiting_since)
    Job.objects.filter(lost | forgotten, attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED,
        ended_at=at,
        holder=None,
        lease_until=None,
        error=f"尝试了{MAX_ATTEMPTS}次仍未完成。请联系管理员查看工作进程日志后再点“重试”。",
    )
    return list(Job.objects.filter(lost | forgotten).values_list("pk", "kind"))


def stamp_heart(name: str, *, at: datetime) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": at})


def _held(job_id: int, holder: str | None) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, state=JobState.RUNNING, holder=holder)


def _end(job: Job, at: datetime, **columns: Any) -> None:
    ended = _held(job.pk, job.holder).update(ended_at=at, holder=None, lease_until=None, **columns)
    _must_hold(ended, job.pk)


def _must_hold(rows: int, job_id: int) -> None:
    if not rows:
        raise Lost(f"job {job_id}")
