"""Each row's verdict: new, changed, same or wrong, with the reason; rows in = their sum, always."""

from collections.abc import Iterable

from intake.rules.changes import merged_facts, shares_of
from intake.rules.consequences import ask_engine
from intake.rules.facts import lacking_for_new
from intake.rules.known import Known
from intake.rules.people import Roster, newcomer, rulings_of
from intake.rules.persons import CHANGED, NEW, SAME_KIND, WRONG, Book, Person, Verdict


def judge(verdicts: list[Verdict], known: Iterable[Known], book: Book) -> list[Person]:
    """Fill in every verdict; returns the people of the good rows."""
    people = _group(verdicts, Roster.of(known), book)
    for person in people:
        _judge_person(person, book)
    for verdict in verdicts:
        verdict.kind = verdict.kind or SAME_KIND
    return people


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    found = dict.fromkeys((NEW, CHANGED, SAME_KIND, WRONG), 0)
    for verdict in verdicts:
        found[verdict.kind] += 1
    return {"rows": sum(found.values()), **found}


def _group(verdicts: list[Verdict], roster: Roster, book: Book) -> list[Person]:
    people: dict[int, Person] = {}
    for verdict in verdicts:
        row = verdict.row
        if row.errors:
            verdict.kind = WRONG
            continue
        verdict.rulings = rulings_of(row.values, row.row)
        match = roster.find(row.values, verdict.rulings, token=verdict.token, answer=verdict.answer)
        verdict.ask = match.ask
        if match.wrong or match.ask:
            book.refuse(verdict, "name", match.wrong or match.ask)
            continue
        target = match.person
        if target is None:
            target = newcomer(row.values, verdict.rulings, token=verdict.token, row=row.row)
            roster.add(target)
        elif target.pk is None:
            target.rulings += verdict.rulings
        stored = target if target.pk is not None else None
        person = people.setdefault(id(target), Person(stored))
        person.verdicts.append(verdict)
        verdict.person = person
    return list(people.values())


def _judge_person(person: Person, book: Book) -> None:
    """Rows that turn out wrong leave the person, and the rest is judged again without them."""
    while True:
        standing = person.standing
        if not standing:
            return
        rows = [verdict.row for verdict in standing]
        person.facts = merged_facts(rows)
        shares = shares_of(rows, dict(enumerate(each.rulings for each in standing)), person.known)
        for verdict, share in zip(standing, shares, strict=True):
            verdict.share = share
            for key, message in share.wrong:
                book.refuse(verdict, key, message)
        _require(person, book)
        if len(person.standing) == len(standing):
            ask_engine(person, book)
        if len(person.standing) == len(standing):
            break
    for verdict in person.standing:
        verdict.kind = _kind(verdict, person)


def _kind(verdict: Verdict, person: Person) -> str:
    share = verdict.share
    if share is None:
        return SAME_KIND
    if person.known is not None:
        return CHANGED if share.rulings or share.changes else SAME_KIND
    return NEW if share.rulings else SAME_KIND


def _require(person: Person, book: Book) -> None:
    if person.known is not None:
        return
    facts = {key: value for key, (value, _) in person.facts.items()}
    for key, message in lacking_for_new(facts):
        for verdict in person.standing:
            book.refuse(verdict, key, message)
