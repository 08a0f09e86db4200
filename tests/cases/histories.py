"""Histories of one person for property tests: facts in any order, entered through the actions."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from hypothesis import strategies as st

from cases.actions import DecisionFacts, record_event, register_decision
from cases.choices import EventKind
from columns.refusal import Refused
from tests.factories import TODAY

BARS = ("PW", "PSW", "PR", "AW", "AD1", "AD2", "AL", "AR", "OA", "OD", "LA")
SYSTEM = {code: code[0] if code[0] in "PA" else code for code in BARS}
FIRST = date(2023, 6, 1)


@dataclass
class Fact:
    """One entry: a decision, or an event of an earlier one."""

    name: str
    of: str = ""
    facts: dict = field(default_factory=dict)


@st.composite
def histories(draw, most=3):
    """Decisions close together so that periods meet, each with what may have happened to it."""
    found, seen = [], set()
    for number in range(draw(st.integers(1, most))):
        code = draw(st.sampled_from((*BARS, "PP1")))
        on = FIRST + timedelta(days=draw(st.integers(0, 800)))
        if (code, on) in seen:
            continue
        seen.add((code, on))
        name = f"d{number}"
        found.append(Fact(name, facts={"measure": code, "decided_on": on}))
        found += _events(draw, name, code, on)
    return found


def _events(draw, name, code, on):
    if code == "PP1":
        return _probation(draw, name, on)
    turn = draw(st.sampled_from(("none", "none", "changed", "annulled", "overridden", "twice")))
    day = min(on + timedelta(days=draw(st.integers(0, 500))), TODAY)
    others = [each for each in BARS if each != code and SYSTEM[each] == SYSTEM[code]]
    if turn == "annulled":
        return [_event(name, "annulled", day)]
    if turn == "overridden":
        end = on + timedelta(days=draw(st.integers(30, 900)))
        return [_event(name, "overridden", day, end=end, basis="会议纪要")]
    if turn in ("changed", "twice") and others:
        events = [_event(name, "changed", day, measure_id=draw(st.sampled_from(others)))]
        if turn == "twice":
            later = min(day + timedelta(days=draw(st.integers(0, 90))), TODAY)
            events.append(_event(name, "changed", later, measure_id=code))
        return events
    return []


def _probation(draw, name, on):
    year_later = on.replace(year=on.year + 1)
    events = []
    if draw(st.booleans()):
        events.append(_event(name, "extended", min(year_later, TODAY)))
        year_later = on.replace(year=on.year + 2)
    if draw(st.booleans()) and year_later <= TODAY:
        events.append(_event(name, "restored", year_later))
    return events


def _event(name, kind, day, **facts):
    return Fact(f"{name}-{kind}-{day}-{facts}", name, {"kind": kind, "on": day, **facts})


def enter(facts, cadre, office, *, people, on=TODAY):
    """Enter what can be entered, again and again until nothing more can: an order of entry may be
    impossible for a while (a restoration before its extension). Answers names → rows."""
    made, left = {}, list(facts)
    while left:
        waiting = [fact for fact in left if not _entered(fact, cadre, office, people, on, made)]
        if len(waiting) == len(left):
            return made
        left = waiting
    return made


def _entered(fact, cadre, office, people, on, made):
    if fact.of and fact.of not in made:
        return False
    try:
        with transaction.atomic():
            made[fact.name] = _enter(fact, cadre, office, people, on, made)
    except Refused:
        return False
    return True


def _enter(fact, cadre, office, people, on, made):
    if not fact.of:
        paper = DecisionFacts(organ_name=office.full_name, number=fact.name, **fact.facts)
        return register_decision(cadre, facts=paper, owner=office, by=people[0], on=on)
    told = dict(fact.facts)
    kind, day = EventKind(told.pop("kind")), told.pop("on")
    second = people[1] if kind == EventKind.OVERRIDDEN else None
    return record_event(
        made[fact.of], kind=kind, event_on=day, by=people[0], on=on, confirmed_by=second, **told
    )
