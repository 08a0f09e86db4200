"""Nothing of signing in stays longer than it is needed."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import transaction

from signin.actions.kept import sweep_kept
from signin.actions.once import sweep_sent
from signin.actions.tallies import sweep_tallies
from signin.models import TaskCode

# Long enough to answer a helper who asks why his code no longer opens.
CODES_FOR = timedelta(days=30)
ATTEMPTS_FOR = timedelta(days=1)


@transaction.atomic
def sweep_signin(*, at: datetime) -> int:
    """Kept forms, tallies, old codes, attempts and sessions that are over; returns how many."""
    gone = sweep_kept(at=at) + sweep_tallies(at=at) + sweep_sent(at=at)
    gone += TaskCode.objects.filter(until__lte=at - CODES_FOR).delete()[0]
    gone += int(AccessAttempt.objects.filter(attempt_time__lte=at - ATTEMPTS_FOR).delete()[0])
    return gone + Session.objects.filter(expire_date__lte=at).delete()[0]
