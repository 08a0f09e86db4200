"""The talks of a dossier quarter by quarter, with those before the office began (启用前)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from cases.models import Dossier, Policy
from cases.rules.states import add_months, first_of_quarter
from visits.models import Obligation, Talk
from visits.rules.quarters import is_before_duties, quarter_of, quarter_words
from web.dates import cn_date


@dataclass(frozen=True)
class QuarterLine:
    words: str
    state: str
    tone: str


def quarters_of(dossier: Dossier, *, viewer: User, today: date) -> list[QuarterLine]:
    """From the decision to the present quarter or the last active day, newest first."""
    if dossier.active_from is None:
        return []
    policy = Policy.objects.governing(dossier.owner, on=today)
    begun = policy.duties_from if policy is not None else None
    duties = Obligation.objects.visible_to(viewer).talks().filter(dossier=dossier)
    owed = {duty.period: duty for duty in duties}
    held = {
        talk.period: talk.held_on
        for talk in Talk.objects.visible_to(viewer).live().filter(dossier=dossier)
    }
    last = min(dossier.active_to or today, today)
    lines = [
        _before(period, held.get(period))
        if is_before_duties(period, begun)
        else _line(period, owed.get(period), held.get(period), today=today)
        for period in _periods(dossier.active_from, last)
    ]
    return lines[::-1]


def _periods(first: date, last: date) -> Iterator[str]:
    day = first_of_quarter(first)
    while day <= last:
        yield quarter_of(day)
        day = add_months(day, 3)


def _before(period: str, held: date | None) -> QuarterLine:
    told = f"系统启用前，已于{cn_date(held)}补录" if held else "系统启用前"
    return QuarterLine(quarter_words(period), told, "grey")


def _line(period: str, duty: Obligation | None, held: date | None, *, today: date) -> QuarterLine:
    words = quarter_words(period)
    if held is not None:
        late = duty is not None and held > duty.due_on
        return QuarterLine(words, f"{cn_date(held)}已谈{'，逾期补谈' if late else ''}", "green")
    if duty is None or not duty.is_open:
        why = duty.why_not if duty is not None else "在管不足规定天数"
        return QuarterLine(words, f"不需要（{why}）", "grey")
    if duty.is_overdue(today=today):
        return QuarterLine(words, f"逾期{(today - duty.due_on).days}天", "amber")
    return QuarterLine(words, f"{cn_date(duty.due_on)}前完成", "blue")
