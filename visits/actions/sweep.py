"""The whole house in line with the rule: every dossier, in chunks, as a named system job."""

from collections.abc import Sequence
from datetime import date

from accounts.acting import for_system
from audit.record import record
from cases.models import Dossier
from visits.actions.obligations import Reconciled, reconcile

# One statement and one commit for so many dossiers; performance.md F.
CHUNK = 5000


def reconcile_all(*, on: date, dossier_ids: Sequence[int] | None = None) -> Reconciled:
    """Every dossier, or those; what one chunk did stays done when the next one fails."""
    with for_system("reconcile"):
        ids = list(dossier_ids) if dossier_ids is not None else _every_dossier()
    total = Reconciled()
    for start in range(0, len(ids), CHUNK):
        with for_system("reconcile"):
            total += reconcile(ids[start : start + CHUNK], on=on)
    if not total.is_nothing:
        with for_system("reconcile"):
            record("obligations.reconciled", by=None, on=on, **vars(total))
    return total


def _every_dossier() -> list[int]:
    return list(Dossier.objects.order_by("pk").values_list("pk", flat=True))
