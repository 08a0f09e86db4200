"""The instrument as frozen values: dimensions, groups, items, grades and constants."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

CARE, CORE = "care", "core"
FULL_WEIGHT = 100


@dataclass(frozen=True)
class Dimension:
    code: str
    name: str
    weight: Fraction
    order: int
    neutral: str = ""

    def name_for(self, group: "Group") -> str:
        return self.neutral if group.outside and self.neutral else self.name


@dataclass(frozen=True)
class Group:
    code: str
    name: str
    weight: Fraction
    min_ballots: int
    # Raters outside the organisation, who may not know of the sanction.
    outside: bool = False
    recommended: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class Item:
    seq: int
    code: str
    dim: str
    positive: bool
    text: str
    evidence: str
    raters: frozenset[str]
    weight: Fraction
    flags: frozenset[str]
    neutral: str = ""

    def text_for(self, group: Group) -> str:
        """Nothing that an outside rater reads says that the person was sanctioned."""
        return self.neutral if group.outside and self.neutral else self.text

    @property
    def is_care(self) -> bool:
        return CARE in self.flags

    @property
    def is_core(self) -> bool:
        return CORE in self.flags


@dataclass(frozen=True)
class Grade:
    code: str
    name: str
    min: Fraction
    dim_floor: Fraction | None = None
    core_floor: Fraction | None = None

    @property
    def has_floors(self) -> bool:
        return (self.dim_floor, self.core_floor) != (None, None)


@dataclass(frozen=True)
class Constants:
    required_groups: tuple[tuple[str, ...], ...] = ()
    min_groups: int = 1
    min_ballots: int = 1
    min_items: int = 1
    high_sigma: Fraction = Fraction(6)
    ok_sigma: Fraction = Fraction(12)
    max_range: Fraction = Fraction(30)
    trim_if_more_than: int = 5
    bonus_cap: Fraction = Fraction(5)
    penalty_cap: Fraction = Fraction(20)
    trend_delta: Fraction = Fraction(5)
    min_group_display: int = 3


@dataclass(frozen=True)
class Instrument:
    code: str
    version: int
    name: str
    public_name: str
    dimensions: tuple[Dimension, ...]
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    grades: tuple[Grade, ...]
    constants: Constants = Constants()

    @cached_property
    def group(self) -> Mapping[str, Group]:
        return {group.code: group for group in self.groups}

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return {dimension.code: dimension for dimension in self.dimensions}

    def items_for(self, group: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if group in item.raters)


def read(data: Mapping[str, Any]) -> Instrument:
    """The stored snapshot as values; call `faults` before publishing a new one."""
    head = data["instrument"]
    return Instrument(
        code=head["code"],
        version=head["version"],
        name=head["name"],
        public_name=head["public_name"],
        dimensions=tuple(
            sorted((_dimension(row) for row in data["dimensions"]), key=lambda each: each.order)
        ),
        groups=tuple(_group(row) for row in data["rater_groups"]),
        items=tuple(sorted((_item(row) for row in data["items"]), key=lambda each: each.seq)),
        grades=tuple(_grade(row) for row in data["grades"]),
        constants=_constants(data),
    )


def _dimension(row: Mapping[str, Any]) -> Dimension:
    return Dimension(
        code=row["code"],
        name=row["name"],
        weight=_exact(row["weight"]),
        order=row["order"],
        neutral=row.get("neutral", ""),
    )


def _group(row: Mapping[str, Any]) -> Group:
    low, high = row.get("recommended", (row["min_ballots"], row["min_ballots"]))
    return Group(
        code=row["code"],
        name=row["name"],
        weight=_exact(row["weight"]),
        min_ballots=row["min_ballots"],
        outside=row.get("outside", False),
        recommended=(low, high),
    )


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        seq=row["seq"],
        code=row["code"],
        dim=row["dim"],
        positive=row["pol"] == "+",
        text=row["text"],
        evidence=row["evidence"],
        raters=frozenset(row["raters"]),
        weight=_exact(row["weight"]),
        flags=frozenset(row["flags"]),
        neutral=row.get("neutral", ""),
    )


def _grade(row: Mapping[str, Any]) -> Grade:
    floors = {
        name: _exact(row[name]) if name in row else None for name in ("dim_floor", "core_floor")
    }
    return Grade(code=row["code"], name=row["name"], min=_exact(row["min"]), **floors)


def _constants(data: Mapping[str, Any]) -> Constants:
    agreement = data["agreement"]
    return Constants(
        required_groups=tuple(tuple(choice) for choice in data["required_groups"]),
        min_groups=data["min_groups"],
        min_ballots=data["min_ballots"],
        min_items=data["min_items"],
        high_sigma=_exact(agreement["high_sigma"]),
        ok_sigma=_exact(agreement["ok_sigma"]),
        max_range=_exact(agreement["max_range"]),
        trim_if_more_than=data["trim_if_more_than"],
        bonus_cap=_exact(data["bonus_cap"]),
        penalty_cap=_exact(data["penalty_cap"]),
        trend_delta=_exact(data["trend_delta"]),
        min_group_display=data["min_group_display"],
    )


def _exact(number: float | str) -> Fraction:
    """1.5 in the data means one and a half, not the nearest binary number."""
    return Fraction(str(number))


def faults(instrument: Instrument) -> list[str]:
    """Why the instrument may not be published; empty when it may."""
    return [sentence for check in _CHECKS for sentence in check(instrument)]


def _weights(instrument: Instrument) -> Iterable[str]:
    for noun, rows in (("维度", instrument.dimensions), ("评价主体", instrument.groups)):
        total = sum((row.weight for row in rows), Fraction(0))
        if total != FULL_WEIGHT:
            yield f"{noun}权重合计为{total}，应为{FULL_WEIGHT}。"


def _codes(instrument: Instrument) -> Iterable[str]:
    for noun, rows in (
        ("维度", instrument.dimensions),
        ("评价主体", instrument.groups),
        ("指标", instrument.items),
        ("等次", instrument.grades),
    ):
        codes = [row.code for row in rows]
        if len(set(codes)) < len(codes):
            yield f"{noun}代码有重复，每个代码只能用一次。"
    if [item.seq for item in instrument.items] != list(range(1, len(instrument.items) + 1)):
        yield "指标序号应从1开始连续编排。"


def _raters(instrument: Instrument) -> Iterable[str]:
    for item in instrument.items:
        if item.dim not in instrument.dimension:
            yield f"第{item.seq}项的维度“{item.dim}”不在维度表中。"
        if unknown := item.raters - set(instrument.group):
            yield f"第{item.seq}项的评价主体“{'、'.join(sorted(unknown))}”不在主体表中。"
        if len(item.raters) < 2:
            yield f"第{item.seq}项只有{len(item.raters)}类评价主体，至少应有2类。"


def _grades(instrument: Instrument) -> Iterable[str]:
    bounds = [grade.min for grade in instrument.grades]
    if bounds != sorted(set(bounds), reverse=True):
        yield "等次分数线应从高到低排列，不能相同。"
    if not bounds or bounds[-1] != 0 or instrument.grades[-1].has_floors:
        yield "最低一个等次的分数线应为0且没有其他要求，否则会有分数没有等次。"


_CHECKS = (_weights, _codes, _raters, _grades)
