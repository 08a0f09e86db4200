"""A person compared with himself: two rounds on what both of them asked and heard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.choices import Trend
from evaluation.rules.ballots import Ballot
from evaluation.rules.instrument import Instrument, Item
from evaluation.rules.scoring import Cells, Scores, cells, combine, turnouts


@dataclass(frozen=True)
class Change:
    before: Fraction
    now: Fraction
    direction: Trend

    @property
    def delta(self) -> Fraction:
        return self.now - self.before


@dataclass(frozen=True)
class Comparison:
    total: Change
    dimensions: Mapping[str, Change]
    groups: tuple[str, ...]
    items: tuple[str, ...]


def direction(delta: Fraction, threshold: Fraction) -> Trend:
    if delta >= threshold:
        return Trend.UP
    return Trend.DOWN if delta <= -threshold else Trend.FLAT


def compare(
    now: Sequence[Ballot],
    before: Sequence[Ballot],
    *,
    instrument: Instrument,
    previous: Instrument,
) -> Comparison | None:
    """Both rounds recomputed on shared groups and items; None when they share nothing."""
    tables = (_table(now, instrument), _table(before, previous))
    heard = [{group for group, _ in table} for table in tables]
    groups = [group.code for group in instrument.groups if group.code in heard[0] & heard[1]]
    scored = [
        combine(table, source, groups=groups).items.keys()
        for table, source in zip(tables, (instrument, previous), strict=True)
    ]
    shared = scored[0] & scored[1]
    present = combine(tables[0], instrument, groups=groups, items=_items(instrument, shared))
    past = combine(tables[1], previous, groups=groups, items=_items(previous, shared))
    codes = tuple(item.code for item in instrument.items if item.code in shared)
    return _comparison(present, past, instrument, groups=tuple(groups), items=codes)


def _table(ballots: Sequence[Ballot], instrument: Instrument) -> Cells:
    return cells(turnouts(ballots, instrument), instrument)


def _items(instrument: Instrument, codes: set[str]) -> list[Item]:
    return [item for item in instrument.items if item.code in codes]


def _comparison(
    now: Scores,
    before: Scores,
    instrument: Instrument,
    *,
    groups: tuple[str, ...],
    items: tuple[str, ...],
) -> Comparison | None:
    if now.total is None or before.total is None:
        return None
    threshold = instrument.constants.trend_delta
    dimensions = {
        code: _change(before.dimensions[code], score, threshold)
        for code, score in now.dimensions.items()
        if code in before.dimensions
    }
    return Comparison(_change(before.total, now.total, threshold), dimensions, groups, items)


def _change(before: Fraction, now: Fraction, threshold: Fraction) -> Change:
    return Change(before, now, direction(now - before, threshold))
