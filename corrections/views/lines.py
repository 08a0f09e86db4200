"""Decisions with what happened to them, as plain values: the page asks the database nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from cases.choices import EventKind, Slot
from cases.models import Clock, Decision, DecisionEvent, Dossier
from corrections.choices import CorrectionKind
from corrections.facts.picture import decisions_of, title_of
from corrections.facts.standing import standing_of
from corrections.forms.events import event_words
from corrections.rules.possible import WHEN, acts_open_to
from web.dates import cn_date


@dataclass(frozen=True)
class EventLine:
    words: str
    basis: str
    paper: str
    people: str
    void: str


@dataclass(frozen=True)
class ClockLine:
    """`settled`: the day two people fixed, beside the one that was counted."""

    title: str
    period: str
    counted: str
    settled: str


@dataclass(frozen=True)
class ActLink:
    label: str
    url: str
    when: str


@dataclass(frozen=True)
class DecisionLine:
    title: str
    paper: str
    standing: str
    clocks: tuple[ClockLine, ...]
    events: tuple[EventLine, ...]
    acts: tuple[ActLink, ...]


def decision_lines(dossier: Dossier, *, viewer: User) -> list[DecisionLine]:
    """Every decision of the person, oldest first, each with the acts it is open to."""
    cadre = dossier.cadre
    if cadre is None:
        return []
    decisions = decisions_of(cadre)
    clocks = list(Clock.objects.filter(decision__in=decisions).order_by("start", "pk"))
    return [_decision(each, clocks, dossier, viewer) for each in decisions]


def further_links(dossier: Dossier, *, typed: Mapping[str, str]) -> list[ActLink]:
    """`typed`: what another form knows already of the decision."""
    kinds = (CorrectionKind.REOFFENDED, CorrectionKind.MISSED, CorrectionKind.ADDED)
    return [_link(dossier, kind, **typed) for kind in kinds]


def _decision(
    decision: Decision, clocks: list[Clock], dossier: Dossier, viewer: User
) -> DecisionLine:
    acts: Iterable[str] = ()
    if viewer.may(Permission.CORRECTION_ENTER):
        acts = acts_open_to(standing_of(decision, clocks))
    own = [clock for clock in clocks if clock.decision_id == decision.pk]
    events = sorted(decision.events.all(), key=lambda event: (event.created_at, event.pk))
    return DecisionLine(
        title=title_of(decision),
        paper=f"{decision.document.organ_name} {decision.document.number}".strip(),
        standing=decision.get_status_display(),
        clocks=tuple(_clock(clock) for clock in own),
        events=tuple(_event(event) for event in events),
        acts=tuple(_link(dossier, kind, decision=decision.code) for kind in acts),
    )


def _link(dossier: Dossier, kind: str, **told: str) -> ActLink:
    url = reverse("corrections:new", args=[dossier.code, kind])
    query = f"?{urlencode(told)}" if told else ""
    return ActLink(CorrectionKind(kind).label, f"{url}{query}", WHEN[kind])


def _clock(clock: Clock) -> ClockLine:
    is_settled = clock.end != clock.computed_end
    return ClockLine(
        title=Slot(clock.slot).label,
        period=_period(clock.start, clock.end),
        counted=cn_date(clock.computed_end) if is_settled and clock.computed_end else "",
        settled=cn_date(clock.end) if is_settled and clock.end else "",
    )


def _period(start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return "起止日待恢复党员权利后确定"
    return f"{cn_date(start)}至{cn_date(end)}"


def _people(event: DecisionEvent) -> str:
    entered, confirmed = event.entered_by, event.confirmed_by
    told = [f"登记：{entered.display_name}"] if entered is not None else ["系统登记"]
    return "；".join([*told, f"复核：{confirmed.display_name}"] if confirmed is not None else told)


def _event(event: DecisionEvent) -> EventLine:
    void = ""
    if event.voided_at is not None:
        verb = "已撤回" if event.kind == EventKind.OVERRIDDEN else "已作废"
        void = f"{verb}：{event.void_reason}"
    return EventLine(
        words=event_words(event),
        basis=event.basis,
        paper=f"{event.organ_name} {event.document_number}".strip(),
        people=_people(event),
        void=void,
    )
