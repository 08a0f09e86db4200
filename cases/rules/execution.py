"""What carrying out a decision means, item by item: from measure, system, status and events.

The list is derived anew whenever it is read (practice E.3); rows exist only for what somebody
entered. Terms and articles are those of clocks.duties; where no text names a number the item is
owed 及时 and has no due day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cases.choices.execution import ExecutionItem as Item
from cases.rules.execution_items import PACE, SPECS, Spec
from clocks.duties import DUTIES

TERMS = {duty.key: duty for duty in DUTIES}


@dataclass(frozen=True, slots=True)
class Change:
    """The decision became another measure on that day, a lighter or a heavier one."""

    on: date
    measure: str
    is_lighter: bool


@dataclass(frozen=True, slots=True)
class Sanction:
    """One decision as the list needs it; `identity` is what the person was on that day."""

    key: str
    system: str
    measure: str
    decided_on: date
    identity: str
    changes: tuple[Change, ...] = ()
    annulled_on: date | None = None

    @property
    def measures(self) -> tuple[tuple[date, str], ...]:
        """Every measure it has been, with the day since which."""
        return (
            (self.decided_on, self.measure),
            *((each.on, each.measure) for each in self.changes),
        )

    @property
    def last_relief(self) -> Change | None:
        """The last change for the lighter: what was lost since then is made good."""
        return next((each for each in reversed(self.changes) if each.is_lighter), None)


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the list. `latest`: what approval may extend it to; None: it cannot be."""

    decision: str
    item: Item
    since: date
    due_on: date | None
    latest: date | None
    pace: str
    who: str
    check: str
    articles: tuple[str, ...]
    if_any: bool
    may_precede: bool


def check_list(sanctions: Sequence[Sanction]) -> list[Due]:
    """Every item of these decisions, decision by decision, in the order of the form.

    What concerns the person and not the paper (年度考核 and the like) is asked once for the
    decisions of one day: under the one that gives it a term, else under the first.
    """
    asked: dict[tuple[date, Item], Due] = {}
    lines: list[tuple[date, Due]] = []
    for sanction in sanctions:
        for line in _of_one(sanction):
            key = sanction.decided_on, line.item
            lines.append((sanction.decided_on, line))
            asked[key] = min(asked.get(key, line), line, key=_without_term)
    return [
        line
        for day, line in lines
        if not SPECS[line.item].of_person or asked[day, line.item] is line
    ]


def _without_term(line: Due) -> bool:
    return line.due_on is None


def _of_one(sanction: Sanction) -> Iterator[Due]:
    if sanction.annulled_on is not None:
        yield from _restored(sanction, sanction.annulled_on)
        return
    measure = sanction.measures[-1][1]
    for item, spec in SPECS.items():
        if spec.applies(sanction.system, measure, sanction.identity):
            yield _line(sanction, item, _since(sanction, spec))
    yield from _told_of_change(sanction)


def _since(sanction: Sanction, spec: Spec) -> date:
    """The day that brought the item about; a change that leaves it standing does not move it."""
    since = sanction.decided_on
    stood = True
    for on, measure in sanction.measures:
        stands = spec.applies(sanction.system, measure, sanction.identity)
        if stands and not stood:
            since = on
        stood = stands
    return since


def _told_of_change(sanction: Sanction) -> Iterator[Due]:
    if not sanction.changes:
        return
    yield _line(sanction, Item.CHANGE_TOLD, sanction.changes[-1].on)
    relief = sanction.last_relief
    if relief is not None:
        before = [measure for on, measure in sanction.measures if on < relief.on]
        for item in _losses(sanction, before or [sanction.measure]):
            yield _line(sanction, item, relief.on)


def _restored(sanction: Sanction, on: date) -> Iterator[Due]:
    """政务处分法 60: name, post and pay as if the decision had never been."""
    yield _line(sanction, Item.NAME_RESTORED, on)
    for item in _losses(sanction, [measure for _, measure in sanction.measures]):
        yield _line(sanction, item, on)


def _losses(sanction: Sanction, measures: Iterable[str]) -> Iterator[Item]:
    """What the person may have lost under these measures, as items that make it good."""
    made_good = (
        (Item.POST_RESTORED, (Item.POST, Item.ORGANISATIONAL)),
        (Item.REPAID, (Item.PAY, Item.ALLOWANCE, Item.GAINS)),
        (Item.REAPPRAISED, (Item.APPRAISAL,)),
    )
    measures = list(measures)
    for restoring, lost in made_good:
        if any(
            SPECS[item].applies(sanction.system, measure, sanction.identity)
            for item in lost
            for measure in measures
        ):
            yield restoring


def _line(sanction: Sanction, item: Item, since: date) -> Due:
    spec = SPECS[item]
    duty = TERMS.get(spec.duty(sanction.system, sanction.measures[-1][1], sanction.identity))
    return Due(
        decision=sanction.key,
        item=item,
        since=since,
        due_on=duty.due_by(since) if duty else None,
        latest=duty.extended_due_by(since) if duty else None,
        pace=duty.pace if duty else PACE,
        who=duty.who if duty else spec.who,
        check=spec.check,
        articles=duty.articles if duty else spec.articles(sanction.system),
        if_any=spec.if_any,
        may_precede=spec.may_precede,
    )
