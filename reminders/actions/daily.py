"""The whole house, in chunks, as a named system job; then one digest for each who has something."""

from collections.abc import Sequence
from datetime import date, datetime

from accounts.acting import for_system
from audit.record import record
from cases.models import Dossier
from reminders.actions.sweeping import Told, sweep_reminders
from workdays.models import load_calendar

# One commit for so many dossiers; performance.md F.
CHUNK = 5000
JOB = "reminders"


def remind_all(*, on: date, at: datetime, dossier_ids: Sequence[int] | None = None) -> Told:
    """Every dossier, or those; what one chunk did stays done when the next one fails."""
    with for_system(JOB):
        ids = list(dossier_ids) if dossier_ids is not None else _every_dossier()
        calendar = load_calendar()
    total = Told()
    for start in range(0, len(ids), CHUNK):
        with for_system(JOB):
            chunk = ids[start : start + CHUNK]
            total += sweep_reminders(chunk, on=on, at=at, calendar=calendar)
    if not total.is_nothing:
        with for_system(JOB):
            record("reminders.swept", by=None, on=on, **vars(total))
    return total


def _every_dossier() -> list[int]:
    return list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
