"""From ballots to scores: turnout, trimming, then item, dimension and composite."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.rules.ballots import Ballot, ballot_mean, mean, says_something, scores_of
from evaluation.rules.instrument import Dimension, Group, Instrument, Item

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Turnout:
    """What one group sent in; a group below its minimum is treated as missing."""

    group: Group
    received: int
    valid: int
    kept: tuple[Ballot, ...]
    dropped: tuple[int, ...]

    @property
    def present(self) -> bool:
        return bool(self.valid) and self.valid >= self.group.min_ballots


@dataclass(frozen=True)
class Cell:
    """What one group says about one item: the mean, and of how many ballots."""

    mean: Fraction
    answered: int


Cells = Mapping[tuple[str, str], Cell]


@dataclass(frozen=True)
class Scores:
    items: Mapping[str, Fraction]
    dimensions: Mapping[str, Fraction]
    total: Fraction | None


def turnouts(ballots: Sequence[Ballot], instrument: Instrument) -> tuple[Turnout, ...]:
    return tuple(_turnout(group, ballots, instrument) for group in instrument.groups)


def _turnout(group: Group, ballots: Sequence[Ballot], instrument: Instrument) -> Turnout:
    received = [ballot for ballot in ballots if ballot.group == group.code]
    valid = [ballot for ballot in received if says_something(ballot, instrument)]
    dropped = _extremes(valid, instrument)
    kept = tuple(ballot for ballot in valid if ballot.number not in dropped)
    return Turnout(group, len(received), len(valid), kept, dropped)


def _extremes(valid: Sequence[Ballot], instrument: Instrument) -> tuple[int, ...]:
    """The lowest and the highest ballot of a large group; ties fall by number, so it repeats."""
    if len(valid) <= instrument.constants.trim_if_more_than:
        return ()
    ranked = sorted(
        valid, key=lambda each: (ballot_mean(each, instrument) or Fraction(0), each.number)
    )
    return (ranked[0].number, ranked[-1].number)


def cells(groups: Sequence[Turnout], instrument: Instrument) -> Cells:
    """x(g, i): the mean over the kept ballots of present group g that answered item i."""
    found: dict[tuple[str, str], Cell] = {}
    for turnout in groups:
        if not turnout.present:
            continue
        answers = [scores_of(ballot, instrument.items) for ballot in turnout.kept]
        for item in instrument.items:
            given = [answer[item.code] for answer in answers if item.code in answer]
            average = mean(given)
            if average is not None:
                found[turnout.group.code, item.code] = Cell(average, len(given))
    return found


def combine(
    table: Cells,
    instrument: Instrument,
    *,
    groups: Collection[str] | None = None,
    items: Sequence[Item] | None = None,
) -> Scores:
    """X(i), D(d) and C0 over the chosen groups and items; what is missing renormalises."""
    chosen = instrument.items if items is None else items
    raters = instrument.groups if groups is None else _only(instrument.groups, groups)
    by_item = _defined({item.code: _item_score(table, item, raters) for item in chosen})
    by_dimension = _defined(
        {each.code: _dimension_score(by_item, each, chosen) for each in instrument.dimensions}
    )
    total = weighted([(each.weight, by_dimension.get(each.code)) for each in instrument.dimensions])
    return Scores(by_item, by_dimension, total)


def _only(every: Sequence[Group], wanted: Collection[str]) -> list[Group]:
    return [group for group in every if group.code in wanted]


def _item_score(table: Cells, item: Item, raters: Sequence[Group]) -> Fraction | None:
    given = [(group.weight, table.get((group.code, item.code))) for group in raters]
    return weighted([(weight, cell.mean if cell else None) for weight, cell in given])


def _dimension_score(
    by_item: Mapping[str, Fraction], dimension: Dimension, items: Sequence[Item]
) -> Fraction | None:
    own = [item for item in items if item.dim == dimension.code]
    return weighted([(item.weight, by_item.get(item.code)) for item in own])


def _defined(scores: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    return {code: score for code, score in scores.items() if score is not None}


def weighted(pairs: Sequence[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """The weighted mean of what is defined; None when nothing is, or nothing weighs."""
    known = [(weight, value) for weight, value in pairs if value is not None]
    weight_sum = sum((weight for weight, _ in known), Fraction(0))
    if not weight_sum:
        return None
    return sum((weight * value for weight, value in known), Fraction(0)) / weight_sum


def one_decimal(score: Fraction) -> str:
    """For display only: one decimal, a half goes up (away from zero), as people round."""
    tenths = int(abs(score) * 10 + HALF)
    sign = "-" if score < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"
