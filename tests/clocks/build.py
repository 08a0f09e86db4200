"""Short ways to say a case and to ask for its answer."""

from datetime import date

from hypothesis import settings

from clocks.catalogue import load_catalogue
from clocks.engine import compute
from clocks.facts import DecisionInput, Error, Event, Person, Policy
from clocks.outcome import Clock, Outcome

TODAY = date(2026, 11, 21)
# A busy machine is no failure of the engine.
UNHURRIED = settings(deadline=None)
MEMBER = Person("member", "civil_servant")


def day(text: str) -> date:
    return date.fromisoformat(text)


def decision(name: str, measure: str, decided_on: str, *events: Event, **more) -> DecisionInput:
    return DecisionInput(name, measure, day(decided_on), events=events, **more)


def changed(on: str, measure: str, **more) -> Event:
    return Event("changed", on=day(on), measure=measure, **more)


def restored(on: str, **more) -> Event:
    return Event("restored", on=day(on), **more)


def extended(on: str) -> Event:
    return Event("extended", on=day(on))


def annulled(on: str) -> Event:
    return Event("annulled", on=day(on))


def overridden(end: str, **more) -> Event:
    fields = {"basis": "青纪〔2026〕8号", "by": ("冯修远", "袁见微")} | more
    return Event("overridden", end=day(end), **fields)


def ask(*decisions, person=MEMBER, convention="A", combination="S1", today=TODAY, **policy):
    return compute(
        person,
        decisions,
        Policy(convention, combination, **policy),
        today=today,
        catalogue=load_catalogue(),
    )


def outcome(*decisions, **how) -> Outcome:
    answer = ask(*decisions, **how)
    assert isinstance(answer, Outcome), answer
    return answer


def errors(*decisions, **how) -> list[Error]:
    answer = ask(*decisions, **how)
    assert isinstance(answer, list), answer
    return answer


def clock(answer: Outcome, name: str, slot: str = "bar") -> Clock:
    (found,) = [c for c in answer.clocks if c.decision == name and c.slot == slot]
    return found


def end_of(name: str, *decisions, slot: str = "bar", **how) -> str | None:
    end = clock(outcome(*decisions, **how), name, slot).end
    return None if end is None else end.isoformat()
