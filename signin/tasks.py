"""Beat's door: what is over is swept away every hour."""

from celery import shared_task

from signin.actions.sweeping import sweep_signin
from workdays import clock


@shared_task
def sweep() -> int:
    return sweep_signin(at=clock.now())
