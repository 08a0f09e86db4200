"""What a visit must hold on its way: the team, another day, refusals, attempts. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from web.dates import cn_date

MIN_VISITORS = 2
# Practice E.4.
MOST_MOVES = 2
OFFER_WITHIN = 30
ATTEMPTS = 3
REFUSED, OFFERED, PARTY, ATTEMPT = "refused", "offered", "party", "attempt"


@dataclass(frozen=True)
class Contact:
    kind: str
    on: date


def team_fault(
    visitors: Collection[int], *, able: Collection[int], is_key: bool, leaders: Collection[int]
) -> str:
    """The code of what is wrong with a team, or nothing; `able`: who may still go."""
    if set(visitors) - set(able):
        return "person"
    if len(set(visitors)) < MIN_VISITORS:
        return "few"
    return "leader" if is_key and not set(leaders) & set(visitors) else ""


def wrong_move(moves: int, *, was: date | None, to: date, today: date) -> str:
    if moves >= MOST_MOVES:
        return (
            f"改期最多{MOST_MOVES}次，这次回访已改期{moves}次。请按约定日期进行，或作废后重新安排。"
        )
    if to < today:
        return f"改到的日期不能早于今天（{cn_date(today)}）。"
    return "改到的日期与原定日期相同。请选择另一天。" if to == was else ""


def wrong_contact(kind: str, on: date, told: Sequence[Contact], *, today: date) -> str:
    """What one more line of the chain may not be."""
    if on > today:
        return f"日期不能晚于今天（{cn_date(today)}）。"
    if any(each.kind == kind and each.on == on for each in told):
        return "同一天的这项情况已经登记。不同日期的联系请分别登记。"
    refusals = [each.on for each in told if each.kind == REFUSED]
    offers = [each.on for each in told if each.kind == OFFERED]
    if kind == REFUSED and refusals:
        return "本人暂不愿意已经登记，再次邀约请选择“再次邀约，仍不愿意”。"
    wrong_offer = _wrong_offer(on, refusals) if kind == OFFERED else ""
    too_early = kind == PARTY and not any(on >= each for each in offers)
    return wrong_offer or ("请先再次邀约，仍不愿意的再请所在党组织协助。" if too_early else "")


def _wrong_offer(on: date, refusals: list[date]) -> str:
    if not refusals:
        return "请先登记本人第一次表示暂不愿意的日期和原话。"
    last = refusals[0] + timedelta(days=OFFER_WITHIN)
    if on <= refusals[0]:
        return f"再次邀约的日期要晚于第一次（{cn_date(refusals[0])}）。"
    if on > last:
        return (
            f"再次邀约要在第一次之后{OFFER_WITHIN}天内（{cn_date(last)}前）。"
            "请作废后重新安排，从第一次邀约登记。"
        )
    return ""


def missing_for_declined(told: Sequence[Contact]) -> str:
    """拒访: offered again within thirty days, then the party organisation was asked."""
    chain = [
        party.on
        for first in told
        for offer in told
        for party in told
        if (first.kind, offer.kind, party.kind) == (REFUSED, OFFERED, PARTY)
        and first.on < offer.on <= first.on + timedelta(days=OFFER_WITHIN)
        and party.on >= offer.on
    ]
    if chain:
        return ""
    return (
        f"记录为不接受回访以前，要有本人原话、{OFFER_WITHIN}天内再次邀约、"
        "请所在党组织协助三项登记。"
    )


def missing_for_lost(told: Sequence[Contact]) -> str:
    """失联: three attempts on different days."""
    days = len({each.on for each in told if each.kind == ATTEMPT})
    if days >= ATTEMPTS:
        return ""
    return f"记录为未能联系上以前，要在{ATTEMPTS}个不同的日子联系，现在登记了{days}天。"
