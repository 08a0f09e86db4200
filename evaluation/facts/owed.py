"""What the evaluation of a person owes (practice E.2): a final round before the last day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from evaluation.choices import RoundKind, RoundStatus
from evaluation.models import Round
from visits.choices import ObligationKind
from visits.rules.owed import PRE_EXPIRY_OPENS, Duty, Standing
from visits.rules.quarters import quarter_of


def round_duties(owing: Mapping[int, Standing], on: date) -> dict[int, list[Duty]]:
    """From sixty days before the last restricted day until that day; met once the ballots are in.
    Another end asks for another round."""
    near = {
        key: standing.ends_on
        for key, standing in owing.items()
        if standing.ends_on is not None
        and standing.active_from is not None
        and standing.opened_on <= standing.ends_on
        and standing.ends_on - PRE_EXPIRY_OPENS <= on
        and not standing.is_before(standing.ends_on)
    }
    closed = _closed(near)
    return {
        key: [Duty(ObligationKind.FINAL_ROUND, quarter_of(end), end, closed.get(key))]
        for key, end in near.items()
    }


def _closed(dossier_ids: Mapping[int, date]) -> dict[int, date]:
    """The day on which the first final round of each was closed."""
    days: dict[int, list[date]] = defaultdict(list)
    rounds = Round.objects.filter(
        dossier_id__in=dossier_ids, kind=RoundKind.FINAL, closed_on__isnull=False
    ).exclude(status__in=[RoundStatus.OPEN, RoundStatus.VOID])
    for key, day in rounds.values_list("dossier_id", "closed_on"):
        if day is not None:
            days[key].append(day)
    return {key: min(those) for key, those in days.items()}
