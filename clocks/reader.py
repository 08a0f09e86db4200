"""Reads decisions and their events into readings, and says in Chinese what cannot be."""

from collections.abc import Iterable, Sequence
from datetime import date

from clocks import checks
from clocks.catalogue import Catalogue, Measure
from clocks.facts import EVENT_KINDS, SLOTS, DecisionInput, Error, Event, Person, Policy
from clocks.names import Ambiguous, Unknown, find_measure
from clocks.reading import Reading
from clocks.turns import LONGEST_PROBATION, Phase
from clocks.words import EVENTS, cn_date


class Reader:
    """One person's decisions; `errors` fills up while they are read."""

    def __init__(
        self, person: Person, policy: Policy, *, today: date, catalogue: Catalogue
    ) -> None:
        self.person = person
        self.policy = policy
        self.today = today
        self.catalogue = catalogue
        self.errors: list[Error] = []
        self.expelled_on: date | None = None

    def read(self, decisions: Sequence[DecisionInput]) -> list[Reading]:
        if len(decisions) > 1:
            self._check_ids(decisions)
        if len(decisions) > 1 and any(self._who(d).party == "non_member" for d in decisions):
            self.expelled_on = max(
                (d.decided_on for d in decisions if self._expels(d)), default=None
            )
        readings = [reading for d in decisions if (reading := self._decision(d)) is not None]
        return _doubted(readings)

    def refuse(self, decision: DecisionInput, field: str, message: str) -> None:
        self.errors.append(Error(decision.id, field, message))

    def _check_ids(self, decisions: Sequence[DecisionInput]) -> None:
        seen: set[str] = set()
        for decision in decisions:
            if decision.id in seen:
                message = f"处分决定的编号“{decision.id}”重复，每个决定应有不同的编号，例如d1、d2。"
                self.refuse(decision, "id", message)
            seen.add(decision.id)

    def _who(self, decision: DecisionInput) -> Person:
        return decision.person or self.person

    def _expels(self, decision: DecisionInput) -> bool:
        measure = self.catalogue.measures.get(decision.measure)
        return (
            measure is not None
            and measure.standalone
            and not any(event.kind == "annulled" for event in decision.events)
        )

    def _decision(self, decision: DecisionInput) -> Reading | None:
        self._check_days(decision)
        measure = self._measure(decision, decision.measure, "measure", decision.months)
        if measure is None:
            return None
        months = self._months(decision, measure, decision.months, "months")
        first = Phase(decision.decided_on, measure, months)
        if not decision.events:
            return self._reading(decision, (first,))
        return self._with_events(decision, first)

    def _check_days(self, decision: DecisionInput) -> None:
        message = checks.past_day(decision.decided_on, "处分决定日期", self.today)
        if message:
            self.refuse(decision, "decided_on", message)
        announced = decision.announced_on
        if announced is None:
            return
        message = checks.past_day(announced, "宣布日期", self.today)
        if announced < decision.decided_on:
            message = (
                f"宣布日期{cn_date(announced)}早于处分决定日期{cn_date(decision.decided_on)}，"
                "请核对。宣布日期应在决定作出以后。"
            )
        if message:
            self.refuse(decision, "announced_on", message)

    def _measure(
        self, decision: DecisionInput, code: str, field: str, months: int | None
    ) -> Measure | None:
        measure = self.catalogue.meant(code, months)
        if measure is None:
            found = find_measure(code, self._who(decision), self.catalogue)
            if isinstance(found, Ambiguous | Unknown):
                self.refuse(decision, field, found.message)
                return None
            measure = self.catalogue.meant(found, months) or self.catalogue.measures[found]
        later = self.expelled_on is not None and self.expelled_on >= decision.decided_on
        message = checks.receivable(measure, self._who(decision), expelled_later=later)
        if message:
            self.refuse(decision, field, message)
        return measure

    def _months(
        self, decision: DecisionInput, measure: Measure, stated: int | None, field: str
    ) -> int:
        if stated is not None:
            message = checks.months_fit(measure, stated)
            if message:
                self.refuse(decision, field, message)
        if measure.kind == "probation":
            return measure.months or 0
        if stated is None and measure.code == "LA":
            local = dict(decision.policies).get("bar", self.policy).admonition_months
            return local or measure.months or 0
        return stated or measure.months or 0

    def _reading(self, decision: DecisionInput, phases: tuple[Phase, ...]) -> Reading:
        measure = phases[-1].measure
        law, who = self.catalogue.systems[measure.system], self._who(decision)
        by_identity = law.identity_basis.get(who.identity)
        articles = measure.basis if by_identity is None else (*measure.basis, by_identity)
        certainty = measure.certainty
        doubts: tuple[str, ...] = ()
        if measure.system == "party" and who.party == "probationary":
            certainty, doubts = "low", ("probationary_member",)
        return Reading(decision, who, self.policy, law, articles, certainty, phases, doubts=doubts)

    def _with_events(self, decision: DecisionInput, first: Phase) -> Reading | None:
        dated = self._dated(decision)
        phases = self._phases(decision, first, dated)
        singles = {kind: self._only(decision, kind, dated) for kind in checks.ONCE}
        self._check_probation_events(decision, phases, singles)
        overrides = self._overrides(decision)
        annulled = singles["annulled"]
        if annulled is not None:
            self._check_nothing_after(decision, annulled[1], dated)
            return None
        reading = self._reading(decision, phases)
        return reading._replace(
            extended=singles["extended"][1] if singles["extended"] else None,
            restored=singles["restored"][1] if singles["restored"] else None,
            overrides=overrides,
        )

    def _dated(self, decision: DecisionInput) -> list[tuple[int, Event]]:
        """Events that happened on a day, in time, with their place in the input."""
        dated = []
        for place, event in enumerate(decision.events):
            if event.kind not in EVENT_KINDS:
                message = f"没有“{event.kind}”这种事项，可用的有{'、'.join(EVENT_KINDS)}。"
                self.refuse(decision, f"events[{place}].kind", message)
            elif event.kind != "overridden":
                late = checks.event_day(event, decision.decided_on, self.today)
                if late:
                    self.refuse(decision, f"events[{place}].on", late)
                dated.append((place, event))
        return sorted(dated, key=_by_day)

    def _phases(
        self, decision: DecisionInput, first: Phase, dated: Iterable[tuple[int, Event]]
    ) -> tuple[Phase, ...]:
        phases = [first]
        for place, event in dated:
            if event.kind == "changed" and event.on is not None:
                if event.on == phases[-1].on and len(phases) > 1:
                    message = checks.changed_twice(event.on)
                    self.refuse(decision, f"events[{place}].on", message)
                changed = self._change(decision, phases[-1], event, f"events[{place}]")
                if changed is not None:
                    phases.append(changed)
        return tuple(phases)

    def _change(
        self, decision: DecisionInput, was: Phase, event: Event, field: str
    ) -> Phase | None:
        if not event.measure:
            message = "请填写变更后的处分种类，例如“党内警告”。"
            self.refuse(decision, f"{field}.measure", message)
            return None
        measure = self._measure(decision, event.measure, f"{field}.measure", event.months)
        if measure is None or event.on is None:
            return None
        months = self._months(decision, measure, event.months, f"{field}.months")
        misfit = checks.change_fits(was, Phase(event.on, measure, months))
        if misfit:
            self.refuse(decision, f"{field}.measure", misfit)
            return None
        return Phase(event.on, measure, months)

    def _only(
        self, decision: DecisionInput, kind: str, dated: Iterable[tuple[int, Event]]
    ) -> tuple[int, Event] | None:
        found = [(place, event) for place, event in dated if event.kind == kind]
        for place, _ in found[1:]:
            self.refuse(decision, f"events[{place}].kind", checks.ONCE[kind])
        return found[0] if found else None

    def _check_probation_events(
        self,
        decision: DecisionInput,
        phases: tuple[Phase, ...],
        singles: dict[str, tuple[int, Event] | None],
    ) -> None:
        extended, restored = singles["extended"], singles["restored"]
        if extended and not any(_is_one_year(phase.measure) for phase in phases):
            message = (
                f"{phases[-1].measure.name}不能延长察看期：只有留党察看一年可以延长一次，"
                "留党察看合计不超过二年（《中国共产党纪律处分条例》第十二条）。"
            )
            self.refuse(decision, f"events[{extended[0]}].kind", message)
        if restored and not any(phase.measure.kind == "probation" for phase in phases):
            message = f"{phases[-1].measure.name}不涉及恢复党员权利，只有留党察看可以录入。"
            self.refuse(decision, f"events[{restored[0]}].kind", message)
        if restored:
            short = checks.publicity_fits(restored[1])
            if short:
                self.refuse(decision, f"events[{restored[0]}].publicity_to", short)

    def _check_nothing_after(
        self, decision: DecisionInput, annulled: Event, dated: Iterable[tuple[int, Event]]
    ) -> None:
        for place, event in dated:
            if event.kind == "annulled" or event.on is None or annulled.on is None:
                continue
            if event.on > annulled.on:
                day, what = cn_date(annulled.on), EVENTS[event.kind]
                message = f"该决定已于{day}撤销，不能再{what}，请核对日期。"
                self.refuse(decision, f"events[{place}].on", message)

    def _overrides(self, decision: DecisionInput) -> tuple[Event, ...]:
        live: dict[str, Event] = {}
        for place, event in enumerate(decision.events):
            if event.kind != "overridden":
                continue
            fault = checks.override_fits(event)
            if event.slot not in SLOTS:
                fault = "slot", f"没有“{event.slot}”这种期限，可用的有{'、'.join(SLOTS)}。"
            elif event.slot in live:
                fault = (
                    "kind",
                    "同一期限只能有一个有效的认定期满日，请先撤回原来的认定，再录入新的认定。",
                )
            if fault:
                self.refuse(decision, f"events[{place}].{fault[0]}", fault[1])
            live[event.slot] = event
        return tuple(live.values())


def _by_day(item: tuple[int, Event]) -> tuple[date, str, str, int]:
    """Two changes of one day take the order of what they say, whatever was entered first."""
    event = item[1]
    return event.on or date.max, event.kind, event.measure, event.months or 0


def _is_one_year(measure: Measure) -> bool:
    return 0 < (measure.probation_months or 0) < LONGEST_PROBATION


def _doubted(readings: list[Reading]) -> list[Reading]:
    """No text says how an expulsion meets other Party periods; somebody should look again."""
    party = [reading for reading in readings if reading.final.measure.system == "party"]
    expelled = [r.decision.decided_on for r in party if r.final.measure.standalone]
    if not expelled or len(party) == 1:
        return readings
    return [_with_doubt(reading, min(expelled)) for reading in readings]


def _with_doubt(reading: Reading, expelled_on: date) -> Reading:
    if reading.final.measure.system != "party":
        return reading
    if reading.decision.decided_on > expelled_on:
        doubt = "after_expulsion"
    elif reading.final.measure.standalone:
        doubt = "beside_expulsion"
    else:
        return reading
    return reading._replace(certainty="low", doubts=(*reading.doubts, doubt))
