"""Beat's door: what the program takes away by night."""

from celery import shared_task
from django.db import transaction

from stewards.actions import expire_grants, put_to_sleep
from workdays.clock import now, today


@shared_task
def nightly() -> None:
    """00:20 and at start-up; twice is the same as once."""
    with transaction.atomic():
        expire_grants(at=now(), on=today())
        put_to_sleep(at=now())
