"""影响期: every clock of the person on one line, with today and what was done meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission, Role
from cases.choices import EventKind, Matter, Slot
from cases.models import Cadre, Clock, DecisionEvent, Dossier
from cases.views.header import ClockView, clock_view
from evaluation.models import Conclusion
from visits.models import Talk, Visit
from web.charts import ClockLanes, Lane, Mark, MarkRow
from web.dates import cn_date


@dataclass(frozen=True)
class ClockLine:
    """One row of the table; `settled` says who put the end where it is, and on what basis.

    `never`: it waits for a restoration that an expulsion has ruled out (条例 13).
    """

    view: ClockView
    clock: Clock
    computed: date | None
    settled: str
    never: bool

    @property
    def awaiting(self) -> str:
        if self.never:
            return "已开除党籍，不再恢复党员权利，这段影响期不再起算。"
        return self.view.awaiting


@dataclass(frozen=True)
class Day:
    """A day worth knowing, behind or ahead; `is_today` stands alone between them."""

    on: date
    words: str
    url: str = ""
    is_today: bool = False
    is_of_clock: bool = False
    """On paper the table already says it."""


@dataclass(frozen=True)
class ClockPage:
    chart: ClockLanes
    lines: tuple[ClockLine, ...]
    days: tuple[Day, ...]
    summary: str

    @property
    def has_settled(self) -> bool:
        return any(line.computed for line in self.lines)

    @property
    def has_awaited(self) -> bool:
        return any(lane.start is None for lane in self.chart.lanes)

    @property
    def has_probation(self) -> bool:
        return any(line.clock.slot == Slot.PROBATION for line in self.lines)


def clock_page_of(dossier: Dossier, *, viewer: User, today: date) -> ClockPage:
    """`dossier` comes from for_page(); records are those the viewer may open himself."""
    cadre = dossier.cadre
    clocks = list(cadre.clocks.all()) if cadre is not None else []
    rows = tuple(_rows(cadre, viewer)) if cadre is not None and clocks else ()
    lines = tuple(_lines(clocks, viewer, today))
    return ClockPage(
        chart=ClockLanes(
            tuple(_lane(line, clocks) for line in lines if not line.never), rows, today
        ),
        lines=lines,
        days=tuple(sorted(_days(lines, rows, today), key=lambda day: (day.on, day.is_today))),
        summary=_summary([line.clock for line in lines if not line.never], today),
    )


def _lines(clocks: Sequence[Clock], viewer: User, today: date) -> Iterator[ClockLine]:
    settled = _settled(clocks) if viewer.role != Role.HELPER else {}
    for clock, title in zip(clocks, _titles(clocks), strict=True):
        moved = clock.computed_end is not None and clock.computed_end != clock.end
        yield ClockLine(
            view=clock_view(clock, title, today),
            clock=clock,
            computed=clock.computed_end if moved else None,
            settled=settled.get((clock.decision_id, clock.slot), ""),
            never=_never_begins(clock, clocks),
        )


def _never_begins(clock: Clock, clocks: Sequence[Clock]) -> bool:
    return clock.start is None and any(
        Matter.REJOIN_PARTY in each.matters
        and each.decision.decided_on >= clock.decision.decided_on
        for each in clocks
    )


def _titles(clocks: Sequence[Clock]) -> list[str]:
    """The measure and which of its clocks; with the day where two would read alike."""
    plain = [f"{clock.decision.present_measure.name} {Slot(clock.slot).label}" for clock in clocks]
    return [
        f"{cn_date(clock.decision.decided_on)}{title}" if plain.count(title) > 1 else title
        for clock, title in zip(clocks, plain, strict=True)
    ]


def _settled(clocks: Sequence[Clock]) -> dict[tuple[int, str], str]:
    """Overrides that count, by decision and slot."""
    if not any(clock.method == "override" for clock in clocks):
        return {}
    events = DecisionEvent.objects.counting().filter(
        kind=EventKind.OVERRIDDEN, decision__in=[clock.decision for clock in clocks]
    )
    return {
        (event.decision_id, event.slot): _by_whom(event)
        for event in events.select_related("entered_by", "confirmed_by")
    }


def _by_whom(event: DecisionEvent) -> str:
    people = "、".join(
        person.display_name for person in (event.entered_by, event.confirmed_by) if person
    )
    return f"{cn_date(event.on)}由{people}认定，依据：{event.basis}"


def _lane(line: ClockLine, clocks: Sequence[Clock]) -> Lane:
    clock = line.clock
    return Lane(
        label=line.view.title,
        start=clock.start,
        end=clock.end,
        safe=clock.safe,
        computed=line.computed,
        not_before=_not_before(clock, clocks),
        is_probation=clock.slot == Slot.PROBATION,
    )


def _not_before(clock: Clock, clocks: Sequence[Clock]) -> date | None:
    """条例 12: a bar that is awaited begins after the probation of its own decision."""
    if clock.start is not None:
        return None
    probations = (
        each.first_free
        for each in clocks
        if each.decision_id == clock.decision_id and each.slot == Slot.PROBATION
    )
    return next(probations, None)


def _rows(cadre: Cadre, viewer: User) -> Iterator[MarkRow]:
    """Of all the person's dossiers that the viewer may see; no row for what he may not."""
    if viewer.may(Permission.VISIT_VIEW):
        visits = Visit.objects.visible_to(viewer).done().filter(dossier__cadre=cadre)
        marks = tuple(
            Mark(v.visited_on, str(v), v.get_absolute_url()) for v in visits if v.visited_on
        )
        yield MarkRow("回访", "disc", marks)
    if viewer.may(Permission.TALK_VIEW):
        talks = Talk.objects.visible_to(viewer).live().filter(dossier__cadre=cadre)
        marks = tuple(Mark(t.held_on, str(t), t.get_absolute_url()) for t in talks)
        yield MarkRow("谈心谈话", "ring", marks)
    if viewer.may(Permission.RATING_RESULT):
        found = Conclusion.objects.visible_to(viewer).confirmed().filter(dossier__cadre=cadre)
        marks = tuple(
            Mark(
                c.decided_on, f"{c.round}有结论", reverse("evaluation:results", args=[c.round.code])
            )
            for c in found.select_related("round")
            if c.decided_on is not None
        )
        if marks:
            yield MarkRow("评价结论", "diamond", marks)


def _days(lines: Sequence[ClockLine], rows: Sequence[MarkRow], today: date) -> Iterator[Day]:
    for line in lines:
        yield from _days_of_clock(line)
    for mark in chain.from_iterable(row.marks for row in rows):
        yield Day(mark.on, mark.label, mark.url)
    if lines:
        yield Day(today, "今天", is_today=True)


def _days_of_clock(line: ClockLine) -> Iterator[Day]:
    clock, title = line.clock, line.view.title
    if clock.start is not None:
        yield Day(clock.start, f"{title}起算", is_of_clock=True)
    if clock.end is not None:
        yield Day(clock.end, f"{title}最后一日", is_of_clock=True)
    if clock.safe is not None and clock.safe != clock.first_free:
        yield Day(clock.safe, f"{title}按各种口径都已届满", is_of_clock=True)


def _summary(clocks: Sequence[Clock], today: date) -> str:
    """When all of them are over (rules 5.6); what follows is for others to decide."""
    if not clocks:
        return "本人的处分（处理）没有影响期。"
    if any(clock.first_free is None for clock in clocks):
        return "恢复党员权利的日期尚未登记，全部期限的届满日待定。"
    last = max(clock.first_free for clock in clocks if clock.first_free is not None)
    if last <= today:
        return (
            f"全部期限自{cn_date(last)}起已满，不再因本次处分受限；"
            "是否使用由党委（党组）和组织人事部门按规定研究。"
        )
    return f"全部期限届满的次日是{cn_date(last)}。"
