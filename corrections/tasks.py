"""Beat's door to the clock sweep: all dossiers, or the few that someone names."""

from celery import shared_task

from corrections.actions import sweep_all
from workdays.clock import today


@shared_task
def sweep(dossier_ids: list[int] | None = None) -> None:
    """00:10, at start-up, and on commit of what moves many dates; twice is the same as once."""
    sweep_all(on=today(), dossier_ids=dossier_ids)
