"""The talks of a dossier quarter by quarter, with those before the office began (启用前)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from cases.choices import Identity
from cases.models import Dossier, Policy
from cases.rules.states import add_months, first_of_quarter
from visits.models import Obligation, Talk
from visits.rules.quarters import (
    first_of_half,
    half_of,
    half_words,
    half_years_from,
    is_before_duties,
    quarter_of,
    quarter_words,
)
from web.dates import cn_date


@dataclass(frozen=True)
class QuarterLine:
    words: str
    state: str
    tone: str


def quarters_of(dossier: Dossier, *, viewer: User, today: date) -> list[QuarterLine]:
    """From the decision to the present quarter or the last active day, newest first. In retirement
    a half-year is one line."""
    if dossier.active_from is None:
        return []
    policy = Policy.objects.governing(dossier.owner, on=today)
    begun = policy.duties_from if policy is not None else None
    duties = Obligation.objects.visible_to(viewer).talks().filter(dossier=dossier)
    owed = {duty.period: duty for duty in duties}
    talks = Talk.objects.visible_to(viewer).live().filter(dossier=dossier)
    held = {talk.period: talk.held_on for talk in talks.order_by("-held_on")}
    half_from = _half_from(dossier, policy)
    last = min(dossier.active_to or today, today)
    lines: dict[str, QuarterLine] = {}
    for period in _periods(dossier.active_from, last):
        if half_from is not None and first_of_half(period) >= half_from:
            key, words = half_of(period)[1], half_words(period)
            talked = min(filter(None, map(held.get, half_of(period))), default=None)
        else:
            key, words, talked = period, quarter_words(period), held.get(period)
        lines[key] = (
            _before(words, talked)
            if is_before_duties(key, begun)
            else _line(words, owed.get(key), talked, today=today)
        )
    return list(lines.values())[::-1]


def _half_from(dossier: Dossier, policy: Policy | None) -> date | None:
    cadre = dossier.cadre
    if cadre is None or policy is None or not policy.retired_half_yearly:
        return None
    if cadre.retired_on is not None:
        return half_years_from(cadre.retired_on)
    return date.min if cadre.identity == Identity.RETIRED else None


def _periods(first: date, last: date) -> Iterator[str]:
    day = first_of_quarter(first)
    while day <= last:
        yield quarter_of(day)
        day = add_months(day, 3)


def _before(words: str, held: date | None) -> QuarterLine:
    told = f"系统启用前，已于{cn_date(held)}补录" if held else "系统启用前"
    return QuarterLine(words, told, "grey")


def _line(words: str, duty: Obligation | None, held: date | None, *, today: date) -> QuarterLine:
    if held is not None:
        late = duty is not None and held > duty.due_on
        return QuarterLine(words, f"{cn_date(held)}已谈{'，逾期补谈' if late else ''}", "green")
    if duty is None or not duty.is_open:
        why = duty.why_not if duty is not None else "在管不足规定天数"
        return QuarterLine(words, f"不需要（{why}）", "grey")
    if duty.is_overdue(today=today):
        return QuarterLine(words, f"逾期{(today - duty.due_on).days}天", "amber")
    return QuarterLine(words, f"{cn_date(duty.due_on)}前完成", "blue")
