"""What the leading group looks at: how far the year has come, and what is out of order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from accounts.models import Unit, User
from cases.choices import WORKING_STATUSES
from cases.models import Dossier
from visits.choices import ObligationKind, ObligationState, State
from visits.models import Consultation, Obligation, Plan, StateEntry, Visit
from web.dates import cn_date

ROW = "dossier__row"


@dataclass(frozen=True)
class Line:
    """One dossier, and why it is on the page."""

    dossier: Dossier
    words: str


@dataclass(frozen=True)
class Figure:
    """A number of the year, and the rows it counts: dossiers, or what hangs on one."""

    slug: str
    label: str
    unit: str
    rows: QuerySet[Any]

    @cached_property
    def count(self) -> int:
        return self.rows.count()


@dataclass(frozen=True)
class Standing:
    figures: tuple[Figure, ...]
    states: tuple[Figure, ...]
    exceptions: tuple[Line, ...]

    def shown(self, slug: str) -> Figure | None:
        return next((each for each in (*self.figures, *self.states) if each.slug == slug), None)


def standing_of(office: Unit, *, viewer: User, today: date) -> Standing:
    """Figures of the office's own dossiers, as far as this person may find them."""
    files = Dossier.objects.visible_to(viewer).filter(owner=office, status__in=WORKING_STATUSES)
    of_these = {"dossier__in": files.values("pk")}
    return Standing(
        figures=tuple(_figures(viewer, files, of_these, year=today.year)),
        states=tuple(_states(viewer, of_these)),
        exceptions=_exceptions(viewer, of_these, today),
    )


def _figures(
    viewer: User, files: QuerySet[Dossier], of_these: dict[str, Any], *, year: int
) -> Iterator[Figure]:
    in_year = (date(year, 1, 1), date(year, 12, 31))
    plans = Plan.objects.visible_to(viewer).standing().filter(**of_these)
    visits = Visit.objects.visible_to(viewer).done()
    talks = (
        Obligation.objects.visible_to(viewer)
        .filter(kind=ObligationKind.TALK, due_on__range=in_year, **of_these)
        .exclude(state__in=(ObligationState.WITHDRAWN, ObligationState.EXEMPT))
    )
    yield Figure("files", "在办档案", "份", files.select_related("row"))
    yield Figure("plans", "有方案", "份", plans.select_related(ROW))
    yield Figure(
        "visits",
        "本年回访",
        "次",
        visits.filter(visited_on__range=in_year, **of_these).select_related(ROW),
    )
    yield Figure("talks", "本年应谈心谈话", "次", talks.select_related(ROW))
    met = talks.filter(state=ObligationState.MET)
    yield Figure("talks-met", "其中已谈", "次", met.select_related(ROW))


def _states(viewer: User, of_these: dict[str, Any]) -> Iterator[Figure]:
    newest = StateEntry.objects.visible_to(viewer).filter(**of_these).current()
    entries = StateEntry.objects.visible_to(viewer).filter(pk__in=newest.values("pk"))
    for state in State:
        rows = entries.filter(state=state).select_related(ROW)
        yield Figure(state.value, state.label, "人", rows)


def _exceptions(viewer: User, of_these: dict[str, Any], today: date) -> tuple[Line, ...]:
    open_ = (
        Consultation.objects.visible_to(viewer)
        .open()
        .filter(**of_these)
        .select_related("dossier__row")
        .order_by("opened_on")
    )
    late = (
        Obligation.objects.visible_to(viewer)
        .pending()
        .filter(**of_these)
        .overdue(today=today)
        .by_due()
        .for_list()[:50]
    )
    return (
        *(Line(each.dossier, "会商待作结论") for each in open_),
        *(Line(each.dossier, f"{each.words}已过期限") for each in late),
    )


def line_of(counted: Any) -> Line:
    """A row of a figure as its list shows it."""
    match counted:
        case Dossier():
            return Line(counted, counted.get_status_display())
        case Visit(visited_on=date() as day):
            return Line(counted.dossier, f"{counted}，{cn_date(day)}")
        case Obligation():
            return Line(counted.dossier, f"{counted.words}，{counted.get_state_display()}")
        case StateEntry():
            return Line(counted.dossier, f"{cn_date(counted.on)}{counted.get_source_display()}")
        case _:
            return Line(counted.dossier, str(counted))
