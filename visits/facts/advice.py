"""What advice owes (practice E.2, 建议回复): the unit answers what a visit asked of it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from visits.choices import ObligationKind as K
from visits.choices.visiting import COUNTING, Channel
from visits.models import VisitDelivery
from visits.rules.owed import Duty, Standing

# Of the unit, after the day on which it was told.
REPLY_DAYS = timedelta(days=30)


def advice_duties(owing: Mapping[int, Standing], _on: date) -> dict[int, list[Duty]]:
    """A 单位通报 of a visit with prescriptions is advice; one without asks for no answer.

    The unit answers on paper: no record of the program shows it.
    """
    found: dict[int, list[Duty]] = defaultdict(list)
    told = VisitDelivery.objects.filter(
        dossier_id__in=owing,
        channel=Channel.UNIT,
        visit__status__in=sorted(COUNTING),
        visit__prescriptions__isnull=False,
    ).distinct()
    for key, code, day in told.values_list("dossier_id", "visit__code", "sent_on"):
        if not owing[key].is_before(day + REPLY_DAYS):
            found[key].append(Duty(K.ADVICE_REPLY, code, day + REPLY_DAYS))
    return found
