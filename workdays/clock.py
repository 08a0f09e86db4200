"""The one clock of the program: views, tasks and commands read it and pass it down."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def today() -> date:
    """The calendar day in Asia/Shanghai."""
    return timezone.localdate()
