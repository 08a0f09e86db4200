"""What a plan needs before it is submitted, and who approves it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

# practice D.3: 撤销党内职务 and above, 降级, 撤职 also need the leader in charge.
HEAVY_MEASURES = frozenset({"PR", "PP1", "PP2", "PE", "AL", "AR", "AX", "IG", "IX"})
# County level and above likewise.
HIGH_RANKS = frozenset({"department", "county_head", "county_deputy"})


@dataclass(frozen=True)
class Part:
    """One of 看、听、谈: its name, its day, whether anything was written."""

    name: str
    on: date | None
    written: bool


def missing_parts(parts: Iterable[Part]) -> list[str]:
    """Sentences on what 看、听、谈 still lack."""
    found = []
    for part in parts:
        if part.on is None:
            found.append(f"“{part.name}”还没有日期。请填写实际开展的日期。")
        if not part.written:
            found.append(f"“{part.name}”还没有内容。请写明了解到的事实。")
    return found


def missing_areas(measures: Collection[str], *, areas: Iterable[tuple[str, str]]) -> list[str]:
    """Sentences on areas (code, name) for which no measure is planned."""
    return [
        f"帮扶措施还缺“{name}”方面。思想、工作、生活三方面各要有一项。"
        for code, name in areas
        if code not in measures
    ]


def needs_leader(*, measures: Iterable[str], ranks: Iterable[str]) -> bool:
    return bool(HEAVY_MEASURES & set(measures) or HIGH_RANKS & set(ranks))
