"""What the evaluation of a person owes (practice E.2): a round before the last day; where the local
rules ask for it, one at the beginning and one each year."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from clocks.months import add_months
from evaluation.choices import RoundKind, RoundStatus
from evaluation.models import Round
from visits.choices import ONCE
from visits.choices import ObligationKind as K
from visits.rules.owed import PRE_EXPIRY_OPENS, Duty, Standing
from visits.rules.quarters import quarter_of
from visits.rules.spans import shifted

YEAR = 12


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
    early = {key: each for key, each in owing.items() if each.terms.all_rounds}
    closed = _closed({*near, *early})
    found: dict[int, list[Duty]] = defaultdict(list)
    for key, end in near.items():
        met_on = min(closed.get((key, RoundKind.FINAL), ()), default=None)
        found[key].append(Duty(K.FINAL_ROUND, quarter_of(end), end, met_on))
    for key, standing in early.items():
        found[key].extend(_baseline(standing, closed.get((key, RoundKind.BASELINE), ())))
        yearly = closed.get((key, RoundKind.YEARLY), ())
        found[key].extend(_yearly(standing, sorted(yearly), on=on))
    return dict(found)


def _baseline(standing: Standing, closed: Sequence[date]) -> Iterator[Duty]:
    """As early as the first visit is due: what comes later is compared with it."""
    if standing.active_from is None:
        return
    terms = standing.terms
    due_on = shifted(standing.active_from, terms.first_visit_days, standing.over)
    if not standing.is_before(due_on):
        yield Duty(K.BASELINE_ROUND, ONCE, due_on, min(closed, default=None))


def _yearly(standing: Standing, closed: Sequence[date], *, on: date) -> Iterator[Duty]:
    """When a year is over, in its order; not in the last sixty days, which the final one is for."""
    begun, end = standing.active_from, standing.active_to
    if begun is None:
        return
    for place in count():
        due_on = add_months(begun, YEAR * (place + 1))
        opens = add_months(begun, YEAR * place)
        if opens > on or (end is not None and due_on > end - PRE_EXPIRY_OPENS):
            return
        if not standing.is_before(due_on):
            met_on = closed[place] if place < len(closed) else None
            yield Duty(K.YEARLY_ROUND, f"{due_on.year}", due_on, met_on)


def _closed(dossier_ids: Collection[int]) -> dict[tuple[int, str], list[date]]:
    """The days on which rounds of each kind were closed, by dossier."""
    days: dict[tuple[int, str], list[date]] = defaultdict(list)
    rounds = Round.objects.filter(dossier_id__in=dossier_ids, closed_on__isnull=False).exclude(
        status__in=[RoundStatus.OPEN, RoundStatus.VOID]
    )
    for key, kind, day in rounds.values_list("dossier_id", "kind", "closed_on"):
        if day is not None:
            days[key, kind].append(day)
    return days
