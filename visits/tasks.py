"""Beat's door to reconcile: all dossiers, or the few that someone names."""

from celery import shared_task

from cases.actions import recompute_due
from visits.actions import reconcile_all, team_check
from workdays.clock import today


@shared_task
def reconcile(dossier_ids: list[int] | None = None) -> None:
    """00:10, at start-up, and on commit of whatever moves a date; twice is the same as once."""
    if dossier_ids is None:
        # A version of the rules that begins today moves clocks, and they move what is owed.
        recompute_due(today())
    reconcile_all(on=today(), dossier_ids=dossier_ids)


@shared_task
def check_teams() -> None:
    """Nightly and at start-up: visits ahead whose team can no longer go."""
    team_check.check_teams()
