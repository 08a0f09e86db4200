"""Which visitors have read the file, by the record of reading (practice A16)."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from accounts.acting import as_system
from audit.facts import who_read
from visits.models import Visit

# The page of the dossier, as the record of reading names it; and how fresh a reading must be.
DOSSIER_PAGE = "dashboard.dossier"
READ_WITHIN = 30


def unread_by(visit: Visit, *, on: date) -> list[str]:
    """Names of the visitors of whom the record knows nothing; of the team and nobody else."""
    visitors = {
        each.user_id: each.name for each in visit.team.all() if each.counts and each.user_id
    }
    since = make_aware(datetime.combine(on - timedelta(days=READ_WITHIN), time.min))
    with as_system():
        read = who_read(visit.dossier_id, list(visitors), since=since, page=DOSSIER_PAGE)
    return [name for key, name in visitors.items() if key not in read]
