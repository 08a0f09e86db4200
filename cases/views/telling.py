"""What the apps above make of a change here: by name, after the commit."""

from celery import current_app
from django.db import transaction


def tell_duties(dossier_id: int | None) -> None:
    """What is owed appears at once, of one dossier or (None) of all; the daily run finds it should
    the broker be away."""
    asked = [[dossier_id]] if dossier_id is not None else []
    transaction.on_commit(
        lambda: current_app.send_task("visits.tasks.reconcile", asked, retry=False),
        robust=True,
    )
