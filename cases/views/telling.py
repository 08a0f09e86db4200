"""What the apps above make of a change here: by name, after the commit."""

from celery import current_app
from django.db import transaction


def tell_duties(dossier_id: int) -> None:
    """What is owed appears at once; the daily run finds it should the broker be away."""
    transaction.on_commit(
        lambda: current_app.send_task("visits.tasks.reconcile", [[dossier_id]], retry=False),
        robust=True,
    )
