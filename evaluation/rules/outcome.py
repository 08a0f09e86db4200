"""Everything one round says, computed once from its ballots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.rules.agreement import Spread, spread
from evaluation.rules.ballots import NOT_APPLICABLE, Ballot
from evaluation.rules.grading import (
    NO_FACTS,
    Facts,
    Graded,
    Yardstick,
    better,
    shortfalls,
    without_care,
)
from evaluation.rules.instrument import Instrument
from evaluation.rules.scoring import Cells, Scores, Turnout, cells, combine, turnouts


@dataclass(frozen=True)
class Merged:
    """The groups too small to be shown on their own, taken together."""

    groups: tuple[str, ...]
    ballots: int
    scores: Scores


@dataclass(frozen=True)
class Outcome:
    turnouts: tuple[Turnout, ...]
    table: Cells
    scores: Scores
    positive: Fraction | None
    negative: Fraction | None
    groups: Mapping[str, Scores]
    merged: Merged
    agreement: Spread | None
    dimension_agreement: Mapping[str, Spread]
    removed: frozenset[str]
    facts: Facts
    full: Graded | None
    without_care: Graded | None
    shortfalls: tuple[str, ...]
    grade: Graded | None
    unstable: tuple[str, ...]


def outcome_of(
    ballots: Sequence[Ballot], instrument: Instrument, *, facts: Facts = NO_FACTS
) -> Outcome:
    """The whole computation; voided ballots are left out by the caller."""
    sent = turnouts(ballots, instrument)
    table = cells(sent, instrument)
    scores = combine(table, instrument)
    removed = removed_items(ballots, scores, instrument)
    yardstick = Yardstick(instrument, facts, removed)
    full, careless = _both_grades(table, yardstick)
    lacking = shortfalls(sent, scores, instrument)
    grade = better(full, careless) if full and (not lacking or facts.vetoes) else None
    by_group = {
        turnout.group.code: combine(table, instrument, groups={turnout.group.code})
        for turnout in sent
        if turnout.present
    }
    return Outcome(
        turnouts=sent,
        table=table,
        scores=scores,
        positive=_side(table, instrument, positive=True),
        negative=_side(table, instrument, positive=False),
        groups=by_group,
        merged=_merged(sent, table, instrument),
        agreement=spread(_totals(by_group), instrument),
        dimension_agreement=_dimension_agreement(by_group, instrument),
        removed=removed,
        facts=facts,
        full=full,
        without_care=careless,
        shortfalls=lacking,
        grade=grade,
        unstable=_unstable(grade, table, yardstick),
    )


def removed_items(
    ballots: Sequence[Ballot], scores: Scores, instrument: Instrument
) -> frozenset[str]:
    """Items that someone called not applicable and nobody else could score."""
    return frozenset(
        item.code
        for item in instrument.items
        if item.code not in scores.items
        and any(ballot.raw(item) == NOT_APPLICABLE for ballot in ballots)
    )


def _both_grades(table: Cells, yardstick: Yardstick) -> tuple[Graded | None, Graded | None]:
    """With all items, and without those that only call for care."""
    instrument = yardstick.instrument
    calm = without_care(instrument.items)
    return (
        yardstick.grade(combine(table, instrument)),
        yardstick.grade(combine(table, instrument, items=calm)),
    )


def _side(table: Cells, instrument: Instrument, *, positive: bool) -> Fraction | None:
    items = [item for item in instrument.items if item.positive is positive]
    return combine(table, instrument, items=items).total


def _merged(sent: Sequence[Turnout], table: Cells, instrument: Instrument) -> Merged:
    """The small groups; when even together they are too few, the next larger one joins them,
    because what is left over would follow from the whole."""
    least = instrument.constants.min_group_display
    by_size = sorted((each for each in sent if each.present), key=lambda each: each.valid)
    joined: list[Turnout] = []
    for turnout in by_size:
        ballots = sum(each.valid for each in joined)
        if turnout.valid < least or 0 < ballots < least:
            joined.append(turnout)
    codes = {each.group.code for each in joined}
    return Merged(
        groups=tuple(each.group.code for each in sent if each.group.code in codes),
        ballots=sum(each.valid for each in joined),
        scores=combine(table, instrument, groups=codes),
    )


def _totals(by_group: Mapping[str, Scores]) -> dict[str, Fraction]:
    return {code: each.total for code, each in by_group.items() if each.total is not None}


def _dimension_agreement(
    by_group: Mapping[str, Scores], instrument: Instrument
) -> dict[str, Spread]:
    found = {
        dimension.code: spread(
            {
                code: each.dimensions[dimension.code]
                for code, each in by_group.items()
                if dimension.code in each.dimensions
            },
            instrument,
        )
        for dimension in instrument.dimensions
    }
    return {code: each for code, each in found.items() if each is not None}


def _unstable(grade: Graded | None, table: Cells, yardstick: Yardstick) -> tuple[str, ...]:
    """Groups without which the grade would be another one."""
    if grade is None:
        return ()
    heard = {group for group, _ in table}
    changed = []
    for code in (group.code for group in yardstick.instrument.groups if group.code in heard):
        rest = {key: cell for key, cell in table.items() if key[0] != code}
        full, careless = _both_grades(rest, yardstick)
        if full is not None and better(full, careless).code != grade.code:
            changed.append(code)
    return tuple(changed)
