"""What a plan needs before it is submitted, and who approves it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

# practice D.3: 撤销党内职务 and above, 降级, 撤职 also need the leader in charge.
HEAVY_MEASURES = frozenset({"PR", "PP1", "PP2", "PE", "AL", "AR", "AX", "IG", "IX"})
# County level and above likewise.
HIGH_RANKS = frozenset({"department", "county_head", "county_deputy"})
# 厅局级 also goes to the leading group.
GROUP_RANKS = frozenset({"department"})
# Two names in one field are two bodies, and nobody answers alone.
BETWEEN_BODIES = frozenset("、，,；;/／")


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


def needs_group(*, ranks: Iterable[str], is_joint: bool) -> bool:
    return is_joint or bool(GROUP_RANKS & set(ranks))


def missing_lanes(lanes: Collection[str], *, every: Iterable[tuple[str, str]]) -> list[str]:
    """Sentences on lanes (code, name) without a responsible body."""
    return [
        f"“{name}”这条线还没有责任单位。请填写一个，例如所在单位党组织。"
        for code, name in every
        if code not in lanes
    ]


def wrong_body(name: str, *, lane: str) -> str:
    if BETWEEN_BODIES & set(name):
        return f"“{lane}”这条线只写一个责任单位；协同的单位写在主要任务里。"
    return ""


def missing_kinds(kinds: Collection[str], *, every: Iterable[tuple[str, str]]) -> list[str]:
    return [
        f"帮扶措施还缺“{name}”的一项。解结是解开思想疙瘩，赋能是给任务、给平台。"
        for code, name in every
        if code not in kinds
    ]


def missing_steps(kinds: Collection[str]) -> list[str]:
    if "visit" in kinds:
        return []
    return ["回访安排里还没有回访。请至少写一次，可以套用模板。"]


def missing_view(view: str, words: str, on: date | None, *, asked: bool) -> list[str]:
    """The person's own view: what he said and when; or why he could not be asked."""
    if not view:
        return ["还没有征求本人对方案的意见。请选择同意、有不同意见或未能征求。"]
    found = [] if on is not None else ["请填写征求本人意见的日期。"]
    if not words.strip():
        found.append(
            "请写明本人怎么说，例如“同意，希望参加业务培训”。"
            if asked
            else "请写明未能征求的原因。"
        )
    return found
