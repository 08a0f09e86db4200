"""Sufficiency, floors and the grade: unrounded values decide, confirmed facts may veto."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.rules.instrument import FULL_WEIGHT, Grade, Instrument, Item
from evaluation.rules.scoring import Scores, Turnout, one_decimal


@dataclass(frozen=True)
class Facts:
    """Verified by two people elsewhere; a rater's statement never stands here."""

    bonus: Fraction = Fraction(0)
    penalty: Fraction = Fraction(0)
    vetoes: tuple[str, ...] = ()


NO_FACTS = Facts()


@dataclass(frozen=True)
class Graded:
    """A grade, the score it stands on, and which floors kept it from a higher one."""

    rank: int
    code: str
    total: Fraction
    floors: tuple[str, ...]


@dataclass(frozen=True)
class Yardstick:
    """What a set of scores is held against."""

    instrument: Instrument
    facts: Facts
    removed: Collection[str]

    def grade(self, scores: Scores) -> Graded | None:
        """The first grade whose line and floors hold; None without a composite."""
        if scores.total is None:
            return None
        total = with_facts(scores.total, self.facts, self.instrument)
        grades = self.instrument.grades
        if self.facts.vetoes:
            return Graded(len(grades) - 1, grades[-1].code, total, ())
        floors: list[str] = []
        for rank, grade in enumerate(grades):
            failed = list(self._failed(grade, scores)) if total >= grade.min else [""]
            if not failed:
                return Graded(rank, grade.code, total, tuple(floors))
            floors += filter(None, failed)
        raise ValueError("an instrument's last grade has no floor and starts at 0")

    def _failed(self, grade: Grade, scores: Scores) -> Iterable[str]:
        yield from self._low_dimensions(grade, scores)
        if grade.core_floor is not None:
            yield from self._low_core(grade, grade.core_floor, scores)
            if self.facts.penalty > 0:
                yield f"有查证属实的负面事项，不评{grade.name}。"

    def _low_dimensions(self, grade: Grade, scores: Scores) -> Iterable[str]:
        for dimension in self.instrument.dimensions:
            score = scores.dimensions.get(dimension.code)
            if grade.dim_floor is not None and score is not None and score < grade.dim_floor:
                yield (
                    f"{dimension.name}{one_decimal(score)}分，"
                    f"{grade.name}要求每个维度不低于{one_decimal(grade.dim_floor)}分。"
                )

    def _low_core(self, grade: Grade, floor: Fraction, scores: Scores) -> Iterable[str]:
        """A core item nobody could judge does not count as met; one that does not apply does."""
        for item in self.instrument.items:
            if not item.is_core or item.code in self.removed:
                continue
            score = scores.items.get(item.code)
            if score is None:
                yield f"第{item.seq}项（核心指标）没有得分，{grade.name}要求核心指标都有得分。"
            elif score < floor:
                yield (
                    f"第{item.seq}项（核心指标）{one_decimal(score)}分，"
                    f"{grade.name}要求不低于{one_decimal(floor)}分。"
                )


def with_facts(total: Fraction, facts: Facts, instrument: Instrument) -> Fraction:
    bonus = min(facts.bonus, instrument.constants.bonus_cap)
    penalty = min(facts.penalty, instrument.constants.penalty_cap)
    return max(Fraction(0), min(Fraction(FULL_WEIGHT), total + bonus - penalty))


def better(full: Graded, without_care: Graded | None) -> Graded:
    """A sign of distress never costs a grade; equal grades keep the full set of items."""
    if without_care is not None and without_care.rank < full.rank:
        return without_care
    return full


def without_care(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if not item.is_care]


def shortfalls(
    groups: Sequence[Turnout], scores: Scores, instrument: Instrument
) -> tuple[str, ...]:
    """What is missing before a grade may be given, as sentences; empty when it is enough."""
    return tuple(
        sentence
        for found in (
            _missing_required(groups, instrument),
            _too_few(groups, instrument),
            _thin_coverage(scores, instrument),
        )
        for sentence in found
    )


def _missing_required(groups: Sequence[Turnout], instrument: Instrument) -> Iterable[str]:
    by_code = {turnout.group.code: turnout for turnout in groups}
    for choice in instrument.constants.required_groups:
        wanted = [by_code[code] for code in choice]
        if not any(turnout.present for turnout in wanted):
            names = "或".join(turnout.group.name for turnout in wanted)
            state = "；".join(_have(turnout) for turnout in wanted)
            yield f"缺少必须有的评价主体：{names}（{state}）。"


def _have(turnout: Turnout) -> str:
    group = turnout.group
    return f"{group.name}至少{group.min_ballots}份，现有有效{turnout.valid}份"


def _too_few(groups: Sequence[Turnout], instrument: Instrument) -> Iterable[str]:
    limits = instrument.constants
    present = [turnout for turnout in groups if turnout.present]
    if len(present) < limits.min_groups:
        yield f"达到最低份数的评价主体有{len(present)}类，至少需要{limits.min_groups}类。"
    valid = sum(turnout.valid for turnout in present)
    if valid < limits.min_ballots:
        yield f"可计入的有效票有{valid}份，至少需要{limits.min_ballots}份。"


def _thin_coverage(scores: Scores, instrument: Instrument) -> Iterable[str]:
    if len(scores.items) < instrument.constants.min_items:
        yield (f"有得分的指标有{len(scores.items)}项，至少需要{instrument.constants.min_items}项。")
    for dimension in instrument.dimensions:
        if dimension.code not in scores.dimensions:
            yield f"维度“{dimension.name}”没有一项指标有得分，至少需要1项。"
