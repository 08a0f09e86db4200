"""What a dossier owes on a day (decisions 1.10, practice E.2): a pure function of its facts.

Nothing here remembers what was owed yesterday: reconcile compares the answer with the rows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cases.choices import DossierKind, DossierStatus
from clocks.months import add_months
from visits.choices import ONCE
from visits.choices import ObligationKind as K
from visits.rules.quarters import (
    first_day,
    first_of_half,
    half_of,
    half_years_from,
    is_second,
    next_quarter,
    quarter_of,
)
from visits.rules.spans import DAY, Rest, awake, shifted

# practice E.2: the visit before the end is due 30 days before it; the task opens at 60.
PRE_EXPIRY_DUE, PRE_EXPIRY_OPENS = timedelta(days=30), timedelta(days=60)
# Whoever had retired before anybody wrote down when.
LONG_AGO = date(1949, 10, 1)
# 研判 and 方案 are owed while the dossier is at these stages; afterwards only what was done counts.
STAGES = {
    K.ASSESSMENT: frozenset({DossierStatus.REGISTERED, DossierStatus.ASSESSING}),
    K.PLAN: frozenset(
        {DossierStatus.REGISTERED, DossierStatus.ASSESSING, DossierStatus.PLAN_PENDING}
    ),
}


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed: its key in the dossier, its last day, the day on which it was met."""

    kind: K
    period: str
    due_on: date
    met_on: date | None = None
    is_half_yearly: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.period


@dataclass(frozen=True, slots=True)
class Terms:
    """The office's own numbers of days, from its version of the rules that is in force."""

    duties_from: date | None
    talk_min_days: int
    first_visit_days: int
    assessment_days: int
    plan_days: int
    # Nought where the office gives no 告知书.
    notice_days: int
    clearing_first_days: int
    clearing_second_days: int
    retired_half_yearly: bool
    visits_per_year: int
    all_rounds: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rule reads of a dossier that owes anything at all. Days of visits, talks and
    designations are those of records that stand, the earliest first.

    `rests` are all pauses, `over` those that have ended, both as merged() has them. `stage` is the
    one before a pause; `ends_on` the last restricted day, none while the party
    member waits for his rights; `retired_on` LONG_AGO where nobody knows the day.
    """

    kind: DossierKind
    stage: DossierStatus
    opened_on: date
    active_from: date | None
    active_to: date | None
    ends_on: date | None
    retired_on: date | None
    moves: tuple[date, ...]
    rests: tuple[Rest, ...]
    over: tuple[Rest, ...]
    terms: Terms
    # Of the visits those that a mandatory one may be met by: a call is none (practice A14).
    visits: tuple[date, ...] = ()
    met_in_person: tuple[date, ...] = ()
    # Since when he is 必访 or 重点 without a break, if he is.
    visited_yearly_since: date | None = None
    talks: tuple[tuple[str, date], ...] = ()
    helpers: tuple[date, ...] = ()
    assessed_on: date | None = None
    planned_on: date | None = None

    @property
    def half_from(self) -> date | None:
        """The first day of the first half-year for which one talk is enough."""
        if self.retired_on is None or not self.terms.retired_half_yearly:
            return None
        return LONG_AGO if self.retired_on == LONG_AGO else half_years_from(self.retired_on)

    def is_before(self, day: date) -> bool:
        """Before the office began with this program: not held against anybody."""
        return self.terms.duties_from is not None and day < self.terms.duties_from


def owed(standing: Standing, *, on: date) -> list[Duty]:
    """Everything owed up to that day, met or not, each key once."""
    if standing.kind == DossierKind.CLEARING:
        return list(_clearing(standing))
    if standing.active_from is None:
        return []
    begun = standing.active_from
    return [
        *_talks(standing, begun, on=on),
        *_terms(standing, begun),
        *_before_the_end(standing, on=on),
        *_helper(standing, begun, on=on),
        *_each_year(standing, begun, on=on),
    ]


def _talks(standing: Standing, begun: date, *, on: date) -> Iterator[Duty]:
    """A quarter, in retirement a half-year, with enough active days; due on the last of them."""
    first = max(begun, standing.terms.duties_from or begun)
    last = standing.active_to
    if last is not None and last < first:
        return
    held: dict[str, date] = {}
    for period, day in standing.talks:
        held[period] = min(day, held.get(period, day))
    half_from, least = standing.half_from, max(standing.terms.talk_min_days, 1)
    key = quarter_of(first)
    while True:
        half_first = first_of_half(key)
        is_half = half_from is not None and half_first >= half_from
        opens = half_first if is_half else first_day(key)
        if opens > on or (last is not None and opens > last):
            return
        if not is_half or is_second(key):
            closes = first_day(next_quarter(key)) - DAY
            until = closes if last is None else min(closes, last)
            days, due_on = awake(max(opens, first), until, standing.rests)
            if days >= least and due_on is not None:
                counting = half_of(key) if is_half else (key,)
                met = min((held[each] for each in counting if each in held), default=None)
                yield Duty(K.TALK, key, due_on, met, is_half)
        key = next_quarter(key)


def _terms(standing: Standing, begun: date) -> Iterator[Duty]:
    """What is owed once, so many days after the decision."""
    terms = standing.terms
    for kind, days, met_on in (
        (K.NOTICE, terms.notice_days, None),
        (K.FIRST_VISIT, terms.first_visit_days, min(standing.met_in_person, default=None)),
        (K.ASSESSMENT, terms.assessment_days, standing.assessed_on),
        (K.PLAN, terms.plan_days, standing.planned_on),
    ):
        if not days:
            continue
        due_on = shifted(begun, days, standing.over)
        if kind == K.FIRST_VISIT and standing.active_to is not None:
            due_on = min(due_on, standing.active_to)
        if standing.is_before(due_on):
            continue
        if kind not in STAGES or met_on is not None or standing.stage in STAGES[kind]:
            yield Duty(kind, ONCE, due_on, met_on)


def _clearing(standing: Standing) -> Iterator[Duty]:
    """澄清两回访: the visits of the dossier in their order."""
    terms, visits = standing.terms, sorted(standing.visits)
    for place, (kind, days) in enumerate(
        (
            (K.CLEARING_FIRST, terms.clearing_first_days),
            (K.CLEARING_SECOND, terms.clearing_second_days),
        )
    ):
        due_on = shifted(standing.opened_on, days, standing.over)
        if not standing.is_before(due_on):
            yield Duty(kind, ONCE, due_on, visits[place] if place < len(visits) else None)


def _before_the_end(standing: Standing, *, on: date) -> Iterator[Duty]:
    """Only while a visit can still come in time, and the pause leaves a day for it."""
    end = standing.ends_on
    if end is None or standing.opened_on > end:
        return
    opens, due_on = end - PRE_EXPIRY_OPENS, end - PRE_EXPIRY_DUE
    if opens > on or standing.is_before(due_on) or not awake(opens, end, standing.rests)[0]:
        return
    met_on = min((day for day in standing.met_in_person if opens <= day <= end), default=None)
    yield Duty(K.PRE_EXPIRY, quarter_of(end), due_on, met_on)


def _helper(standing: Standing, begun: date, *, on: date) -> Iterator[Duty]:
    """A month after the decision (practice W12), and anew after a move or retirement."""
    due_on = add_months(begun, 1)
    if not standing.is_before(due_on):
        yield Duty(K.HELPER, ONCE, due_on, min(standing.helpers, default=None))
    until = min(standing.active_to or on, on)
    moved = max((day for day in standing.moves if begun < day <= until), default=None)
    if moved is None:
        return
    due_on = add_months(moved, 1)
    if not standing.is_before(due_on):
        met_on = min((day for day in standing.helpers if day >= moved), default=None)
        yield Duty(K.HELPER, f"{moved:%y%m%d}", due_on, met_on)


def _each_year(standing: Standing, begun: date, *, on: date) -> Iterator[Duty]:
    """必访、重点: so many visits in a year with enough active days (practice S3, W12), but none
    in a year that ends before the first visit is due."""
    since = standing.visited_yearly_since
    if since is None:
        return
    first = max(begun, standing.terms.duties_from or begun)
    first_due = shifted(begun, standing.terms.first_visit_days, standing.over)
    for year in range(max(first.year, since.year), on.year + 1):
        closes = date(year, 12, 31)
        until = min(closes, standing.active_to or closes)
        days, due_on = awake(max(first, date(year, 1, 1)), until, standing.rests)
        if days < max(standing.terms.talk_min_days, 1) or due_on is None or first_due > closes:
            continue
        made = [day for day in standing.met_in_person if day.year == year]
        for place in range(standing.terms.visits_per_year):
            period = f"{year}-{place + 1}" if place else f"{year}"
            met_on = made[place] if place < len(made) else None
            yield Duty(K.YEARLY_VISIT, period, due_on, met_on)


def belongs_to_a_later_day(kind: str, period: str, standing: Standing, *, on: date) -> bool:
    """Made by a run of a later day than `on`, which is no judge of it."""
    if kind == K.TALK:
        half = first_of_half(quarter_of(on))
        is_half = standing.half_from is not None and half >= standing.half_from
        return period > (half_of(quarter_of(on))[1] if is_half else quarter_of(on))
    if kind == K.YEARLY_VISIT:
        return int(period[:4]) > on.year
    if kind == K.YEARLY_ROUND:
        # Owed from the day on which its year begins.
        return int(period[:4]) > on.year + 1
    end = standing.ends_on
    if kind == K.PRE_EXPIRY:
        return end is not None and period == quarter_of(end) and end - PRE_EXPIRY_OPENS > on
    return kind == K.HELPER and period != ONCE and period > f"{on:%y%m%d}"
