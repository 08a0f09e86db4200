"""The annual appraisal year by year, to be read beside the check: nothing here decides a grade.

The sources and remarks are those of clocks.appraisal; here stands only which years each measure
reaches. Where several fall into one year the heavier effect governs (rules.md 3.7).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cases.rules.execution import Sanction
from clocks.appraisal import effects_of


class Effect(IntEnum):
    """Light to heavy."""

    BY_NEW_POST = 0
    NOT_EXCELLENT = 1
    DISPUTED = 2
    COMMENT = 3
    NO_GRADE = 4
    UNFIT = 5


E = Effect
WORDS: Mapping[Effect, str] = {
    E.BY_NEW_POST: "按新的职务确定",
    E.NOT_EXCELLENT: "不得确定为优秀",
    E.DISPUTED: "不得确定为优秀，或者只写评语，不确定等次",
    E.COMMENT: "只写评语，不确定等次",
    E.NO_GRADE: "不确定等次",
    E.UNFIT: "确定为不称职",
}
# The year of the decision, then the years after it.
YEARS: Mapping[str, tuple[Effect, ...]] = {
    **dict.fromkeys(("PW", "AW", "IW", "LA", "OA"), (E.NOT_EXCELLENT,)),
    **dict.fromkeys(("OR", "OD"), (E.DISPUTED,)),
    **dict.fromkeys(("PSW", "PSW-S", "AD1", "ID", "OG"), (E.COMMENT,)),
    **dict.fromkeys(("AD2", "AL", "AR"), (E.NO_GRADE, E.NO_GRADE)),
    "IG": (E.COMMENT, E.COMMENT),
    "PR": (E.UNFIT, E.BY_NEW_POST),
    "PP1": (E.UNFIT, E.NO_GRADE),
    **dict.fromkeys(("PP2", "PE"), (E.UNFIT, E.NO_GRADE, E.NO_GRADE)),
}
# Given in place of another measure, it keeps its own name in the appraisal (条例 11).
_AS = {"PSW-S": "PSW"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A standing decision and the names of every measure it has been."""

    sanction: Sanction
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class YearLine:
    """`because`: the measures that reach this year; `remark`: where the sources disagree."""

    year: int
    words: str
    because: tuple[str, ...]
    remark: str


def years_of(judged: Iterable[Judged]) -> list[YearLine]:
    reached: dict[int, list[tuple[Effect, str, str]]] = {}
    for each in judged:
        for since, measure in _counted(each.sanction):
            for after, effect in enumerate(YEARS.get(measure, ())):
                row = effect, measure, each.names[measure]
                reached.setdefault(since.year + after, []).append(row)
    return [_line(year, rows) for year, rows in sorted(reached.items())]


def _counted(sanction: Sanction) -> Iterator[tuple[date, str]]:
    """A lighter measure stands in from the first day, a heavier one from its change on."""
    counted = [(sanction.decided_on, sanction.measure)]
    for change in sanction.changes:
        if change.is_lighter:
            counted = [(sanction.decided_on, change.measure)]
        else:
            counted.append((change.on, change.measure))
    yield from counted


def _line(year: int, rows: list[tuple[Effect, str, str]]) -> YearLine:
    effect, governing, _ = max(rows, key=lambda row: row[0])
    told = effects_of(frozenset({_AS.get(governing, governing)}))
    return YearLine(
        year=year,
        words=WORDS[effect],
        because=tuple(dict.fromkeys(name for _, _, name in rows)),
        remark=told[-1].remark if told else "",
    )
