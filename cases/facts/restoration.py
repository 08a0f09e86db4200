"""How far a member is on the way back to his rights: the chain of one decision, on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from cases.choices import EventKind, Slot
from cases.choices.rights import RestorationKind
from cases.facts.appeals import annulled_on
from cases.models import Clock, Decision, DecisionEvent, Dossier, Policy, RestorationStep
from cases.querysets import DossierQuerySet
from cases.rules.restoration import ORDER, Due, Terms, due_of, earliest_of, next_kind
from clocks.turns import LONGEST_PROBATION
from workdays.models import load_calendar
from workdays.rules import Calendar

EXPULSION = "PE"


@dataclass(frozen=True)
class Link:
    """One step of the chain: done, next, or still to come."""

    kind: RestorationKind
    step: RestorationStep | None
    due: Due | None
    earliest: date | None
    is_next: bool

    @property
    def is_late(self) -> bool:
        """Done after its day; whether an open one is late depends on today."""
        return self.step is not None and self.due is not None and self.step.on > self.due.day


@dataclass(frozen=True)
class Chain:
    """`restored`: the decision that gives the rights back, once it is entered; `expelled_on`: the
    day of 开除党籍, after which there is nothing to give back."""

    decision: Decision
    round: int
    probation_end: date
    months: int
    terms: Terms
    links: tuple[Link, ...]
    restored: DecisionEvent | None
    extended: DecisionEvent | None
    expelled_on: date | None

    @property
    def next(self) -> Link | None:
        """What is to be entered next; None when only the decision itself is missing."""
        return next((link for link in self.links if link.is_next), None)

    @property
    def done(self) -> dict[str, date]:
        return {link.kind: link.step.on for link in self.links if link.step is not None}

    @property
    def meeting(self) -> RestorationStep | None:
        return next(
            (link.step for link in self.links if link.kind == RestorationKind.MEETING), None
        )

    @property
    def is_undecided(self) -> bool:
        return self.restored is None and self.expelled_on is None

    @property
    def may_be_extended(self) -> bool:
        """条例 12: one year may become two, once; there is no third."""
        return self.is_undecided and self.months < LONGEST_PROBATION

    def is_running(self, today: date) -> bool:
        """Probation is over and nobody has decided yet what follows."""
        return self.is_undecided and self.probation_end < today


def probations(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Those with a probation, with everything `chain_of` reads."""
    return (
        decisions.filter(clocks__slot=Slot.PROBATION, voided_at__isnull=True)
        .select_related("measure", "document", "cadre")
        .prefetch_related(
            "events",
            "clocks__policy",
            "restoration_steps__entered_by",
            "cadre__decisions__events",
        )
        .order_by("decided_on", "pk")
    )


def chain_of(decision: Decision, *, calendar: Calendar) -> Chain | None:
    """The chain of a decision fetched by `probations`; None without a probation that ends."""
    clock = next((each for each in decision.clocks.all() if each.slot == Slot.PROBATION), None)
    if clock is None or clock.end is None:
        return None
    events = [each for each in decision.events.all() if each.voided_at is None]
    extended = next((each for each in events if each.kind == EventKind.EXTENDED), None)
    round_ = round_of(events)
    steps = {
        each.kind: each
        for each in decision.restoration_steps.all()
        if each.voided_at is None and each.round == round_
    }
    terms = terms_of(clock.policy)
    return Chain(
        decision=decision,
        round=round_,
        probation_end=clock.end,
        months=clock.months,
        terms=terms,
        links=_links(steps, clock.end, terms, calendar),
        restored=next((each for each in events if each.kind == EventKind.RESTORED), None),
        extended=extended,
        expelled_on=_expelled_on(decision),
    )


def round_of(events: Iterable[DecisionEvent]) -> int:
    """2 after the extension by a year; its steps begin anew."""
    live = (each for each in events if each.voided_at is None)
    return 1 + any(each.kind == EventKind.EXTENDED for each in live)


def _expelled_on(decision: Decision) -> date | None:
    """开除党籍 that stands, decided on or after the day of the probation."""
    later = (
        each
        for each in decision.cadre.decisions.all()
        if each.measure_id == EXPULSION and each.voided_at is None
        if each.decided_on >= decision.decided_on
    )
    standing = (each.decided_on for each in later if annulled_on(each) is None)
    return min(standing, default=None)


def terms_of(policy: Policy) -> Terms:
    """Of the version that governs the probation: a later one changes no chain that has begun."""
    return Terms(
        notice=policy.restoration_notice_days,
        apply=policy.restoration_apply_days,
        publicity_start=policy.publicity_start_days,
        publicity=policy.publicity_days,
        report=policy.restoration_report_days,
    )


def chains_awaiting(dossiers: DossierQuerySet, *, today: date) -> list[Chain]:
    """Every chain under way in these dossiers; few at any time, so their days are computed."""
    ended = Clock.objects.filter(slot=Slot.PROBATION, end__lt=today)
    waiting = Decision.objects.filter(
        dossier__in=dossiers.open().filter(awaiting_restoration=True),
        clocks__in=ended,
    )
    found = list(probations(waiting))
    if not found:
        return []
    calendar = load_calendar()
    chains = (chain_of(each, calendar=calendar) for each in found)
    return [chain for chain in chains if chain is not None and chain.is_running(today)]


def seen_by(user: User, *, today: date) -> list[Chain]:
    return chains_awaiting(Dossier.objects.visible_to(user), today=today)


def _links(
    steps: dict[str, RestorationStep], probation_end: date, terms: Terms, calendar: Calendar
) -> tuple[Link, ...]:
    done = {kind: step.on for kind, step in steps.items()}
    following = next_kind(done)
    return tuple(
        Link(
            kind=kind,
            step=steps.get(kind),
            due=due_of(
                kind, probation_end=probation_end, done=done, terms=terms, calendar=calendar
            ),
            earliest=earliest_of(kind, done=done, terms=terms),
            is_next=kind == following,
        )
        for kind in ORDER
    )
