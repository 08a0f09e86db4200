"""Celery's door to files: what no row names is swept."""

from celery import shared_task

from accounts.acting import for_system
from attachments.actions import sweep_strays
from workdays import clock


@shared_task
def sweep_files() -> int:
    """Run twice, the second finds nothing."""
    with for_system("attachments.sweep_files"):
        return sweep_strays(at=clock.now())
