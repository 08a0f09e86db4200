"""Beat's door: what the program takes away by night, and whose account may be a person's own."""

from celery import shared_task
from django.db import transaction

from accounts.acting import for_system
from cases.actions.own_files import propose_own_files
from stewards.actions import expire_grants, put_to_sleep
from workdays.clock import now, today


@shared_task
def nightly() -> None:
    """00:20 and at start-up; twice is the same as once."""
    with transaction.atomic():
        expire_grants(at=now(), on=today())
        put_to_sleep(at=now())
    with for_system("own_files"):
        propose_own_files(on=today())
