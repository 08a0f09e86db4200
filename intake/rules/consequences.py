"""What the clock engine says of a person's rows: refusals, moved ends, differing printed ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clocks.facts import DecisionInput, Error
from clocks.facts import Person as EnginePerson
from clocks.outcome import Clock, Outcome
from intake.rules.changes import Change
from intake.rules.facts import party_of
from intake.rules.persons import WRONG, Book, Person, Verdict

# Which cell an error of the engine belongs to.
CELL_OF = {"decided_on": "decided_on", "announced_on": "announced_on"}
MOVING = frozenset({"measure", "decided_on", "politics", "identity"})


def ask_engine(person: Person, book: Book) -> None:
    """Clocks of everything that would stand; refusals go to the rows, moved ends need a tick."""
    stored = person.known.rulings if person.known is not None else []
    before = [book.inputs[each.pk] for each in stored if each.pk is not None]
    after = [_corrected(each, person) for each in before]
    owners: dict[str, Verdict] = {}
    for verdict in person.standing:
        for place, ruling in enumerate(verdict.share.rulings if verdict.share else ()):
            key = f"r{verdict.place}.{place}"
            owners[key] = verdict
            decided = date.fromisoformat(ruling.decided_on)
            after.append(DecisionInput(key, ruling.measure, decided, _day(ruling.announced_on)))
    if after == before and not _moving_facts(person):
        return
    outcome = _outcome(person, after, book)
    if isinstance(outcome, list):
        _put_errors(outcome, person, owners, book)
        return
    _compare_printed(person, outcome, owners)
    if before:
        _find_moves(person, before, outcome, book)


def _outcome(
    person: Person, inputs: list[DecisionInput], book: Book, *, stored_only: bool = False
) -> Outcome | list[Error]:
    if stored_only and person.known is not None:
        return book.ask(_status(person.known.facts), inputs)
    return book.ask(_status(_told_status(person)), inputs)


def _status(facts: dict[str, Any]) -> EnginePerson:
    return EnginePerson(party=party_of(facts), identity=facts.get("identity", "") or "other")


def _told_status(person: Person) -> dict[str, Any]:
    return {key: person.fact(key) for key in ("politics", "identity")}


def _corrected(told: DecisionInput, person: Person) -> DecisionInput:
    """A stored decision as the file would have it; where it was taken down with what the person
    was until now, a corrected status corrects it too."""
    measure, decided, announced = told.measure, told.decided_on, told.announced_on
    who = told.person
    if person.known is not None and who == _status(person.known.facts):
        who = _status(_told_status(person))
    for change in _changes(person):
        if str(change.ruling) != told.id:
            continue
        if change.field == "measure":
            measure = change.new
        elif change.field == "decided_on":
            decided = date.fromisoformat(change.new)
        elif change.field == "announced_on":
            announced = _day(change.new)
    return replace(told, measure=measure, decided_on=decided, announced_on=announced, person=who)


def _put_errors(
    errors: list[Error], person: Person, owners: Mapping[str, Verdict], book: Book
) -> None:
    """To the row that told the decision; an error of a stored one to every row that adds to it."""
    refused = False
    for error in errors:
        told = owners.get(error.decision)
        culprits = [told] if told is not None else _contributors(person)
        for verdict in culprits:
            if verdict.kind != WRONG:
                book.refuse(verdict, CELL_OF.get(error.field, "measures"), error.message)
                refused = True
    if not refused:
        for verdict in person.standing:
            book.refuse(verdict, "measures", errors[0].message)


def _find_moves(person: Person, before: list[DecisionInput], outcome: Outcome, book: Book) -> None:
    was = _outcome(person, before, book, stored_only=True)
    if isinstance(was, list):
        return
    old = {(each.decision, each.slot): each for each in was.clocks}
    moves = [
        _move(old[key], each)
        for each in outcome.clocks
        if (key := (each.decision, each.slot)) in old and _ends(old[key]) != _ends(each)
    ]
    kept = {(each.decision, each.slot) for each in outcome.clocks}
    moves += [_move(each, None) for key, each in old.items() if key not in kept]
    for verdict in _contributors(person):
        verdict.moves = moves


def _move(old: Clock, new: Clock | None) -> dict[str, str]:
    return {
        "label": old.reading.final.measure.name,
        "old": old.end.isoformat() if old.end else "",
        "new": new.end.isoformat() if new is not None and new.end else "",
    }


def _ends(clock: Clock) -> tuple[date | None, date | None]:
    return clock.start, clock.end


def _contributors(person: Person) -> list[Verdict]:
    """The rows whose word changes what the engine is told."""
    return [
        each
        for each in person.standing
        if each.share and (each.share.rulings or any(c.field in MOVING for c in each.share.changes))
    ]


def _moving_facts(person: Person) -> bool:
    return any(change.field in {"politics", "identity"} for change in _changes(person))


def _changes(person: Person) -> Iterable[Change]:
    return (c for each in person.standing if each.share for c in each.share.changes)


def _compare_printed(person: Person, outcome: Outcome, owners: Mapping[str, Verdict]) -> None:
    """The ledger's own end date is never taken; where it differs, that is listed."""
    ends: dict[int, list[date | None]] = defaultdict(list)
    for clock in outcome.clocks:
        owner = owners.get(clock.decision)
        if owner is not None:
            ends[owner.place].append(clock.end)
    for verdict in person.standing:
        printed = verdict.row.values.get("printed_end", "")
        mine = [each for each in ends[verdict.place] if each is not None]
        if not mine or not printed[:4].isdecimal() or len(printed) not in {7, 10}:
            continue
        if not any(each.isoformat().startswith(printed) for each in mine):
            listed = "、".join(each.isoformat() for each in mine)
            verdict.row.notices.append(
                f"表中影响期止于 {printed}，推算为 {listed}。以推算结果为准，请核对"
            )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
