"""Beat's doors: show that the worker lives; offer lost jobs again."""

from datetime import timedelta

from celery import current_app, shared_task
from django.utils import timezone

from jobs.actions import offered_again, stamp_heart

# A job younger than this still has its first message on the way.
FIRST_MESSAGE = timedelta(seconds=10)


@shared_task
def beat_heart() -> None:
    stamp_heart("worker", at=timezone.now())


@shared_task
def sweep() -> int:
    """Send the message of each waiting or orphaned job again; returns how many."""
    at = timezone.now()
    jobs = offered_again(at=at, waiting_since=at - FIRST_MESSAGE)
    for job_id, kind in jobs:
        current_app.send_task(kind, [job_id])
    return len(jobs)
