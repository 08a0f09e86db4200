"""From a person's decisions to clocks, under the office's policy; the law is in the catalogue."""

from collections.abc import Iterable, Sequence
from datetime import date

from clocks.catalogue import Catalogue
from clocks.chain import Span, spans_of
from clocks.checks import setting_errors
from clocks.contradictions import contradictions
from clocks.facts import CONVENTIONS, DecisionInput, Error, Person, Policy
from clocks.months import DAY
from clocks.outcome import Clock, Outcome
from clocks.reader import Reader
from clocks.reading import Reading

Ends = dict[tuple[str, str], date | None]


def compute(
    person: Person,
    decisions: Sequence[DecisionInput],
    policy: Policy,
    *,
    today: date,
    catalogue: Catalogue,
) -> Outcome | list[Error]:
    """The clocks of one person, or every reason why the input cannot be.

    `policy` governs every clock whose decision names no other version for it.
    """
    reader = Reader(person, policy, today=today, catalogue=catalogue)
    errors = setting_errors(person, policy, today)
    readings = reader.read(decisions)
    errors += reader.errors
    if errors:
        return errors
    by_convention = {name: spans_of(readings, name) for name in CONVENTIONS}
    mixed = any(reading.decision.policies for reading in readings)
    spans = spans_of(readings, None) if mixed else by_convention[policy.end_convention]
    errors = contradictions(readings, spans) if _may_contradict(readings) else []
    if errors:
        return errors
    a, b, c = (_ends(by_convention[name]) for name in CONVENTIONS)
    clocks = [_clock(span, (a, b, c)) for span in spans]
    if len(decisions) > 1:
        place = {decision.id: n for n, decision in enumerate(decisions)}
        clocks.sort(key=lambda clock: place[clock.decision])
    return _outcome(clocks)


def _may_contradict(readings: Iterable[Reading]) -> bool:
    return any(r.overrides or r.phases[-1].measure.probation_months for r in readings)


def _ends(spans: Iterable[Span]) -> Ends:
    return {(span.reading.decision.id, span.slot): span.reckoned.end for span in spans}


def _clock(span: Span, ends: tuple[Ends, Ends, Ends]) -> Clock:
    reading, slot, reckoned = span.reading, span.slot, span.reckoned
    policy = reading.policy_of(slot)
    measure = reading.phases[-1].measure
    key = reading.decision.id, slot
    under = ends[0].get(key), ends[1].get(key), ends[2].get(key)
    end = reckoned.end
    return Clock(
        decision=key[0],
        system=measure.system,
        kind="probation" if slot == "probation" else "bar",
        slot=slot,
        start=span.start,
        end=end,
        first_free=None if end is None else end + DAY,
        safe=None if end is None else max(filter(None, under)) + DAY,
        months=span.months,
        method=reckoned.method,
        certainty=reckoned.certainty,
        matters=("LEADING_POST",)
        if slot == "leading_post"
        else measure.matters_for(reading.person),
        by_convention=under,
        convention=policy.end_convention,
        policy=policy,
        standalone=measure.standalone,
        reading=reading,
        story=reckoned.story,
    )


def _outcome(clocks: Sequence[Clock]) -> Outcome:
    matters: dict[str, date | None] = {}
    overall: date | None = None
    awaiting = False
    for clock in clocks:
        end = clock.end
        if end is None:
            awaiting = True
        elif not clock.standalone and (overall is None or end > overall):
            overall = end
        for matter in clock.matters:
            matters[matter] = _later(matters[matter], end) if matter in matters else end
    free_from = None if awaiting or overall is None else overall + DAY
    return Outcome(tuple(clocks), overall, free_from, matters)


def _later(one: date | None, other: date | None) -> date | None:
    """An end that is awaited is later than any day."""
    return None if one is None or other is None else max(one, other)
