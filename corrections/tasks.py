"""Doors of the worker: the clock sweep; what a version of the rules would move, and moving it."""

from functools import partial

from celery import shared_task

from accounts.acting import for_system
from cases.actions import recompute_due
from cases.models import Policy
from columns.refusal import Refused
from corrections.actions import sweep_all
from corrections.actions.publication import apply, dossiers_reached, preview
from corrections.rules.publication import Moved
from jobs.actions import advance, fail, finish
from jobs.models import Job
from jobs.running import holding
from workdays import clock


@shared_task
def sweep(dossier_ids: list[int] | None = None) -> None:
    """00:10, at start-up, and on commit of what moves many dates; twice is the same as once."""
    if dossier_ids is None:
        # A version of the rules that begins today moves clocks before anybody looks at them.
        recompute_due(clock.today())
    sweep_all(on=clock.today(), dossier_ids=dossier_ids)


@shared_task(acks_late=True)
def preview_policy(job_id: int) -> None:
    """Writes nothing but its answer; a second run answers anew."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        try:
            moved = _preview(job)
        except (Refused, Policy.DoesNotExist) as refusal:
            fail(job, at=clock.now(), error=_words(refusal))
            return
        with for_system("policy-preview"):
            draft = Policy.objects.get(pk=job.params["policy"])
            finish(
                job, at=clock.now(), moved=moved.stored(), url=f"{draft.get_absolute_url()}publish/"
            )


@shared_task(acks_late=True)
def apply_policy(job_id: int) -> None:
    """Brings everybody in line with a published version; goes on where another worker fell."""
    with holding(job_id, clock=clock.now) as job:
        if job is None:
            return
        with for_system("policy-apply"):
            policy = Policy.objects.select_related("office").get(pk=job.params["policy"])
        try:
            apply(
                job,
                policy,
                on=clock.today(),
                at=clock.now(),
                within=partial(for_system, "policy-apply"),
            )
        except Refused as refusal:
            fail(job, at=clock.now(), error=str(refusal))
            return
    with for_system("policy-apply"):
        moved = dossiers_reached(policy)
    sweep_all(on=clock.today(), dossier_ids=moved)


def _preview(job: Job) -> Moved:
    with for_system("policy-preview"):
        draft = Policy.objects.select_related("office").get(pk=job.params["policy"])

    def tell(done: int, total: int) -> None:
        advance(job, done=done, total=total, note="正在按草稿推算")

    return preview(
        draft,
        on=clock.today(),
        at=clock.now(),
        tell=tell,
        within=partial(for_system, "policy-preview"),
    )


def _words(refusal: Exception) -> str:
    if isinstance(refusal, Refused):
        return str(refusal)
    return "这份草稿已被放弃，不需要再推算。"
